"""A request with its record, fetched for a decision."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.progress import progress_of
from domain.approvals.request import ApprovalRequest
from domain.approvals.routable import routable
from domain.approvals.route import RouteVersion
from domain.approvals.seat_people import Panel
from domain.approvals.staff import Staff, staff_on
from domain.approvals.subject import subject_of
from domain.core.errors import NotFound
from domain.core.permission import Grant
from domain.core.visibility import actor_of
from domain.core.workflow import WorkflowEntity

SEES_ALL = (Grant("approval", frozenset()),)
"""No permission, but the rows of every unit."""


@dataclass(frozen=True)
class Case:
    """A request, its record, and who could decide on it."""

    request: ApprovalRequest
    record: WorkflowEntity
    staff: Staff

    def panel(self, session: Session) -> Panel:
        """Who could be asked about it."""
        subject = subject_of(session, self.record, self.request.submitter_id)
        return Panel(self.staff, subject, self.record.workflow.step(self.request.step, self.record))

    def version(self, session: Session) -> RouteVersion:
        """The version of the route it began with."""
        return session.get_one(RouteVersion, self.request.version_id)

    def known(self, session: Session) -> set[int]:
        """Everybody who has a seat or has decided, in person or by a stand-in."""
        found = progress_of(session, self.request)
        seats = {one.person_id for tier in found.tiers for one in tier.seats}
        return seats | found.deciders


@contextmanager
def seeing_all(session: Session) -> Iterator[None]:
    """Look beyond the actor's units while an approval is decided.

    Whoever has a seat decides on records of any unit, and the rules of a step must see everything they judge.
    The journal names the actor as before.
    """
    before = actor_of(session)
    session.info["actor"] = replace(before, grants=SEES_ALL)
    try:
        yield
    finally:
        session.info["actor"] = before


def locked_request(session: Session, request_id: int) -> ApprovalRequest:
    """The request as it is now; whoever else decides waits for this transaction."""
    query = (
        select(ApprovalRequest)
        .where(ApprovalRequest.id == request_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def case_of(session: Session, request: ApprovalRequest, today: date) -> Case:
    """The request with its record, locked. Call it inside `seeing_all`."""
    kind: Any = routable()[request.entity]
    record = session.scalars(
        select(kind)
        .where(kind.id == request.entity_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if record is None:
        raise NotFound
    return Case(request, record, staff_on(session, today))
