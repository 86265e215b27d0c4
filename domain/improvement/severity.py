"""How grave an issue is, and how long its cure may take."""

from datetime import date, timedelta
from enum import StrEnum


class Severity(StrEnum):
    """The rating given at triage."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def days(self) -> int:
        """Calendar days from triage within which the measures must be implemented (our default)."""
        return _DAYS[self]

    @property
    def severe(self) -> bool:
        """Damage must be contained before anybody looks for causes."""
        return self in (Severity.HIGH, Severity.CRITICAL)

    def latest(self, today: date) -> date:
        """The last due date the rating allows."""
        return today + timedelta(days=self.days)


_DAYS = {Severity.LOW: 180, Severity.MEDIUM: 90, Severity.HIGH: 60, Severity.CRITICAL: 30}
