"""Where a session of a course is on its way from the plan to the file."""

from enum import StrEnum


class SessionState(StrEnum):
    """From planned to closed."""

    PLANNED = "planned"
    INVITED = "invited"
    """Its people have been told; places can be taken."""
    HELD = "held"
    """It has taken place; attendance and results are still being recorded."""
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def tone(self) -> str | None:
        """What it means to whoever looks."""
        return {"planned": "calm", "invited": "active", "held": "waiting", "closed": "good"}.get(self.value)

    @property
    def ahead(self) -> bool:
        """It has yet to take place."""
        return self in (SessionState.PLANNED, SessionState.INVITED)
