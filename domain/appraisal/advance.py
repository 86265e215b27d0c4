"""Move assessments on: a single step, all of a cycle that are ready to be published, the cycle itself."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import PHASES, AppraisalCycle
from domain.appraisal.cycle_state import RUNNING
from domain.appraisal.locked_assessment import locked_assessment
from domain.core.each import Account, each
from domain.core.editing import find
from domain.core.errors import ReasonNeeded, RuleBroken, StepRefused
from domain.core.journal import explain
from domain.core.permission import Actor, Permission


class NoSuchPhase(RuleBroken):
    """The calendar has no such line."""

    text = "There is no phase {phase}."


def advance(
    session: Session, actor: Actor, assessment_id: int, step: str, now: datetime, reason: str = ""
) -> Assessment:
    """Take a step of the locked assessment, or raise the refusal."""
    assessment = locked_assessment(session, assessment_id)
    Assessment.workflow.take(step, assessment, actor, now, reason)
    return assessment


def advance_cycle(
    session: Session, actor: Actor, cycle_id: int, step: str, now: datetime, reason: str = ""
) -> AppraisalCycle:
    """Take a step of the cycle."""
    cycle = find(session, AppraisalCycle, cycle_id)
    AppraisalCycle.workflow.take(step, cycle, actor, now, reason)
    return cycle


def move_calendar(
    session: Session, actor: Actor, cycle_id: int, dates: Mapping[str, date], reason: str
) -> AppraisalCycle:
    """Move days by which phases are to be over (phase -> day), while the cycle runs. PhasesOutOfOrder."""
    cycle = find(session, AppraisalCycle, cycle_id)
    actor.require(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
    if cycle.state not in RUNNING:
        raise StepRefused(step="move_calendar", state=cycle.state)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    explain(cycle, action="move_calendar", reason=reason.strip())
    with session.no_autoflush:
        for phase, day in dates.items():
            if phase not in PHASES:
                raise NoSuchPhase(phase=phase)
            setattr(cycle, f"{phase}_due_on", day)
        cycle.check()
    session.flush()
    return cycle


def publish_ready(session: Session, actor: Actor, cycle_id: int, now: datetime) -> Account:
    """Publish every assessment of the cycle that HR has before it; each succeeds or is refused by itself."""
    cycle = find(session, AppraisalCycle, cycle_id)
    actor.require(Permission.ASSESSMENTS_ADMINISTER, cycle.unit_id)
    query = select(Assessment.id).where(
        Assessment.cycle_id == cycle_id, Assessment.archived_at.is_(None),
        Assessment.state == AssessmentState.HR_CHECK,
    ).order_by(Assessment.id)  # fmt: skip
    return each(
        session, Assessment, session.scalars(query).all(),
        lambda one: Assessment.workflow.take("publish", one, actor, now), _title,
    )  # fmt: skip


def _title(assessment: Assessment) -> str:
    return f"#{assessment.id}"
