"""When a claim becomes time-barred (Civil Code art. 188: three years; art. 195: interruptions)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

YEARS = 3
NEAR_DAYS, PRESSING_DAYS = 180, 90
"""So many days before the limitation date or fewer: time to act, and high time."""


class Urgency(StrEnum):
    """How near the limitation date is."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def limitation_date(due: date, interruptions: Iterable[date] = ()) -> date:
    """Three years after the due date, or after the last interruption before the claim was barred.

    What is done once the time is up revives nothing; what was done before the due date interrupts nothing.
    """
    expires = _years_later(due)
    for day in sorted(interruptions):
        if due <= day <= expires:
            expires = _years_later(day)
    return expires


def urgency(days_left: int) -> Urgency:
    """The colour of a claim by the days left: red from 90, amber from 180."""
    if days_left <= PRESSING_DAYS:
        return Urgency.RED
    return Urgency.AMBER if days_left <= NEAR_DAYS else Urgency.GREEN


@dataclass(frozen=True, slots=True)
class Watch:
    """A time in which a claim is near its limitation date: from `begins` until not including `ends`."""

    begins: date
    pressing: date
    ends: date | None
    expires: date


def watches(due: date, interruptions: Iterable[date]) -> Iterator[Watch]:
    """Every time in which the claim was, or will be, within 180 days of its limitation date.

    An interruption ends it. A barred claim stays on watch: it is lost unless the customer pays freely.
    """
    expires = _years_later(due)
    for day in (day for day in sorted(interruptions) if day >= due):
        if day > expires:
            break
        begins = expires - timedelta(days=NEAR_DAYS)
        if begins < day:
            yield Watch(begins, expires - timedelta(days=PRESSING_DAYS), day, expires)
        expires = _years_later(day)
    begins = expires - timedelta(days=NEAR_DAYS)
    yield Watch(begins, expires - timedelta(days=PRESSING_DAYS), None, expires)


def _years_later(day: date) -> date:
    """The same date three years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:
        return day.replace(year=day.year + YEARS, day=28)
