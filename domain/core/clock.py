"""Instants are UTC; business dates are dates in the organisation's time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from db.settings import settings

_played: ContextVar[datetime | None] = ContextVar("played", default=None)


def now() -> datetime:
    """The present instant. Only the edges (screens, command line, schedule) ask; rules are told."""
    return _played.get() or datetime.now(UTC)


@contextmanager
def played_at(instant: datetime) -> Iterator[None]:
    """Take the block as happening at this instant: the demo company's past is played, not waited for."""
    before = _played.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _played.reset(before)


def business_date(instant: datetime) -> date:
    """The organisation's calendar date at an instant."""
    return instant.astimezone(ZoneInfo(settings().time_zone)).date()


def midnight(day: date) -> datetime:
    """The instant a date of the organisation's calendar begins."""
    return datetime.combine(day, time(), ZoneInfo(settings().time_zone)).astimezone(UTC)


def today() -> date:
    """The organisation's present calendar date. Only the edges ask."""
    return business_date(now())
