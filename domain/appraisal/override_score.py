"""Put another score in the place of a computed one, with evidence and reason; it stays marked."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.grade import OutOfScale
from domain.appraisal.item_score import ItemScore
from domain.appraisal.locked_assessment import locked_assessment, require
from domain.appraisal.reckon import reckon
from domain.appraisal.separation import NotTheRater, not_the_subject, the_rater, the_second_rater
from domain.appraisal.write_goals import NoSuchLine
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import DomainError, Missing, ReasonNeeded, StepRefused
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.rounding import rounded

S = AssessmentState
OPEN = frozenset({S.MANAGER_RATING, S.SECOND_RATING, S.CALIBRATION, S.HR_CHECK})
"""Scores are there, and nothing is published."""
LEAST, MOST = Decimal(0), Decimal(120)


def override_score(
    session: Session,
    actor: Actor,
    assessment_id: int,
    item_key: str,
    score: Decimal,
    reason: str,
    evidence: str,
    now: datetime,
) -> ItemScore:
    """Override a pulled score with 0 to 120 points. Whose turn it is may, and HR; nobody for themselves.

    Scoring again keeps the override and shows the computed score beside it.
    """
    assessment = _may(session, actor, assessment_id)
    if not LEAST <= score <= MOST:
        raise OutOfScale(field="override_score", field_name="ItemScore.override_score", least=0, most=120)
    for name, value in (("override_reason", reason), ("override_evidence", evidence)):
        if not value.strip():
            raise Missing(field=name, field_name=f"ItemScore.{name}")
    row = _score(session, assessment, item_key)
    explain(row, action="overridden", reason=reason.strip())
    row.override_score, row.override_reason = rounded(score, 4), reason.strip()
    row.override_evidence = evidence.strip()
    row.overridden_by_id, row.overridden_at = actor.person_id, now
    return _reckoned(session, assessment, row, business_date(now))


def drop_override(
    session: Session, actor: Actor, assessment_id: int, item_key: str, reason: str, now: datetime
) -> ItemScore:
    """Let the computed score count again."""
    assessment = _may(session, actor, assessment_id)
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = _score(session, assessment, item_key)
    explain(row, action="override_dropped", reason=reason.strip())
    row.override_score, row.override_reason, row.override_evidence = None, "", ""
    row.overridden_by_id = row.overridden_at = None
    return _reckoned(session, assessment, row, business_date(now))


def may_override(assessment: Assessment, actor: Actor) -> DomainError | None:
    """Why the actor may not override scores of this assessment now; None: they may."""
    if assessment.state not in OPEN:
        return StepRefused(step="override_score", state=assessment.state)
    if refusal := not_the_subject(assessment, actor):
        return refusal
    may = {
        S.MANAGER_RATING: actor.may(Permission.ASSESSMENTS_RATE) and not the_rater(assessment, actor),
        S.SECOND_RATING: actor.may(Permission.ASSESSMENTS_RATE) and not the_second_rater(assessment, actor),
        S.CALIBRATION: actor.may(Permission.ASSESSMENTS_CALIBRATE, assessment.unit_id),
    }
    is_hr = actor.may(Permission.ASSESSMENTS_ADMINISTER, assessment.unit_id)
    return None if is_hr or may.get(assessment.state) else NotTheRater()


def _may(session: Session, actor: Actor, assessment_id: int) -> Assessment:
    assessment = locked_assessment(session, assessment_id)
    require(may_override(assessment, actor))
    return assessment


def _score(session: Session, assessment: Assessment, item_key: str) -> ItemScore:
    item = next((one for one in assessment.asks.items if one.key == item_key), None)
    query = select(ItemScore).where(ItemScore.assessment_id == assessment.id, ItemScore.item_key == item_key)
    row = session.scalars(query).one_or_none()
    if item is None or item.kind.is_rated or row is None:
        raise NoSuchLine(field="item_key", key=item_key)
    return row


def _reckoned(session: Session, assessment: Assessment, row: ItemScore, today: date) -> ItemScore:
    session.flush()
    reckon(session, find(session, AppraisalCycle, assessment.cycle_id), [assessment.id], today)
    session.refresh(row)
    return row
