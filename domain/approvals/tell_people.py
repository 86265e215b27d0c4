"""Tell those whose turn it is, and those who wait."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from domain.approvals.delegation import in_force
from domain.approvals.progress import progress_of
from domain.approvals.request import ApprovalRequest
from domain.approvals.staff import Staff
from domain.approvals.statements import ApprovalAsked
from domain.core.clock import business_date
from domain.core.statement import Statement
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.organisation.directory import colleagues

QUEUE = "approvals"


def tell_turn(session: Session, request: ApprovalRequest, staff: Staff, now: datetime) -> None:
    """Tell everybody who may decide now, and their stand-ins."""
    submitter = name_of(session, request.submitter_id)
    said = ApprovalAsked(who=submitter, title=request.title)
    key = f"{request.id}:{request.tier}:{request.tier_since.isoformat()}"
    tell_some(session, request, staff, turn_of(session, request, now), said, now, key=key)


def turn_of(session: Session, request: ApprovalRequest, now: datetime) -> set[int]:
    """People who may decide now, with those who stand in for them."""
    tiers = progress_of(session, request).tiers
    turn = {one for tier in tiers if tier.number == request.tier for one in tier.turn}
    stand_ins = {
        row.delegate_id
        for row in in_force(session, business_date(now))
        if row.person_id in turn and row.covers(request.entity) and row.delegate_id != request.submitter_id
    }
    return turn | stand_ins


def tell_some(
    session: Session,
    request: ApprovalRequest,
    staff: Staff,
    people: Iterable[int],
    said: Statement,
    now: datetime,
    *,
    key: str,
    occasion: Occasion = Occasion.APPROVAL_ASKED,
) -> int:
    """Tell these people one thing about a request, once."""
    link = Link(QUEUE, {"request": str(request.id)})
    return tell(session, staff.users(people), occasion, said, link, now, key)


def tell_submitter(session: Session, request: ApprovalRequest, said: Statement, now: datetime) -> None:
    """Tell who asked how it goes on."""
    link = Link(QUEUE, {"request": str(request.id)})
    key = f"{request.id}:{request.state}:{now.isoformat()}"
    tell(session, [request.user_id], Occasion.APPROVAL_DECIDED, said, link, now, key)


def name_of(session: Session, person_id: int | None) -> str:
    """What a colleague is called."""
    found = colleagues(session, [person_id]) if person_id is not None else []
    return found[0].name if found else "?"
