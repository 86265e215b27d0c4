"""Where a training need is on its way, where it came from, how much it presses."""

from enum import StrEnum


class NeedState(StrEnum):
    """From found to closed."""

    IDENTIFIED = "identified"
    PLANNED = "planned"
    """Somebody decided how it is met."""
    SCHEDULED = "scheduled"
    """There is a session for it."""
    DELIVERED = "delivered"
    """The person took part."""
    ASSESSED = "assessed"
    """The examination, or the certificate, says that it was learned."""
    EFFECT_REVIEW = "effect_review"
    """Time passes to see whether anything changed."""
    CLOSED = "closed"
    DECLINED = "declined"

    @property
    def open(self) -> bool:
        """Something is still to be done."""
        return self not in (NeedState.CLOSED, NeedState.DECLINED)

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return TONES[self]


TONES = {
    NeedState.IDENTIFIED: "waiting",
    NeedState.PLANNED: "active",
    NeedState.SCHEDULED: "active",
    NeedState.DELIVERED: "active",
    NeedState.ASSESSED: "active",
    NeedState.EFFECT_REVIEW: "waiting",
    NeedState.CLOSED: "good",
    NeedState.DECLINED: "calm",
}
OPEN = frozenset(state for state in NeedState if state.open)


class NeedSource(StrEnum):
    """What showed that somebody has something to learn."""

    ASSESSMENT = "assessment"
    FAILED_EXAM = "failed_exam"
    VIOLATION = "violation"
    FINDING = "finding"
    ALERT = "alert"
    INCIDENT = "incident"
    NEW_POST = "new_post"
    EXPIRING_CERTIFICATE = "expiring_certificate"
    CONDUCT_CHANGE = "conduct_change"
    MANUAL = "manual"


class NeedPriority(StrEnum):
    """How soon it must be met."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"high": "bad", "normal": "waiting", "low": "calm"}[self.value]
