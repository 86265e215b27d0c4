"""What can follow from a result, and where a proposal stands."""

from enum import StrEnum


class UseKind(StrEnum):
    """What follows."""

    BONUS = "bonus"
    """An award beside the bonus run."""
    PROMOTION = "promotion"
    PAY_BAND = "pay_band"
    TRAINING = "training"
    COACHING = "coaching"
    IMPROVEMENT_PLAN = "improvement_plan"

    @property
    def tone(self) -> str:
        """What it means to the person."""
        return _KIND_TONES[self.value]

    @property
    def teaches(self) -> bool:
        """Carrying it out raises a training need."""
        return self in (UseKind.TRAINING, UseKind.COACHING)


class UseState(StrEnum):
    """Proposed, checked by HR, approved, carried out, and looked at again after some months."""

    PROPOSED = "proposed"
    HR_CHECKED = "hr_checked"
    APPROVED = "approved"
    EXECUTED = "executed"
    REVIEWED = "reviewed"
    REJECTED = "rejected"

    @property
    def tone(self) -> str:
        """What it means."""
        return _TONES[self.value]


_KIND_TONES = {
    "bonus": "good", "promotion": "good", "pay_band": "good", "training": "active", "coaching": "active",
    "improvement_plan": "waiting",
}  # fmt: skip
_TONES = {
    "proposed": "waiting", "hr_checked": "waiting", "approved": "active", "executed": "good",
    "reviewed": "calm", "rejected": "bad",
}  # fmt: skip
OPEN_TO_PERSON = frozenset({UseState.APPROVED, UseState.EXECUTED, UseState.REVIEWED})
"""The person learns of it once it is approved."""


class OutcomeVerdict(StrEnum):
    """Whether it did what it was meant to do."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"reached": "good", "partly": "waiting", "not_reached": "bad"}[self.value]
