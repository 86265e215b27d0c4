"""When people usually work: what happens outside these hours is worth a look."""

from datetime import datetime
from zoneinfo import ZoneInfo

from db.settings import settings
from domain.core.working_days import is_working_day

FROM_HOUR, TO_HOUR = 7, 21


def off_hours(at: datetime) -> bool:
    """Before 07:00, from 21:00 on, or on no working day of its calendar, by the clock of the organisation."""
    local = at.astimezone(ZoneInfo(settings().time_zone))
    return not is_working_day(local.date()) or not FROM_HOUR <= local.hour < TO_HOUR
