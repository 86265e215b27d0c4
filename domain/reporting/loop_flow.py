"""How issues move through the loop: how many get how far, how many stand where, how long it takes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.core.period import Period
from domain.core.rounding import quotient
from domain.improvement.issue_state import IssueState
from domain.improvement.stage import Stage
from domain.indicators.distribution import Histogram, median, percentile
from domain.reporting.loop_history import LoopIssue

ORDER = tuple(Stage)
SLOW = Decimal(85)
"""The percentile that says how long one should reckon with."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many issues of a cohort reached a stage. `of_previous` None: nobody reached the one before."""

    stage: Stage
    count: int
    of_previous: Decimal | None
    of_all: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many issues stood in each stage at the end of a day."""

    day: date
    counts: tuple[int, ...]
    """In the order of the stages; those that ended without being closed are in none."""


@dataclass(frozen=True, slots=True)
class Spell:
    """How long something takes in days, over the finished cases. None without any."""

    cases: int
    median: Decimal | None
    slow: Decimal | None
    """The 85th percentile."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long issues stay in a stage: those that left it within a time, and those in it now."""

    stage: Stage
    finished: Spell
    here: int
    longest: int | None
    """Days of the one that has been here longest."""


def funnel(issues: Sequence[LoopIssue], first: date, last: date) -> list[Reached]:
    """Of the issues raised from `first` to `last`, how many ever reached each stage."""
    furthest = Counter(ORDER.index(one.furthest) for one in issues if first <= one.raised_on <= last)
    counts = [sum(count for at, count in furthest.items() if at >= stage) for stage in range(len(ORDER))]
    return [
        Reached(stage, counts[at], quotient(counts[at], counts[at - 1]) if at else None,
                quotient(counts[at], counts[0]))
        for at, stage in enumerate(ORDER)
    ]  # fmt: skip


def flow(issues: Sequence[LoopIssue], days: Sequence[date]) -> list[Standing]:
    """How many issues stood in each stage at the end of each day."""
    found = []
    for day in days:
        there = Counter(stage for one in issues if (stage := one.stage_on(day)))
        found.append(Standing(day, tuple(there[stage] for stage in ORDER)))
    return found


def month_ends(last: Period, count: int, today: date) -> list[date]:
    """The last days of `count` months; of the present month, today."""
    return [min(period.last_day, today) for period in last.previous(count - 1).to(last)]


def cycle(issues: Sequence[LoopIssue], first: date, last: date) -> Spell:
    """Calendar days from report to closing, of the issues closed in the time."""
    closed = [one for one in issues if one.state is IssueState.CLOSED]
    return spell(one.open_days(last) for one in closed if one.ended_on and first <= one.ended_on <= last)


def waiting(issues: Sequence[LoopIssue], first: date, last: date, today: date) -> list[Waiting]:
    """How long issues stayed in each stage but the last; of each stay that ended in the time."""
    return [_waiting(stage, issues, first, last, today) for stage in ORDER[:-1]]


def spell(days: Iterable[int]) -> Spell:
    """Median and 85th percentile of whole days."""
    histogram: Histogram = Counter(days)
    return Spell(sum(histogram.values()), median(histogram), percentile(histogram, SLOW))


def _waiting(stage: Stage, issues: Sequence[LoopIssue], first: date, last: date, today: date) -> Waiting:
    stays = [(one, stay) for one in issues for stay in one.stays if stay.stage is stage]
    done = [stay.days for _, stay in stays if stay.until and first <= stay.until <= last]
    here = [(today - stay.since).days for one, stay in stays if stay.until is None and one.state.open]
    return Waiting(
        stage, spell([days for days in done if days is not None]), len(here), max(here, default=None)
    )
