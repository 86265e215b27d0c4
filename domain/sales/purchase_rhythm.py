"""When a customer's silence becomes a sign (G24): measured by the customer's own intervals."""

from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

WATCH, AT_RISK, LOST = Decimal("1.5"), Decimal(2), Decimal(3)
"""How many median intervals of silence make each state."""
INTERVALS = 3
"""Fewer intervals make no rhythm."""


class LapseState(StrEnum):
    """What a silence says."""

    REGULAR = "regular"
    WATCH = "watch"
    AT_RISK = "at_risk"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Silence:
    """The time after a day of buying, as far as a rhythm was known on that day."""

    last_on: date
    median_days: Decimal
    ended_on: date | None

    def reaches(self, times: Decimal) -> date:
        """The first day on which it lasts that many median intervals."""
        return self.last_on + timedelta(days=ceil(times * self.median_days))


def state_of(ratio: Decimal) -> LapseState:
    """The state of a silence that lasts `ratio` median intervals."""
    if ratio >= LOST:
        return LapseState.LOST
    if ratio >= AT_RISK:
        return LapseState.AT_RISK
    return LapseState.WATCH if ratio >= WATCH else LapseState.REGULAR


def silences(days: Iterable[date]) -> Iterator[Silence]:
    """A silence for each day of buying from the fourth on; several orders of one day are one day.

    The median is that of all intervals up to the day, so that a later order changes no past silence.
    """
    bought = sorted(set(days))
    intervals: list[int] = []
    for at, day in enumerate(bought):
        if at:
            insort(intervals, (day - bought[at - 1]).days)
        if len(intervals) >= INTERVALS:
            yield Silence(day, median(intervals), bought[at + 1] if at + 1 < len(bought) else None)


def median(ordered: list[int]) -> Decimal:
    """The middle of whole numbers in order; exact, a half where two are in the middle."""
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Decimal(ordered[half])
    return Decimal(ordered[half - 1] + ordered[half]) / 2
