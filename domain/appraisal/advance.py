"""Move assessments on: a single step, all of a cycle that are ready to be published, the cycle itself."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.locked_assessment import locked_assessment
from domain.core.each import Account, each
from domain.core.editing import find
from domain.core.permission import Actor, Permission


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
