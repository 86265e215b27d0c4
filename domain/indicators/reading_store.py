"""Keeps readings: only those that changed are written, those without facts any more are removed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.indicators.figure import Figure
from domain.indicators.reading import Reading

CHUNK = 500
Series = tuple[int, Grain, int]
"""(indicator id, grain, unit id)."""
Kept = tuple[int, tuple[Any, ...]]
"""(id of the reading, values of the compared columns)."""
COMPARED = (
    "version_id", "value", "numerator", "denominator", "coverage", "rows", "status", "reason", "amber", "red",
    "target", "as_of", "provisional",
)  # fmt: skip
VALUE = COMPARED.index("value")


@dataclass
class KeptReadings:
    """The readings of some indicators and units as they are, and what became of them."""

    kept: dict[Series, dict[int, Kept]]
    """By series, then by period."""
    values: dict[Series, dict[int, Decimal | None]]
    """Values of earlier periods, for indicators whose thresholds look at them."""
    new: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

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
        key = (Reading.indicator_id, Reading.grain, Reading.unit_id, Reading.period)
        kept: dict[Series, dict[int, Kept]] = {}
        query = select(*key, Reading.id, *(getattr(Reading, name) for name in COMPARED)).where(
            Reading.indicator_id.in_(sorted(indicators)),
            Reading.unit_id.in_(sorted(units)),
            Reading.period >= since,
        )
        for row in session.execute(query):
            kept.setdefault((row[0], row[1], row[2]), {})[row[3]] = (row[4], tuple(row[5:]))
        values: dict[Series, dict[int, Decimal | None]] = {}
        query_values = select(*key, Reading.value).where(
            Reading.indicator_id.in_(sorted(looking_back)),
            Reading.unit_id.in_(sorted(units)),
            Reading.period < since,
        )
        for indicator, grain, unit, period, value in session.execute(query_values):
            values.setdefault((indicator, grain, unit), {})[period] = value
        return cls(kept, values)

    def history(self, series: Series, periods: Iterable[int]) -> list[Decimal | None]:
        """The kept values of these periods."""
        kept, values = self.kept.get(series, {}), self.values.get(series, {})
        return [kept[period][1][VALUE] if period in kept else values.get(period) for period in periods]

    def settle(self, series: Series, since: int, figures: Iterable[Figure]) -> None:
        """Make the readings of a series from the month `since` on equal to the figures."""
        kept, present = self.kept.get(series, {}), set()
        for figure in figures:
            period = figure.period.key
            present.add(period)
            values = _values(figure)
            if period not in kept:
                names = dict(zip(("indicator_id", "grain", "unit_id"), series, strict=True))
                self.new.append(names | {"period": period} | values)
            elif kept[period][1] != tuple(values[name] for name in COMPARED):
                self.changed.append({"id": kept[period][0]} | values)
        self.gone += [
            number for period, (number, _) in kept.items() if period >= since and period not in present
        ]

    def write(self, session: Session, run_id: int) -> int:
        """Write what changed under the number of the run; how many readings were written."""
        for at in range(0, len(self.gone), CHUNK):
            session.execute(
                delete(Reading).where(Reading.id.in_(self.gone[at : at + CHUNK])),
                execution_options={"synchronize_session": False},
            )
        for row in (*self.new, *self.changed):
            row["run_id"] = run_id
        if self.new:
            session.execute(insert(Reading), self.new)
        if self.changed:
            session.execute(update(Reading), self.changed)
        return len(self.new) + len(self.changed)


def _values(figure: Figure) -> dict[str, Any]:
    return {
        "version_id": figure.version_id, "value": figure.value, "numerator": figure.numerator,
        "denominator": figure.denominator, "coverage": figure.coverage, "rows": figure.rows,
        "status": figure.status, "reason": figure.reason.plain() if figure.reason else None,
        "amber": figure.amber, "red": figure.red, "target": figure.target, "as_of": figure.as_of,
        "provisional": figure.provisional,
    }  # fmt: skip
