"""What must hold before a cycle moves on."""

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.appraisal.assessment_state import DONE, AssessmentState
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor

if TYPE_CHECKING:
    from domain.appraisal.cycle import AppraisalCycle


class NobodyAssessed(RuleBroken):
    """A cycle about nobody."""

    text = "Nobody is assessed in this cycle yet. Open it first."


class NotScored(RuleBroken):
    """Calibration compares scores."""

    text = "The figures have not been pulled yet. Score the cycle first."


class NotAllPublished(RuleBroken):
    """Some would learn their result before others."""

    text = "{count} assessments are not published yet."


class AppealsOpen(RuleBroken):
    """Somebody still waits for a decision."""

    text = "{count} appeals are not decided yet."


def somebody_is_assessed(cycle: "AppraisalCycle", _actor: Actor) -> DomainError | None:
    """There are assessments."""
    return None if _count(cycle, frozenset(AssessmentState)) else NobodyAssessed()


def period_is_scored(cycle: "AppraisalCycle", _actor: Actor) -> DomainError | None:
    """Figures were pulled."""
    return None if cycle.scored_on else NotScored(field="scored_on")


def all_are_published(cycle: "AppraisalCycle", _actor: Actor) -> DomainError | None:
    """Everybody's assessment is published."""
    count = _count(cycle, frozenset(AssessmentState) - DONE)
    return NotAllPublished(count=count) if count else None


def no_appeal_is_open(cycle: "AppraisalCycle", _actor: Actor) -> DomainError | None:
    """Every appeal is decided."""
    count = _count(cycle, frozenset({AssessmentState.APPEALED}))
    return AppealsOpen(count=count) if count else None


def _count(cycle: "AppraisalCycle", states: frozenset[AssessmentState]) -> int:
    """How many assessments of the cycle are in one of the states, whoever asks: it names nobody."""
    from domain.appraisal.assessment import Assessment

    session = object_session(cycle)
    t = table_of(Assessment).c
    query = select(func.count(t.id)).where(
        t.cycle_id == cycle.id, t.state.in_(sorted(states)), t.archived_at.is_(None)
    )
    return (session.scalar(query) or 0) if session else 0
