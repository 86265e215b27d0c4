"""What time does to requests: reminders before a tier is due, escalation when late, seats kept fresh."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.approvals.advance_request import advance_request
from domain.approvals.locked_request import Case, case_of, locked_request, seeing_all
from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.seat_people import reseat
from domain.approvals.statements import ApprovalLate, ApprovalOutdated, ApprovalReminder
from domain.approvals.submit import is_outdated, outdate
from domain.approvals.tell_people import tell_some, tell_submitter, turn_of
from domain.approvals.working_time import after_working_hours
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.statement import Statement
from domain.core.visibility import actor_of
from domain.messaging.occasion import Occasion


class DueKind(StrEnum):
    """What is due."""

    REMINDER = "reminder"
    ESCALATION = "escalation"


@dataclass(frozen=True)
class Due:
    """A request whose present tier must be reminded, or is late."""

    request: ApprovalRequest
    kind: DueKind


def due_reminders(session: Session, now: datetime) -> list[Due]:
    """Running requests that need a reminder or an escalation now; each once in a tier."""
    rows = session.scalars(
        select(ApprovalRequest)
        .where(ApprovalRequest.state == RequestState.RUNNING, ApprovalRequest.due_at.is_not(None))
        .options(joinedload(ApprovalRequest.route_version))
        .order_by(ApprovalRequest.due_at, ApprovalRequest.id)
    )
    found = ((row, _due(row, now)) for row in rows)
    return [Due(row, kind) for row, kind in found if kind is not None]


def remind_due(session: Session, now: datetime) -> int:
    """Void what has changed, seat who came, remind and escalate; how many requests were told about.

    For the schedule: safe to run at any time and any number of times.
    """
    ids = session.scalars(
        select(ApprovalRequest.id)
        .where(ApprovalRequest.state == RequestState.RUNNING)
        .order_by(ApprovalRequest.id)
    ).all()
    return sum(_look_after(session, key, now) for key in ids)


def _look_after(session: Session, request_id: int, now: datetime) -> bool:
    """One request; what a rule refuses (the step itself, at the end) stays as it was and holds up nothing."""
    try:
        with session.begin_nested():
            return _tend(session, request_id, now)
    except DomainError:
        return False


def _tend(session: Session, request_id: int, now: datetime) -> bool:
    request, actor = locked_request(session, request_id), actor_of(session)
    if request.state is not RequestState.RUNNING:
        return False
    with seeing_all(session):
        case = case_of(session, request, business_date(now))
        if is_outdated(session, request, case.record):
            outdate(session, request, actor, now)
            tell_submitter(session, request, ApprovalOutdated(title=request.title), now)
            return True
        reseat(session, request, case.panel(session))
        if advance_request(session, case, actor, now):  # whose approval was still missing may have left
            return True
        return _tell_due(session, case, now)


def _tell_due(session: Session, case: Case, now: datetime) -> bool:
    request, tier = case.request, case.version(session).levels[case.request.tier]
    kind = _due_in(request, tier.remind_hours, now)
    if kind is None:
        return False
    people, said = turn_of(session, request, now), case.request.title
    message: Statement = ApprovalReminder(title=said)
    if kind is DueKind.REMINDER:
        request.reminded_at = now
    else:
        request.escalated_at = now
        session.flush()
        panel = case.panel(session)
        reseat(session, request, panel)
        above = panel.staff.behind(tier.escalate_to, panel.subject) if tier.escalate_to else ()
        people = {*people, *above, request.submitter_id}
        message = ApprovalLate(title=said, tier=f"{tier.name_zh} / {tier.name_en}")
    key = f"{request.id}:{kind}:{request.tier}:{request.tier_since.isoformat()}"
    tell_some(session, request, case.staff, people, message, now, key=key, occasion=Occasion.OVERDUE)
    session.flush()
    return True


def _due(request: ApprovalRequest, now: datetime) -> DueKind | None:
    return _due_in(request, request.current.remind_hours, now)


def _due_in(request: ApprovalRequest, remind_hours: int | None, now: datetime) -> DueKind | None:
    if request.due_at is None:
        return None
    if request.due_at <= now:
        return DueKind.ESCALATION if request.escalated_at is None else None
    reminded = request.reminded_at is not None or remind_hours is None
    if not reminded and after_working_hours(now, remind_hours or 0) >= request.due_at:
        return DueKind.REMINDER
    return None
