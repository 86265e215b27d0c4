"""Keeps readings: only those that changed are written, those without facts any more are removed.

Read from the table itself and as the database keeps them: most are compared and nothing else.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, String, Text, cast, select, type_coerce
from sqlalchemy.orm import Session

from db.bulk import delete_rows, in_batches, insert_rows, table_of, update_rows
from domain.core.period import Grain
from domain.core.statement import Statement
from domain.indicators.figure import Figure
from domain.indicators.reading import Reading

Series = tuple[int, Grain, int]
"""(indicator id, grain, unit id)."""
Kept = tuple[int, tuple[Any, ...]]
"""(id of the reading, values of the compared columns)."""
COMPARED = Figure._fields[Figure._fields.index("version_id") :]
"""What a figure and a reading have in common, in the order of a figure."""
FIRST, REASON = Figure._fields.index("version_id"), Figure._fields.index("reason")
VALUE = COMPARED.index("value")
KEY = ("indicator_id", "grain", "unit_id", "period")
TABLE = table_of(Reading)
EXACT = frozenset({"value", "numerator", "denominator", "coverage", "amber", "red", "target"})


class Digits(dict[str | None, Decimal | None]):
    """Numbers by their digits as they are kept; the same ones come again and again."""

    def __missing__(self, digits: str | None) -> Decimal | None:
        number = self[digits] = None if digits is None else Decimal(digits)
        return number


class Sentences(dict[str | None, Any]):
    """Statements by their kept text."""

    def __missing__(self, kept: str | None) -> Any:
        said = self[kept] = None if kept is None else json.loads(kept)
        return said


@dataclass
class KeptReadings:
    """The readings of some indicators and units as they are, and what became of them."""

    kept: dict[Series, dict[int, Kept]]
    """By series, then by period."""
    values: dict[Series, dict[int, Decimal | None]]
    """Values of earlier periods, for indicators whose thresholds look at them."""
    new: list[tuple[Any, ...]] = field(default_factory=list)
    """(series, period, compared values ...)."""
    changed: list[tuple[Any, ...]] = field(default_factory=list)
    """(id, compared values ...)."""
    gone: list[int] = field(default_factory=list)
    _plain: dict[int, tuple[Statement, dict[str, object]]] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        session: Session,
        indicators: Collection[int],
        units: Collection[int],
        since: int,
        looking_back: Collection[int],
    ) -> "KeptReadings":
        """What is kept of these indicators and units from a month on, and earlier values of some of them."""
        column, number, said = TABLE.c, Digits(), Sentences()
        grains = {grain.value: grain for grain in Grain}
        key = [column.indicator_id, type_coerce(column.grain, String), column.unit_id, column.period]
        kept: dict[Series, dict[int, Kept]] = {}
        query = select(*key, column.id, *(_as_kept(name) for name in COMPARED)).where(
            column.indicator_id.in_(sorted(indicators)),
            column.unit_id.in_(sorted(units)),
            column.period >= since,
        )
        for (
            indicator, grain, unit, period, row, version, value, above, below, coverage, rows, status, reason,
            amber, red, target, as_of, provisional,
        ) in in_batches(session, query):  # fmt: skip
            series = indicator, grains[grain], unit
            if series not in kept:
                kept[series] = {}
            kept[series][period] = row, (
                version, number[value], number[above], number[below], number[coverage], rows, status,
                said[reason], number[amber], number[red], number[target], as_of, provisional,
            )  # fmt: skip
        values: dict[Series, dict[int, Decimal | None]] = {}
        query_values = select(*key, _as_kept("value")).where(
            column.indicator_id.in_(sorted(looking_back)),
            column.unit_id.in_(sorted(units)),
            column.period < since,
        )
        for indicator, grain, unit, period, value in in_batches(session, query_values):
            values.setdefault((indicator, grains[grain], unit), {})[period] = number[value]
        return cls(kept, values)

    def history(self, series: Series, periods: Iterable[int]) -> list[Decimal | None]:
        """The kept values of these periods."""
        kept, values = self.kept.get(series, {}), self.values.get(series, {})
        return [kept[period][1][VALUE] if period in kept else values.get(period) for period in periods]

    def settle(self, series: Series, since: int, periods: Sequence[int], figures: Sequence[Figure]) -> None:
        """Make the readings of a series from the month `since` on equal to the figures of these periods."""
        kept, matched = self.kept.get(series, {}), 0
        for period, figure in zip(periods, figures, strict=True):
            values = (*figure[FIRST:REASON], self._said(figure.reason), *figure[REASON + 1 :])
            known = kept.get(period)
            if known is None:
                self.new.append((*series, period, *values))
                continue
            matched += 1
            if known[1] != values:
                self.changed.append((known[0], *values))
        if matched < len(kept):
            present = set(periods)
            self.gone += [
                row for period, (row, _) in kept.items() if period >= since and period not in present
            ]

    def write(self, session: Session, run_id: int) -> int:
        """Write what changed under the number of the run; how many readings were written."""
        delete_rows(session, TABLE, self.gone)
        new = [dict(zip((*KEY, *COMPARED), row, strict=True)) | {"run_id": run_id} for row in self.new]
        insert_rows(session, TABLE, new)
        changed = [
            dict(zip(("id", *COMPARED), row, strict=True)) | {"run_id": run_id} for row in self.changed
        ]
        update_rows(session, TABLE, changed)
        return len(new) + len(changed)

    def _said(self, reason: Statement | None) -> dict[str, object] | None:
        """A reason as it is kept. Figures share theirs, so that few are put in that form."""
        if reason is None:
            return None
        known = self._plain.get(id(reason))
        if known is None:
            known = self._plain[id(reason)] = reason, reason.plain()
        return known[1]


def _as_kept(name: str) -> ColumnElement[Any]:
    """A column without the work of making it a number, a choice or a statement."""
    column = TABLE.c[name]
    if name == "reason":
        return cast(column, Text)
    return type_coerce(column, String) if name in EXACT or name == "status" else column
