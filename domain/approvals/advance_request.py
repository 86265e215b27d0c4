"""On to the next tier, or the step itself once everybody has agreed."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.approvals.locked_request import Case
from domain.approvals.progress import progress_of
from domain.approvals.seat_people import reseat
from domain.approvals.statements import ApprovalGranted
from domain.approvals.submit import open_tier
from domain.approvals.tell_people import tell_submitter, tell_turn
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor

ORIGIN = "approval"


class SubmitterGone(RuleBroken):
    """The step is taken with the submitter's rights, and they have none any more."""

    text = "Whoever asked for this can no longer sign in, so the step cannot be taken for them. Refuse it."


class StillRefused(RuleBroken):
    """Approval does not lift the step's own rules."""

    text = "All have approved, but the step itself is refused: {why} Ask back or refuse."


def advance_request(session: Session, case: Case, actor: Actor, now: datetime) -> bool:
    """Open the next tier when the present one is done; True when it was the last and the step is taken."""
    request = case.request
    while True:
        tiers = progress_of(session, request).tiers
        place = request.asked.index(request.tier)
        if not tiers[place].complete:
            return False
        if place + 1 == len(request.asked):
            _complete(session, case, actor, now)
            return True
        request.tier = request.asked[place + 1]
        open_tier(request, case.version(session), now)
        session.flush()
        reseat(session, request, case.panel(session))
        tell_turn(session, request, case.staff, now)


def _complete(session: Session, case: Case, actor: Actor, now: datetime) -> None:
    """Take the step with the rights of whoever asked for it: the approvers release it, they do not own it.

    Its permission and all its rules must hold for the submitter now as they did when it was asked for.
    """
    request, record = case.request, case.record
    user, today = session.get(User, request.user_id), business_date(now)
    if user is None or not user.works(today) or user.person_id != request.submitter_id:
        raise SubmitterGone
    submitter = actor_for(session, user, today, ORIGIN)
    refusal: DomainError | None = record.workflow.step(request.step, record).refusal(record, submitter)
    if refusal is not None:
        raise StillRefused(why=refusal)
    request.workflow.take("complete", request, actor, now)
    record.workflow.take(request.step, record, submitter, now, request.reason)
    request.counts, request.ended_at = None, now
    session.flush()
    tell_submitter(session, request, ApprovalGranted(title=request.title), now)
