"""The nine-box grid: performance against competency, three bands each. To talk about, not a verdict."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.appraisal.composite import Scale
from domain.appraisal.grade import Grade


class Band(StrEnum):
    """A third of an axis."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"

    @property
    def tone(self) -> str:
        """How it looks."""
        return {"low": "waiting", "middle": "active", "high": "good"}[self.value]


MIDDLE_FROM, HIGH_FROM = Decimal(3), Decimal(4)
"""Mean levels of competencies: below 3, 3 up to 4, 4 and more."""


@dataclass(frozen=True)
class Box:
    """One of nine."""

    performance: Band
    competency: Band


def box(scale: Scale, grade: Grade | None, level: Decimal | None) -> Box | None:
    """Where somebody stands: the grade against the one most people should have, and the mean level.

    None without a grade or without rated competencies.
    """
    if grade is None or level is None:
        return None
    middle = max(scale.grades, key=lambda one: (one.quota, -one.position)).position
    performance = (
        Band.HIGH if grade.position < middle else Band.LOW if grade.position > middle else Band.MIDDLE
    )
    competency = Band.LOW if level < MIDDLE_FROM else Band.MIDDLE if level < HIGH_FROM else Band.HIGH
    return Box(performance, competency)
