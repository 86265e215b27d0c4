"""A figure as screens and reports show it, whether it was kept or computed just now."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from sqlalchemy import Row

from domain.core.language import Sentence
from domain.core.period import Period
from domain.indicators.figure import Figure
from domain.indicators.reading import Reading, recalled
from domain.indicators.status import Status

COLUMNS = (
    Reading.indicator_id, Reading.unit_id, Reading.grain, Reading.period, Reading.value, Reading.status,
    Reading.reason, Reading.numerator, Reading.denominator, Reading.coverage, Reading.rows, Reading.amber,
    Reading.red, Reading.target, Reading.as_of, Reading.version_id,
)  # fmt: skip
"""What to select of a reading for `ShownFigure.of_row`."""


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """One indicator in one scope and period. A missing value or colour has a reason, ready to be said."""

    period: Period
    scope: Hashable
    value: Decimal | None
    status: Status
    reason: Sentence | None
    numerator: Decimal | None
    denominator: Decimal | None
    coverage: Decimal | None
    rows: int
    amber: Decimal | None
    red: Decimal | None
    target: Decimal | None
    as_of: date
    version_id: int | None

    @classmethod
    def of_row(cls, row: Row[Any]) -> Self:
        """A kept reading, selected as COLUMNS."""
        return cls(
            period=Period.of(row.period, row.grain), scope=row.unit_id, value=row.value, status=row.status,
            reason=recalled(row.reason), numerator=row.numerator, denominator=row.denominator,
            coverage=row.coverage, rows=row.rows, amber=row.amber, red=row.red, target=row.target,
            as_of=row.as_of, version_id=row.version_id,
        )  # fmt: skip

    @classmethod
    def of_figure(cls, figure: Figure) -> Self:
        """A figure computed on the spot."""
        return cls(
            period=figure.period, scope=figure.scope, value=figure.value, status=figure.status,
            reason=figure.reason, numerator=figure.numerator, denominator=figure.denominator,
            coverage=figure.coverage, rows=figure.rows, amber=figure.amber, red=figure.red,
            target=figure.target, as_of=figure.as_of, version_id=figure.version_id,
        )  # fmt: skip

    @property
    def provisional(self) -> bool:
        """The period was not over when this was computed."""
        return self.as_of < self.period.last_day
