"""Change a score in calibration, with a reason that stays."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.calibration_change import CalibrationChange
from domain.appraisal.composite import CAP, PLACES, ZERO
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import CycleState
from domain.appraisal.grade import OutOfScale
from domain.appraisal.judgement import FIRST
from domain.appraisal.locked_assessment import locked_assessment
from domain.appraisal.reckon import reckon
from domain.appraisal.result import AssessmentResult
from domain.appraisal.separation import not_the_subject
from domain.core.clock import business_date
from domain.core.errors import ReasonNeeded, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.core.rounding import rounded

LARGE = Decimal(10)
"""Points of the score; a larger change, at once or in steps, needs a reason of substance."""
SUBSTANCE = 20
"""Characters of such a reason, without blanks."""


class NotCalibrating(RuleBroken):
    """Scores change in the meeting, or not at all."""

    text = "Scores are calibrated while the cycle is calibrating; it is at {state}."


class NotInCalibration(RuleBroken):
    """Ratings are not complete, or HR has the assessment already."""

    text = "This assessment is not in calibration; it is at {state}."


class NothingToCalibrate(RuleBroken):
    """There is no score to change."""

    text = "This assessment has no score: too little of it could be scored."


class SubstanceNeeded(RuleBroken):
    """A few words do not carry ten points."""

    text = "A change of {points} points (more than {large}) needs a reason of at least {least} characters."


class NothingChanged(RuleBroken):
    """The score is that already."""

    text = "The score is {score} already."


def calibrate(
    session: Session, actor: Actor, assessment: Assessment, score: Decimal, reason: str, now: datetime
) -> CalibrationChange:
    """Give the assessment another score (0 to 120); gates still hold, so the grade may not follow.

    Never one's own. What counts as large is the way from the score before the change, and from the computed
    score: small steps add up. Scoring the cycle again keeps the points that were added or taken away.
    """
    assessment, score = locked_assessment(session, assessment.id), rounded(score, PLACES)
    actor.require(Permission.ASSESSMENTS_CALIBRATE, assessment.unit_id)
    if refusal := not_the_subject(assessment, actor):
        raise refusal
    cycle = session.get_one(AppraisalCycle, assessment.cycle_id)
    _require_open(cycle, assessment)
    result = _result(session, assessment)
    if result is None or result.composite is None or result.score is None or actor.person_id is None:
        raise NothingToCalibrate
    if not ZERO <= score <= CAP:
        raise OutOfScale(field="score", field_name="AssessmentResult.score", least=ZERO, most=CAP)
    if score == result.score:
        raise NothingChanged(field="score", score=score)
    require_reason(max(abs(score - result.score), abs(score - result.composite)), reason)
    change = CalibrationChange(
        assessment_id=assessment.id, cycle_id=cycle.id, by_id=actor.person_id, changed_at=now,
        score_before=result.score, grade_before_id=result.grade_id, score_after=score,
        reason=reason.strip(),
    )  # fmt: skip
    explain(result, action="calibrated", reason=reason.strip())
    result.adjustment = score - result.composite
    reckon(session, cycle, [assessment.id], business_date(now))
    session.refresh(result)
    change.grade_after_id = result.grade_id
    session.add(change)
    session.flush()
    return change


def drop_adjustment(session: Session, assessment: Assessment, now: datetime) -> None:
    """Take back what calibration added, as the person is rated again; the changes stay on record."""
    result = _result(session, assessment)
    if result is None or not result.adjustment:
        return
    explain(result, action="calibration dropped")
    result.adjustment = ZERO
    cycle = session.get_one(AppraisalCycle, assessment.cycle_id)
    reckon(session, cycle, [assessment.id], business_date(now))


def require_reason(points: Decimal, reason: str) -> None:
    """ReasonNeeded without one; SubstanceNeeded where it is too short for so many points."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if points > LARGE and len("".join(reason.split())) < SUBSTANCE:
        raise SubstanceNeeded(field="reason", points=points, large=LARGE, least=SUBSTANCE)


def _require_open(cycle: AppraisalCycle, assessment: Assessment) -> None:
    if cycle.state is not CycleState.CALIBRATING:
        raise NotCalibrating(state=cycle.state)
    if assessment.state is not AssessmentState.CALIBRATION:
        raise NotInCalibration(state=assessment.state)


def _result(session: Session, assessment: Assessment) -> AssessmentResult | None:
    return session.scalars(
        select(AssessmentResult).where(
            AssessmentResult.assessment_id == assessment.id, AssessmentResult.revision == FIRST
        )
    ).one_or_none()
