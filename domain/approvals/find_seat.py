"""Whose seat somebody decides from: their own, or that of a person who delegated to them."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.approvals.bans import barred
from domain.approvals.delegation import delegators
from domain.approvals.locked_request import Case
from domain.approvals.progress import progress_of
from domain.approvals.request_state import SubmitterDecides
from domain.approvals.route_state import NoPerson
from domain.core.clock import business_date
from domain.core.errors import RuleBroken
from domain.core.permission import Actor


class NotAnApprover(RuleBroken):
    """The present tier does not ask this person."""

    text = "You are not asked for this approval now."


class AlreadyApproved(RuleBroken):
    """The same person counts once, whatever tiers, accounts or delegations they have."""

    text = "You have approved this already; the same person counts once."


class DecidesElsewhere(RuleBroken):
    """Somebody would take another's seat although they have their own."""

    text = "You decide on this yourself in another tier or place, so you cannot stand in for somebody else."


def seat_for(session: Session, case: Case, actor: Actor, now: datetime) -> int:
    """The person whose seat the actor decides from, or the refusal."""
    person = actor.person_id
    if person is None:
        raise NoPerson
    if person == case.request.submitter_id:
        raise SubmitterDecides
    found = progress_of(session, case.request)
    if person in found.deciders or any(person in tier.approved for tier in found.tiers):
        raise AlreadyApproved
    turn = [one for tier in found.tiers if tier.number == case.request.tier for one in tier.turn]
    if person in turn:
        return person
    standing_in = delegators(session, person, case.request.entity, business_date(now))
    seat = next((one for one in turn if one in standing_in), None)
    if seat is None or person not in case.staff.actors:
        raise NotAnApprover
    _require_may_stand_in(session, case, person)
    return seat


def _require_may_stand_in(session: Session, case: Case, person: int) -> None:
    """A stand-in keeps the bans of both: whoever delegated has a seat, so nothing excludes them."""
    if person in case.known(session):
        raise DecidesElsewhere
    step = case.panel(session).step
    if step is not None and (why := barred(step, case.record, person)) is not None:
        raise why
