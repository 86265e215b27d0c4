"""Where an issue is in the loop."""

from enum import StrEnum


class IssueState(StrEnum):
    """From the first report to the proven cure."""

    IDENTIFIED = "identified"
    TRIAGED = "triaged"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    CAUSE_ANALYSIS = "cause_analysis"
    PLAN_PROPOSED = "plan_proposed"
    PLAN_APPROVED = "plan_approved"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    OBSERVING = "observing"
    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"
    INCONCLUSIVE = "inconclusive"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def tone(self) -> str | None:
        """What it means to whoever looks, where that is not the usual sense of the word."""
        if self in (IssueState.IDENTIFIED, IssueState.PLAN_PROPOSED, IssueState.IMPLEMENTED):
            return "waiting"  # somebody else than the owner has to decide
        return "calm" if self is IssueState.REJECTED else None

    @property
    def open(self) -> bool:
        """Somebody still has to do something."""
        return self in OPEN


OPEN = frozenset(IssueState) - {
    IssueState.REJECTED,
    IssueState.DUPLICATE,
    IssueState.CLOSED,
    IssueState.CANCELLED,
}
