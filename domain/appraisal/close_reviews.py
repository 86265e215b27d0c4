"""End the asking about a person before its day, for good: from then on results can be shown."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.peer_review import PeerReview
from domain.appraisal.separation import not_the_subject
from domain.core.permission import Actor, Permission


def close_reviews(session: Session, actor: Actor, assessment: Assessment, today: date) -> None:
    """Take no further answers about this person. By HR only, and not about oneself."""
    actor.require(Permission.ASSESSMENTS_ADMINISTER, assessment.unit_id)
    if refusal := not_the_subject(assessment, actor):
        raise refusal
    for review in session.scalars(select(PeerReview).where(PeerReview.assessment_id == assessment.id)):
        if not review.is_closed(today):
            review.closed_on = today
    session.flush()
