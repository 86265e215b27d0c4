"""When people usually work: what happens outside these hours is worth a look."""

from datetime import datetime
from zoneinfo import ZoneInfo

from db.settings import settings

FROM_HOUR, TO_HOUR = 7, 21
SATURDAY = 5


def off_hours(at: datetime) -> bool:
    """Before 07:00, from 21:00 on, or on a weekend, by the clock of the organisation.

    Public holidays and working weekends are not known.
    """
    local = at.astimezone(ZoneInfo(settings().time_zone))
    return local.weekday() >= SATURDAY or not FROM_HOUR <= local.hour < TO_HOUR
