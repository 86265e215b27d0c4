"""Days that move with the calendar: `today`, `last_month`, `next_14_days`, `overdue`.

A week begins on Monday, a quarter in January, April, July and October. "Last 30 days" ends today and
"next 30 days" begins today, so both hold 30 days.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.core.period import add_months, first_day_of, month_of

COUNTED = re.compile(r"(last|next)_([1-9]\d{0,3})_days")


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; None is an open end."""

    first: date | None
    last: date | None

    @property
    def months(self) -> tuple[int | None, int | None]:
        """The months (yyyymm) it touches."""
        return (
            month_of(self.first) if self.first else None,
            month_of(self.last) if self.last else None,
        )


def span_of(word: str, today: date) -> Span | None:
    """What the word means on that day; None for a word that is no relative day."""
    if word in NAMED:
        return NAMED[word](today)
    found = COUNTED.fullmatch(word)
    if found is None:
        return None
    days = timedelta(days=int(found[2]) - 1)
    try:
        return Span(today - days, today) if found[1] == "last" else Span(today, today + days)
    except OverflowError:
        return None


def counted(direction: str, days: int) -> str:
    """The word for so many days, `last` ending or `next` beginning today."""
    return f"{direction}_{days}_days"


def _day(offset: int) -> Callable[[date], Span]:
    return lambda today: Span(*(2 * [today + timedelta(days=offset)]))


def _week(offset: int) -> Callable[[date], Span]:
    def week(today: date) -> Span:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        return Span(monday, monday + timedelta(days=6))

    return week


def _months(length: int, offset: int) -> Callable[[date], Span]:
    """A piece of the year of so many months, counted from the one that today lies in."""

    def months(today: date) -> Span:
        start = today.year * 100 + (today.month - 1) // length * length + 1
        first = add_months(start, offset * length)
        after = first_day_of(add_months(first, length))
        return Span(first_day_of(first), after - timedelta(days=1))

    return months


NAMED: Mapping[str, Callable[[date], Span]] = {
    "today": _day(0),
    "yesterday": _day(-1),
    "tomorrow": _day(1),
    "this_week": _week(0),
    "last_week": _week(-1),
    "next_week": _week(1),
    "this_month": _months(1, 0),
    "last_month": _months(1, -1),
    "next_month": _months(1, 1),
    "this_quarter": _months(3, 0),
    "last_quarter": _months(3, -1),
    "next_quarter": _months(3, 1),
    "this_year": _months(12, 0),
    "last_year": _months(12, -1),
    "next_year": _months(12, 1),
    "overdue": lambda today: Span(None, today - timedelta(days=1)),
}
"""Words without a number, in the order in which people are offered them."""
