"""The states of an appeal, and what may come of it."""

from enum import StrEnum


class AppealState(StrEnum):
    """How far the appeal is."""

    FILED = "filed"
    PANEL_NAMED = "panel_named"
    DECIDED = "decided"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"filed": "bad", "panel_named": "waiting", "decided": "calm"}[self.value]


class AppealDecision(StrEnum):
    """What the panel says about the published result."""

    UPHELD = "upheld"
    """It stands."""
    CHANGED = "changed"
    """Another score takes its place; the former one stays on record."""
    REJECTED = "rejected"
    """The appeal is not heard: its grounds do not concern the result."""

    @property
    def tone(self) -> str:
        """What it means for the person."""
        return {"upheld": "calm", "changed": "good", "rejected": "waiting"}[self.value]
