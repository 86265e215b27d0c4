"""Working days: Monday to Friday except holidays."""

from collections.abc import Collection
from datetime import date, timedelta

MONDAY_TO_FRIDAY = 5


def working_days_after(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The `count`-th working day after a date; the date itself does not count."""
    left = count
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < MONDAY_TO_FRIDAY and day not in holidays
    return day


def working_days_between(first: date, last: date, holidays: Collection[date] = ()) -> int:
    """Working days after `first` up to and including `last`; 0 where `last` is not later."""
    days = (first + timedelta(days=ahead) for ahead in range(1, (last - first).days + 1))
    return sum(day.weekday() < MONDAY_TO_FRIDAY and day not in holidays for day in days)
