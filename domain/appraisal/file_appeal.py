"""Appeal against one's own published result, within the days the cycle gives."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain.appraisal.appeal import Appeal
from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.locked_assessment import locked_assessment
from domain.appraisal.separation import the_subject
from domain.appraisal.tell_appeal import tell_filed
from domain.appraisal.tell_assessment import cycle_of
from domain.core.clock import business_date
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor
from domain.core.working_days import working_days_after


class NotPublished(RuleBroken):
    """There is nothing to appeal against, or it has been decided."""

    text = "One appeals against a published result; this assessment is at {state}."


class TooLate(RuleBroken):
    """The days for it are over."""

    text = "The last day to appeal was {last_day}."


def last_day_to_appeal(session: Session, assessment: Assessment) -> date | None:
    """The cycle's working days after the day of publication; None before it."""
    if assessment.published_at is None:
        return None
    cycle = session.get_one(AppraisalCycle, assessment.cycle_id)
    return working_days_after(business_date(assessment.published_at), cycle.appeal_days)


def file_appeal(
    session: Session, actor: Actor, assessment: Assessment, grounds: str, now: datetime
) -> Appeal:
    """Say why the result is wrong. Only the person, once, not later than the last day."""
    assessment = locked_assessment(session, assessment.id)
    if refusal := the_subject(assessment, actor):
        raise refusal
    last_day = last_day_to_appeal(session, assessment)
    open_to_appeal = (AssessmentState.PUBLISHED, AssessmentState.ACKNOWLEDGED)
    if last_day is None or assessment.state not in open_to_appeal:
        raise NotPublished(state=assessment.state)
    if business_date(now) > last_day:
        raise TooLate(last_day=last_day)
    if not grounds.strip():
        raise Missing(field="grounds", field_name="Appeal.grounds")
    appeal = Appeal(
        assessment_id=assessment.id, person_id=assessment.person_id, unit_id=assessment.unit_id,
        grounds=grounds.strip(), filed_on=business_date(now), state_since=now,
    )  # fmt: skip
    session.add(appeal)
    session.flush()
    Assessment.workflow.take("appeal", assessment, actor, now, grounds)
    tell_filed(session, appeal, cycle_of(session, assessment), now)
    return appeal
