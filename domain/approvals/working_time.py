"""Working time: nine to five by the clock of the organisation, on the working days of its calendar."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from db.settings import settings
from domain.core.working_days import is_working_day, working_days_after

FROM, UNTIL = time(9), time(17)


def after_working_hours(start: datetime, hours: int) -> datetime:
    """The instant at which so many working hours have passed; time outside them does not count."""
    zone = ZoneInfo(settings().time_zone)
    at, left = _into_hours(start.astimezone(zone)), timedelta(hours=hours)
    while left > (rest := _at(at, UNTIL) - at):
        left -= rest
        at = _next_morning(at)
    return (at + left).astimezone(start.tzinfo)


def _into_hours(at: datetime) -> datetime:
    """The instant itself, or the beginning of the next working time."""
    if not is_working_day(at.date()) or at.time() >= UNTIL:
        return _next_morning(at)
    return max(at, _at(at, FROM))


def _next_morning(at: datetime) -> datetime:
    return datetime.combine(working_days_after(at.date(), 1), FROM, at.tzinfo)


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.date(), clock, day.tzinfo)
