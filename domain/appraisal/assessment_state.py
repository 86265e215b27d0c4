"""The states of an assessment."""

from enum import StrEnum


class AssessmentState(StrEnum):
    """Whose turn it is."""

    GOALS = "goals"
    SELF_RATING = "self_rating"
    MANAGER_RATING = "manager_rating"
    SECOND_RATING = "second_rating"
    CALIBRATION = "calibration"
    HR_CHECK = "hr_check"
    PUBLISHED = "published"
    ACKNOWLEDGED = "acknowledged"
    APPEALED = "appealed"
    DECIDED = "decided"

    @property
    def tone(self) -> str:
        """What it means."""
        return _TONES.get(self.value, "active")

    @property
    def phase(self) -> str:
        """The phase of the cycle's calendar it belongs to; empty once published."""
        return _PHASES.get(self.value, "")


_TONES = {
    "goals": "waiting", "published": "good", "acknowledged": "calm", "decided": "calm", "appealed": "bad",
}  # fmt: skip
_PHASES = {
    "goals": "goals", "self_rating": "self", "manager_rating": "manager", "second_rating": "second",
    "calibration": "calibration", "hr_check": "publication",
}  # fmt: skip
DONE = frozenset(
    {
        AssessmentState.PUBLISHED, AssessmentState.ACKNOWLEDGED, AssessmentState.APPEALED,
        AssessmentState.DECIDED,
    }
)  # fmt: skip
"""Published, whatever came after."""
COMPARED = DONE | {AssessmentState.CALIBRATION, AssessmentState.HR_CHECK}
"""Ratings are complete: those who calibrate may look."""
CONTESTED = frozenset({AssessmentState.APPEALED, AssessmentState.DECIDED})
"""Those who decide on appeals may look."""
