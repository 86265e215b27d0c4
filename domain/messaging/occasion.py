"""What people are told about, and how soon by default."""

from dataclasses import dataclass
from enum import StrEnum


class Pace(StrEnum):
    """How soon something leaves the inbox for mail or chat."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    """Together with all else of the day, in the morning."""
    WEEKLY = "weekly"
    """Together with all else of the week, on Monday morning."""
    INBOX_ONLY = "inbox_only"


class Occasion(StrEnum):
    """The kinds of notices."""

    ALERT_RAISED = "alert_raised"
    ALERT_ESCALATED = "alert_escalated"
    YOUR_TURN = "your_turn"
    """A step of a workflow waits for the person."""
    ASSIGNED = "assigned"
    OVERDUE = "overdue"
    MENTION = "mention"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_DECIDED = "approval_decided"
    ANNOUNCEMENT = "announcement"
    REPORT_READY = "report_ready"
    IMPORT_FINISHED = "import_finished"
    AUTOMATION = "automation"
    """What the portal does by itself: a rule that somebody set up, a scheduled job in trouble."""
    TEST = "test"
    """Whether a channel works; nobody chooses about it."""

    @property
    def urgent(self) -> bool:
        """It leaves in quiet hours too."""
        return self in (Occasion.ALERT_ESCALATED, Occasion.TEST)

    @property
    def usual(self) -> "Usual":
        """What holds for whoever has chosen nothing."""
        return USUAL.get(self, Usual(Pace.AT_ONCE))


@dataclass(frozen=True)
class Usual:
    """How a kind of notice travels: how soon, and whether by mail and by chat."""

    pace: Pace
    by_mail: bool = True
    by_chat: bool = True


USUAL = {
    Occasion.OVERDUE: Usual(Pace.DAILY),
    Occasion.ANNOUNCEMENT: Usual(Pace.DAILY, by_chat=False),
    Occasion.REPORT_READY: Usual(Pace.AT_ONCE, by_chat=False),
    Occasion.IMPORT_FINISHED: Usual(Pace.INBOX_ONLY, by_mail=False, by_chat=False),
}
CHOSEN = tuple(one for one in Occasion if one is not Occasion.TEST)
"""What people choose about."""
