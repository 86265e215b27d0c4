"""The figures a bonus rests on: each person's collection, each team's attainment, over the whole cycle."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.appraisal.cycle import AppraisalCycle
from domain.core.rounding import quotient
from domain.indicators.figure import Figure
from domain.indicators.indicator import Indicator
from domain.indicators.span_figures import SpanWish, span_figures

BY_PERSON = "salesperson"
ZERO = Decimal(0)


@dataclass(frozen=True)
class CycleFigure:
    """An indicator over a cycle: the sums behind it, its value (None: nothing to measure), its origin."""

    code: str
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None
    rows: int
    version_id: int | None

    @classmethod
    def of(cls, code: str, figure: Figure) -> "CycleFigure":
        """A ratio of sums, to 28 digits. Too little data for a value is too little for a bonus as well."""
        above, below = figure.numerator or ZERO, figure.denominator or ZERO
        value = quotient(above, below) if figure.value is not None and below > 0 else None
        return cls(code, above, below, value, figure.rows, figure.version_id)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "code": self.code, "numerator": plain_digits(self.numerator),
            "denominator": plain_digits(self.denominator),
            "value": None if self.value is None else plain_digits(self.value), "rows": self.rows,
            "version_id": self.version_id,
        }  # fmt: skip


def figures_of(
    session: Session, indicator: Indicator, cycle: AppraisalCycle, members: Collection[int],
    by: str | None, today: date,
) -> dict[int, CycleFigure]:  # fmt: skip
    """The indicator for every salesperson, or (`by` None) for every unit with what is below it."""
    code = indicator.code
    wish = SpanWish(frozenset({code}), cycle.first_month, cycle.last_month, frozenset(members), by)
    return {
        member: CycleFigure.of(code, figure)
        for member, figure in span_figures(session, wish, today)[code].items()
    }


def plain_or_none(figures: Mapping[int, CycleFigure], key: int) -> dict[str, Any] | None:
    """One of them as JSON keeps it."""
    found = figures.get(key)
    return found.plain() if found else None
