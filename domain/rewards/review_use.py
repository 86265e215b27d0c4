"""Record what came of a use, and close it."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.clock import business_date
from domain.core.errors import RuleBroken, StepRefused
from domain.core.permission import Actor
from domain.rewards.outcome_review import OutcomeReview
from domain.rewards.use_guards import may_review, not_concerned
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import OutcomeVerdict, UseState


class TooEarly(RuleBroken):
    """Nothing can have come of it yet."""

    text = "Its outcome is looked at from {day} on."


def review_use(
    session: Session, actor: Actor, use: UseOfResult, verdict: OutcomeVerdict, findings: str, now: datetime
) -> OutcomeReview:
    """The verdict of the rater or HR, from the review day on; never of the person itself."""
    if use.state is not UseState.EXECUTED:
        raise StepRefused(step="review", state=use.state)
    for rule in (may_review, not_concerned):
        if refusal := rule(use, actor):
            raise refusal
    today = business_date(now)
    if use.review_on is not None and today < use.review_on:
        raise TooEarly(day=use.review_on)
    review = OutcomeReview(
        use_id=use.id, person_id=use.person_id, unit_id=use.unit_id, rater_id=use.rater_id, verdict=verdict,
        findings=findings.strip(), reviewed_on=today, by_id=actor.person_id,
    )  # fmt: skip
    review.check()
    session.add(review)
    session.flush()
    use.workflow.take("review", use, actor, now)
    return review
