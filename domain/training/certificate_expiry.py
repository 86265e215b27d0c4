"""How long a certificate holds, and how it stands on a day (F14)."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

WARN_DAYS = 30


class CertificateStatus(StrEnum):
    """How a certificate stands."""

    VALID = "valid"
    EXPIRING = "expiring"
    """It ends within the days in which one is warned."""
    EXPIRED = "expired"

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"valid": "good", "expiring": "waiting", "expired": "bad"}[self.value]


def last_valid_day(completed_on: date, valid_months: int | None) -> date | None:
    """The same day so many months later, or the month's last where it is shorter; None: without end."""
    if valid_months is None:
        return None
    months = completed_on.year * 12 + completed_on.month - 1 + valid_months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(completed_on.day, monthrange(year, month + 1)[1]))


def certificate_status(valid_until: date | None, today: date, warn: int = WARN_DAYS) -> CertificateStatus:
    """Valid through its last day; expiring when no more than `warn` days are left after today."""
    if valid_until is None:
        return CertificateStatus.VALID
    left = (valid_until - today).days
    if left < 0:
        return CertificateStatus.EXPIRED
    return CertificateStatus.EXPIRING if left <= warn else CertificateStatus.VALID
