"""How every indicator of a unit stands in a month: one look serves cockpit and list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period, add_months, month_of
from domain.indicators.indicator import Indicator
from domain.indicators.reading import Reading
from domain.indicators.status import Status
from domain.reporting.profile import Profile, profiles
from domain.reporting.shown_figure import COLUMNS, ShownFigure

HISTORY = 13
"""Periods looked back on, the present one included: a year and the one to compare with."""
RANK = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


class Comparison(StrEnum):
    """What a figure is compared with."""

    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    TARGET = "target"
    PLAN = "plan"


class Move(StrEnum):
    """How the status went from one period to the next."""

    WORSE = "worse"
    BETTER = "better"


@dataclass(frozen=True)
class Standing:
    """One indicator: its figures of HISTORY periods up to the one looked at, oldest first, gaps as None."""

    profile: Profile
    period: Period
    figures: tuple[ShownFigure | None, ...]

    @property
    def current(self) -> ShownFigure | None:
        """The figure of the period looked at."""
        return self.figures[-1]

    @property
    def previous(self) -> ShownFigure | None:
        """The figure of the period before."""
        return self.figures[-2]

    @property
    def status(self) -> Status:
        """What the present figure says; no data where there is none."""
        return self.current.status if self.current else Status.NO_DATA

    @property
    def move(self) -> Move | None:
        """Whether the status changed since the period before; None where it did not or is not known."""
        before, after = (RANK.get(one.status) if one else None for one in (self.previous, self.current))
        if before is None or after is None or before == after:
            return None
        return Move.WORSE if after > before else Move.BETTER

    def base(self, against: Comparison) -> Decimal | None:
        """What the present value is compared with."""
        if against in (Comparison.TARGET, Comparison.PLAN):
            now = self.current
            fits = now and (against is Comparison.TARGET or self.profile.by_plan(now.version_id))
            return now.target if now and fits else None
        back = 1 if against is Comparison.PREVIOUS else self.period.grain.per_year
        found = self.figures[-1 - back]
        return found.value if found else None

    def change(self, against: Comparison) -> Decimal | None:
        """The present value minus what it is compared with."""
        base, value = self.base(against), self.current.value if self.current else None
        return None if base is None or value is None else value - base


def standings(session: Session, unit_id: int, month: int) -> tuple[Standing, ...]:
    """Every indicator in use, by the period it is judged by: the last one that ended by the month."""
    known = profiles(session)
    rows = session.execute(
        select(*COLUMNS)
        .join(Indicator, and_(Indicator.id == Reading.indicator_id, Indicator.grain == Reading.grain))
        .where(Reading.unit_id == unit_id, or_(*(_reach(grain, month) for grain in Grain)))
    )
    figures: dict[int, dict[int, ShownFigure]] = {}
    for row in rows:
        figures.setdefault(row.indicator_id, {})[row.period] = ShownFigure.of_row(row)
    return tuple(_standing(one, month, figures.get(one.indicator.id, {})) for one in known)


def ended_by(month: int, grain: Grain) -> Period:
    """The last period of the grain whose last month is not later than the month."""
    period = Period.of(month, grain)
    return period if period.key <= month else period.previous()


FULL_ENOUGH = 4
"""A month with a quarter of the figures of the fullest month is worth looking at."""


def months_with_figures(session: Session, unit_id: int) -> tuple[int, int] | None:
    """The first and last month (yyyymm) a unit has figures for; None before the first refresh.

    What the portal counts of itself (accounts, postings) goes on after the last import; months that have
    hardly anything else are none to look at.
    """
    known = func.count(Reading.value)
    query = (
        select(Reading.period, known)
        .where(Reading.unit_id == unit_id, Reading.grain == Grain.MONTH)
        .group_by(Reading.period)
        .order_by(Reading.period)
    )
    counts = dict(session.execute(query).all())
    if not counts:
        return None
    enough = max(counts.values()) / FULL_ENOUGH
    return min(counts), max(month for month, count in counts.items() if count >= enough)


def month_to_begin_with(first: int, last: int, today: date) -> int:
    """The last month that is over, so that no half month alarms anybody; the first month if there is none."""
    over = add_months(month_of(today), -1)
    return max(first, min(last, over))


def worst_first(found: Iterable[Standing]) -> list[Standing]:
    """Red before amber before green, then those without colour, then those without figures."""
    order = (Status.RED, Status.AMBER, Status.GREEN, Status.UNRATED, Status.NO_DATA)
    return sorted(found, key=lambda one: (order.index(one.status), one.profile.indicator.code))


def _reach(grain: Grain, month: int) -> ColumnElement[bool]:
    last = ended_by(month, grain)
    return and_(
        Reading.grain == grain, Reading.period <= last.key, Reading.period >= last.previous(HISTORY - 1).key
    )


def _standing(known: Profile, month: int, figures: Mapping[int, ShownFigure]) -> Standing:
    last = ended_by(month, known.indicator.grain)
    periods = last.previous(HISTORY - 1).to(last)
    return Standing(known, last, tuple(figures.get(period.key) for period in periods))
