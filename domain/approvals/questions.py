"""Questions about requests: which wait for a person, which they asked for, which concern a record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain.approvals.condition_field import ConditionField, fields_of
from domain.approvals.delegation import Delegation, in_force
from domain.approvals.locked_request import seeing_all
from domain.approvals.progress import Progress, progress
from domain.approvals.request import ApprovalRequest, ApprovalSeat
from domain.approvals.request_state import ALIVE, RequestState
from domain.approvals.routable import routable
from domain.approvals.route import RouteVersion
from domain.approvals.submit import is_outdated
from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.organisation.directory import Colleague, colleagues

MOST = 200


@dataclass(frozen=True)
class Case:
    """A request with all that is needed to decide on it, or to see how far it is."""

    request: ApprovalRequest
    progress: Progress
    names: dict[int, Colleague]
    """Everybody in it."""
    outdated: bool
    """Its record has changed in what decides: nothing can be approved any more."""
    seat_of: int | None = None
    """Whose seat the reader decides from, where it is their turn."""

    def overdue(self, now: datetime) -> bool:
        """The present tier is late."""
        return self.request.overdue(now)


def waiting_for(session: Session, actor: Actor, today: date) -> list[Case]:
    """Requests on which this person may decide now, for themselves or standing in; the most urgent first."""
    if actor.person_id is None:
        return []
    away = _away(session, actor, today)
    sitting = select(ApprovalSeat.request_id).where(
        ApprovalSeat.person_id.in_({actor.person_id, *(row.person_id for row in away)})
    )
    query = _whole().where(
        ApprovalRequest.id.in_(sitting),
        ApprovalRequest.state == RequestState.RUNNING,
        ApprovalRequest.submitter_id != actor.person_id,
    )
    seated = (_seated(case, actor, away) for case in _cases(session, query))
    return [case for case in seated if case.seat_of is not None]


def with_seat(session: Session, case: Case, actor: Actor, today: date) -> Case:
    """The case with the seat from which this person may decide now, if there is one."""
    return _seated(case, actor, _away(session, actor, today))


def _away(session: Session, actor: Actor, today: date) -> list[Delegation]:
    """Delegations to this person."""
    return [row for row in in_force(session, today) if row.delegate_id == actor.person_id]


def _seated(case: Case, actor: Actor, away: Sequence[Delegation]) -> Case:
    request, person = case.request, actor.person_id
    if person is None or request.state is not RequestState.RUNNING or person == request.submitter_id:
        return case
    tiers = case.progress.tiers
    turn = [one for tier in tiers if tier.number == request.tier for one in tier.turn]
    if person in case.progress.deciders:
        return case
    if person in turn:
        return replace(case, seat_of=person)
    if any(one.person_id == person for tier in tiers for one in tier.seats):
        return case
    standing_in = {row.person_id for row in away if row.covers(request.entity)}
    return replace(case, seat_of=next((one for one in turn if one in standing_in), None))


def asked_by(session: Session, actor: Actor) -> list[Case]:
    """What this person asked for and is not over, questions to them first."""
    if actor.person_id is None:
        return []
    query = _whole().where(ApprovalRequest.submitter_id == actor.person_id, ApprovalRequest.state.in_(ALIVE))
    return sorted(_cases(session, query), key=lambda one: one.request.state is not RequestState.ASKED_BACK)


def decided_by(session: Session, actor: Actor, limit: int = 30) -> list[Case]:
    """What this person asked for or had a seat in and is over, the latest first."""
    if actor.person_id is None:
        return []
    sat = select(ApprovalSeat.request_id).where(ApprovalSeat.person_id == actor.person_id)
    query = _whole().where(
        or_(ApprovalRequest.id.in_(sat), ApprovalRequest.submitter_id == actor.person_id),
        ApprovalRequest.state.not_in(ALIVE),
    )
    latest = query.order_by(None).order_by(ApprovalRequest.ended_at.desc(), ApprovalRequest.id.desc())
    return _cases(session, latest.limit(limit))


def about(session: Session, record: Entity, limit: int = 5) -> list[Case]:
    """Requests about a record that the reader sees, the latest first."""
    query = _whole().where(
        ApprovalRequest.entity == type(record).__name__, ApprovalRequest.entity_id == record.id
    )
    return _cases(session, query.order_by(None).order_by(ApprovalRequest.id.desc()).limit(limit))


def count_waiting_for(session: Session, actor: Actor, today: date) -> int:
    """How many decisions wait for this person."""
    if actor.person_id is None:
        return 0
    possible = session.scalar(
        select(func.count(ApprovalRequest.id)).where(ApprovalRequest.state == RequestState.RUNNING)
    )
    return len(waiting_for(session, actor, today)) if possible else 0


def _whole() -> Select[Any]:
    return (
        select(ApprovalRequest)
        .options(
            joinedload(ApprovalRequest.route_version).joinedload(RouteVersion.route),
            joinedload(ApprovalRequest.unit),
            selectinload(ApprovalRequest.decisions),
            selectinload(ApprovalRequest.seats),
        )
        .order_by(ApprovalRequest.due_at.is_(None), ApprovalRequest.due_at, ApprovalRequest.id)
        .limit(MOST)
    )


def _cases(session: Session, query: Select[Any]) -> list[Case]:
    requests: Sequence[ApprovalRequest] = session.scalars(query).all()
    people = {one.submitter_id for one in requests}
    people |= {seat.person_id for one in requests for seat in one.seats}
    people |= {
        p for one in requests for d in one.decisions for p in (d.person_id, d.added_id) if p is not None
    }
    names = {one.id: one for one in colleagues(session, people)}
    changed = _outdated(session, requests)
    return [
        Case(
            one,
            progress(one, one.route_version.levels, one.seats, one.decisions),
            names,
            one.id in changed,
        )
        for one in requests
    ]


def _outdated(session: Session, requests: Sequence[ApprovalRequest]) -> set[int]:
    """Those whose record is no longer what was submitted; one question for each kind of record."""
    alive = [one for one in requests if one.state in ALIVE]
    changed: set[int] = set()
    with seeing_all(session):
        for name in {one.entity for one in alive}:
            kind: Any = routable()[name]
            fields = fields_of(session, kind)
            ids = {one.entity_id for one in alive if one.entity == name}
            records = {row.id: row for row in session.scalars(select(kind).where(kind.id.in_(ids)))}
            changed |= {
                one.id
                for one in alive
                if one.entity == name and _is_void(session, one, records.get(one.entity_id), fields)
            }
    return changed


def _is_void(session: Session, one: ApprovalRequest, record: Any, fields: dict[str, ConditionField]) -> bool:
    return record is None or is_outdated(session, one, record, fields)
