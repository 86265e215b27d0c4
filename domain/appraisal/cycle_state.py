"""The states of a cycle, and how long its period is."""

from enum import StrEnum

from domain.core.period import Grain


class CycleState(StrEnum):
    """Where the whole cycle stands; each assessment has a state of its own."""

    PREPARED = "prepared"
    GOALS = "goals"
    OPEN = "open"
    CALIBRATING = "calibrating"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def tone(self) -> str:
        """What it means."""
        return _TONES.get(self.value, "active")


_TONES = {"prepared": "waiting", "published": "good", "closed": "calm"}
RUNNING = frozenset({CycleState.GOALS, CycleState.OPEN, CycleState.CALIBRATING})
"""Assessments are being made."""


class Span(StrEnum):
    """How long the assessed period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """Whole calendar months."""
        return {"year": 12, "half": 6, "quarter": 3}[self.value]

    @property
    def grain(self) -> Grain:
        """The grain figures are read in: of a half-year, its two quarters."""
        return Grain.YEAR if self is Span.YEAR else Grain.QUARTER
