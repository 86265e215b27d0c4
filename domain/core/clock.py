"""Instants are UTC; business dates are dates in the organisation's time zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.settings import settings


def now() -> datetime:
    """The present instant. Only the edges (screens, command line, schedule) ask; rules are told."""
    return datetime.now(UTC)


def business_date(instant: datetime) -> date:
    """The organisation's calendar date at an instant."""
    return instant.astimezone(ZoneInfo(settings().time_zone)).date()


def today() -> date:
    """The organisation's present calendar date. Only the edges ask."""
    return business_date(now())
