"""Working days: Monday to Friday, less the holidays and with the working weekends of the company's calendar.

Deadlines are worked out by rules that know rows and no database. The calendar in force is therefore one value
of the process, which `domain/organisation/calendar_day.py` keeps in step with the records.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MONDAY_TO_FRIDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """What a company's days differ in from Monday to Friday."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    """Days of a weekend on which one works."""

    def works(self, day: date) -> bool:
        """Whether people work on the day."""
        if day.weekday() < MONDAY_TO_FRIDAY:
            return day not in self.holidays
        return day in self.workdays


USUAL = WorkCalendar()
"""Of a company that has not said anything."""
_in_force = USUAL


def in_force() -> WorkCalendar:
    """The company's calendar as this process knows it."""
    return _in_force


def observe(calendar: WorkCalendar) -> None:
    """Count by this calendar from now on."""
    global _in_force
    _in_force = calendar


def is_working_day(day: date) -> bool:
    """Whether people work on the day."""
    return _in_force.works(day)


def working_days_after(day: date, count: int, calendar: WorkCalendar | None = None) -> date:
    """The `count`-th working day after a date; the date itself does not count."""
    works, left = (calendar or _in_force).works, count
    while left:
        day += timedelta(days=1)
        left -= works(day)
    return day


def working_days_between(first: date, last: date, calendar: WorkCalendar | None = None) -> int:
    """Working days after `first` up to and including `last`; 0 where `last` is not later."""
    works = (calendar or _in_force).works
    return sum(works(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))
