"""How far a cycle is: how many assessments of which unit stand where, and how many are late."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import DONE, AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.whose_turn import is_late

A, C = Assessment, AppraisalCycle


@dataclass(frozen=True)
class CycleProgress:
    """Assessments of one cycle that the session's actor sees, counted."""

    cycle_id: int
    by_unit: Mapping[tuple[int, AssessmentState], int] = field(default_factory=dict)
    """(unit, state) -> how many."""
    late: Mapping[AssessmentState, int] = field(default_factory=dict)
    """State -> how many are past the day by which it was to be left."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_unit.values())

    @property
    def done(self) -> int:
        """How many are published, whatever came after."""
        return sum(count for (_unit, state), count in self.by_unit.items() if state in DONE)

    def in_state(self, state: AssessmentState) -> int:
        """How many stand there."""
        return sum(count for (_unit, one), count in self.by_unit.items() if one is state)


def progress_of(session: Session, cycle_id: int, today: date) -> CycleProgress:
    """Count them."""
    mine = (A.cycle_id == cycle_id, A.archived_at.is_(None))
    counted = select(A.unit_id, A.state, func.count(A.id)).where(*mine).group_by(A.unit_id, A.state)
    late = (
        select(A.state, func.count(A.id)).join(C, C.id == A.cycle_id).where(*mine, is_late(today))
        .group_by(A.state)
    )  # fmt: skip
    by_unit = Counter(
        {(unit, AssessmentState(state)): count for unit, state, count in session.execute(counted)}
    )
    return CycleProgress(
        cycle_id, by_unit, {AssessmentState(state): count for state, count in session.execute(late)}
    )


@dataclass(frozen=True)
class Deadline:
    """A phase of a running cycle and the day by which it is to be over."""

    cycle: AppraisalCycle
    phase: str
    due_on: date


def next_deadlines(cycles: list[AppraisalCycle], today: date, days: int = 45) -> list[Deadline]:
    """Phases that end today or within so many days, the soonest first."""
    until = today + timedelta(days)
    found = [
        Deadline(cycle, phase, due)
        for cycle in cycles
        for phase, due in cycle.calendar.items()
        if today <= due <= until
    ]
    return sorted(found, key=lambda one: (one.due_on, one.cycle.id))
