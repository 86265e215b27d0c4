"""The words for alerts: how bad, where in life, how far escalated."""

from enum import StrEnum


class AlertState(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    """Somebody has said why and what will be done."""
    ACCEPTANCE_ASKED = "acceptance_asked"
    """The owner wants to live with the risk for a time; somebody above decides."""
    RISK_ACCEPTED = "risk_accepted"
    RECOVERED = "recovered"
    """The figure has been on the good side for two periods in a row."""
    CLOSED = "closed"
    """Ended by hand, for a reason."""

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return _TONES[self]


LIVE = frozenset(
    {AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.ACCEPTANCE_ASKED, AlertState.RISK_ACCEPTED}
)
"""States in which an alert counts as open: of one indicator in one unit there is at most one."""

_TONES = {
    AlertState.OPEN: "waiting",
    AlertState.ACKNOWLEDGED: "active",
    AlertState.ACCEPTANCE_ASKED: "waiting",
    AlertState.RISK_ACCEPTED: "calm",
    AlertState.RECOVERED: "good",
    AlertState.CLOSED: "calm",
}


class Level(StrEnum):
    """How bad."""

    AMBER = "amber"
    RED = "red"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return "bad" if self is Level.RED else "waiting"


class Rung(StrEnum):
    """Who has been told, from the owner upwards."""

    OWNER = "owner"
    LINE_MANAGER = "line_manager"
    INTERNAL_CONTROL = "internal_control"
    COMMITTEE = "committee"
