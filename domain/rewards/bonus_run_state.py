"""The states of a bonus run, and what a line of it is."""

from enum import StrEnum


class BonusRunState(StrEnum):
    """Whose turn it is: HR calculates, finance checks, management approves, HR hands it to payroll."""

    DRAFT = "draft"
    CALCULATED = "calculated"
    CHECKED = "checked"
    APPROVED = "approved"
    EXPORTED = "exported"
    SENT_BACK = "sent_back"
    DISCARDED = "discarded"

    @property
    def tone(self) -> str:
        """What it means."""
        return _TONES[self.value]


_TONES = {
    "draft": "calm", "calculated": "waiting", "checked": "waiting", "approved": "good", "exported": "good",
    "sent_back": "bad", "discarded": "calm",
}  # fmt: skip
FINAL = frozenset({BonusRunState.APPROVED, BonusRunState.EXPORTED})
"""The amounts stand: the people they are for see them, later runs build on them."""


class LineKind(StrEnum):
    """What a line pays or takes."""

    BONUS = "bonus"
    RELEASE = "release"
    """Held back by an earlier run, paid now that the customers have paid."""
    CLAW_BACK = "claw_back"
    """Paid by an earlier run, taken back: bad debt or goods returned."""

    @property
    def tone(self) -> str:
        """What it means."""
        return {"bonus": "active", "release": "good", "claw_back": "bad"}[self.value]
