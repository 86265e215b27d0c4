"""The figures a bonus rests on: each person's collection, each team's attainment, over the whole cycle."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.appraisal.cycle import AppraisalCycle
from domain.core.period import Grain, Period
from domain.core.permission import Actor
from domain.core.rounding import quotient
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.reading import Reading


@dataclass(frozen=True)
class CycleFigure:
    """An indicator over a cycle: the sums behind it, its value (None: nothing to measure), its origin."""

    code: str
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None
    rows: int
    versions: tuple[int, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "code": self.code, "numerator": plain_digits(self.numerator),
            "denominator": plain_digits(self.denominator),
            "value": None if self.value is None else plain_digits(self.value), "rows": self.rows,
            "versions": list(self.versions),
        }  # fmt: skip


Found = tuple[Decimal | None, Decimal | None, int, int | None]
"""Numerator, denominator, rows, version of one period."""


def of_people(
    session: Session, actor: Actor, code: str, cycle: AppraisalCycle, unit_id: int, today: date
) -> dict[int, CycleFigure]:
    """The indicator for every salesperson with facts in the cycle, counting what the unit sold."""
    wish = Wish(
        code=code, unit_id=unit_id, grain=cycle.span.grain, first=cycle.first_on, last=cycle.last_on,
        by="salesperson",
    )  # fmt: skip
    parts: dict[int, list[Found]] = defaultdict(list)
    for one in read_figures(session, actor, wish, today):
        if isinstance(one.scope, int):
            parts[one.scope].append((one.numerator, one.denominator, one.rows, one.version_id))
    return {person: _together(code, found) for person, found in parts.items()}


def of_units(
    session: Session, indicator: Indicator, cycle: AppraisalCycle, units: Collection[int]
) -> dict[int, CycleFigure]:
    """The kept readings of the indicator for the units, over the periods of the cycle."""
    query = select(
        Reading.unit_id, Reading.numerator, Reading.denominator, Reading.rows, Reading.version_id
    ).where(
        Reading.indicator_id == indicator.id,
        Reading.grain == cycle.span.grain,
        Reading.unit_id.in_(sorted(units)),
        Reading.period.in_(_periods(cycle.first_on, cycle.last_on, cycle.span.grain)),
    )
    parts: dict[int, list[Found]] = defaultdict(list)
    for unit, above, below, rows, version in session.execute(query.order_by(Reading.period)):
        parts[unit].append((above, below, rows, version))
    return {unit: _together(indicator.code, found) for unit, found in parts.items()}


def _periods(first: date, last: date, grain: Grain) -> list[int]:
    return [one.key for one in Period.between(first, last, grain)]


def _together(code: str, parts: Iterable[Found]) -> CycleFigure:
    """Sums before ratios: a half-year is the ratio of its sums, not the mean of its quarters."""
    whole = list(parts)
    above = sum((one[0] or Decimal(0) for one in whole), Decimal(0))
    below = sum((one[1] or Decimal(0) for one in whole), Decimal(0))
    return CycleFigure(
        code, above, below, quotient(above, below) if below > 0 else None, sum(one[2] for one in whole),
        tuple(sorted({one[3] for one in whole if one[3] is not None})),
    )  # fmt: skip


def plain_or_none(figures: Mapping[int, CycleFigure], key: int) -> dict[str, Any] | None:
    """One of them as JSON keeps it."""
    found = figures.get(key)
    return found.plain() if found else None
