"""What HR arranges around an assessment: who rates, how much of the period counts, whom it leaves out."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import DONE, AssessmentState
from domain.appraisal.locked_assessment import locked_assessment, require
from domain.appraisal.reckon import reckon_again
from domain.appraisal.separation import not_the_subject
from domain.core.clock import business_date
from domain.core.editing import archive
from domain.core.errors import ReasonNeeded, StepRefused
from domain.core.journal import explain
from domain.core.permission import Actor, Permission

HR, S = Permission.ASSESSMENTS_ADMINISTER, AssessmentState
BEFORE_RATED = frozenset({S.GOALS, S.SELF_RATING, S.MANAGER_RATING, S.SECOND_RATING})


def name_raters(
    session: Session,
    actor: Actor,
    assessment_id: int,
    rater_id: int | None,
    second_rater_id: int | None,
    reason: str,
) -> Assessment:
    """Name other raters, before the ratings are complete. RatesThemselves, RatersAlike."""
    assessment = _amendable(session, actor, assessment_id, "name_raters", reason)
    if assessment.state not in BEFORE_RATED:
        raise StepRefused(step="name_raters", state=assessment.state)
    explain(assessment, action="name_raters", reason=reason.strip())
    with session.no_autoflush:
        assessment.rater_id, assessment.second_rater_id = rater_id, second_rater_id
        assessment.check()
    session.flush()
    return assessment


def set_share(
    session: Session, actor: Actor, assessment_id: int, share: Decimal, reason: str, now: datetime
) -> Assessment:
    """Say for which share of the period the person was at work: below 0.5 there is no rating."""
    assessment = _amendable(session, actor, assessment_id, "set_share", reason)
    explain(assessment, action="set_share", reason=reason.strip())
    with session.no_autoflush:
        assessment.share_of_period = share
        assessment.check()
    session.flush()
    reckon_again(session, assessment.cycle_id, assessment.id, business_date(now))
    return assessment


def leave_out(session: Session, actor: Actor, assessment_id: int, now: datetime, reason: str) -> Assessment:
    """Take somebody out of the cycle; the record stays, archived."""
    assessment = _amendable(session, actor, assessment_id, "leave_out", reason)
    archive(session, actor, HR, assessment, now, reason.strip())
    return assessment


def _amendable(session: Session, actor: Actor, assessment_id: int, step: str, reason: str) -> Assessment:
    assessment = locked_assessment(session, assessment_id)
    actor.require(HR, assessment.unit_id)
    require(not_the_subject(assessment, actor))
    if assessment.state in DONE:
        raise StepRefused(step=step, state=assessment.state)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    return assessment
