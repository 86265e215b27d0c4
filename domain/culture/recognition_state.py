"""What a recognition is for, and how far it is."""

from enum import StrEnum


class RecognitionState(StrEnum):
    """Nominated, decided by somebody else, announced to all."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    DECLINED = "declined"
    ANNOUNCED = "announced"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"nominated": "waiting", "approved": "active", "declined": "calm", "announced": "good"}[
            self.value
        ]


class RecognitionKind(StrEnum):
    """What was done well."""

    VIGILANCE = "vigilance"
    """A breach or a risk was noticed, reported or stopped."""
    IMPROVEMENT = "improvement"
    """A control or a process works better."""
    SUGGESTION = "suggestion"
    """An idea that helped."""
    INTEGRITY = "integrity"
    """Somebody kept to the rules where it was hard."""
    TEAMWORK = "teamwork"
    SHARING = "sharing"
    """Knowledge was passed on: a case, a training, help for the new."""

    @property
    def tone(self) -> str:
        """It is no state."""
        return "calm"

    @property
    def needs_effect(self) -> bool:
        """Points come only once its effect was found."""
        return self in (RecognitionKind.IMPROVEMENT, RecognitionKind.SUGGESTION)
