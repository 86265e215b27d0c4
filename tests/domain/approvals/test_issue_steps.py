"""Routes hold for the improvement loop as for any workflow, with its rules and effects."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.access.signed_in import actor_for
from domain.access.user import User
from domain.approvals.decide import ApprovalOutcome, approve
from domain.approvals.find_seat import NotAnApprover
from domain.approvals.request import ApprovalRequest, ApprovalSeat
from domain.approvals.route import ApprovalRoute, RouteVersion
from domain.approvals.route_state import RouteState
from domain.approvals.tier import Approver, ApproverKind
from domain.core.permission import Actor, machine
from domain.improvement.advance import advance
from domain.improvement.issue_state import IssueState
from domain.organisation.person import Person
from tests.domain.approvals.company import tier
from tests.domain.improvement.loop import Loop
from tests.factories import a_user, an_actor

ROLES = {
    "owner": "sales",
    "doer": "sales",
    "member": "committee_member",
    "chair": "committee_chair",
    "verifier": "internal_control",
}


@pytest.fixture
def loop(database: str) -> Loop:
    """A plan is proposed; its approval by a member needs somebody else's agreement; people have accounts."""
    loop = Loop().reach(IssueState.PLAN_PROPOSED)
    with unit_of_work(an_actor()) as session:
        for name, role in ROLES.items():
            a_user(session, username=name, role=role, person_id=loop.people[name])
        _route(session, loop)
    return loop


def _route(session: Session, loop: Loop) -> None:
    named = Person.id.in_([loop.people["owner"], loop.people["chair"]])
    numbers = session.scalars(select(Person.number).where(named))
    asked = tier(*(Approver(ApproverKind.PERSON, number) for number in numbers))
    route = ApprovalRoute(code="plan", name_zh="方案", name_en="Plan", entity="Issue", step="approve_plan")
    session.add(route)
    session.flush()
    session.add(
        RouteVersion(
            route_id=route.id, number=1, tiers=[asked.plain()], state=RouteState.APPROVED,
            effective_from=loop.today - timedelta(1), state_since=loop.now,
        )
    )  # fmt: skip


def actor(loop: Loop, name: str) -> Actor:
    """Somebody with the rights of their account."""
    with reading(machine("test")) as session:
        user = session.scalars(select(User).where(User.username == name)).one()
        return actor_for(session, user, loop.today)


def act(loop: Loop, name: str, request_id: int) -> ApprovalOutcome:
    """Somebody approves."""
    who = actor(loop, name)
    with unit_of_work(who) as session:
        return approve(session, who, request_id, loop.now)


def ask(loop: Loop) -> int:
    """The member approves the plan; the route asks others."""
    member = actor(loop, "member")
    with unit_of_work(member) as session:
        advance(session, member, loop.issue_id, "approve_plan", loop.now)
        return session.scalars(select(ApprovalRequest.id)).one()


def test_a_plan_is_approved_when_the_route_is_walked(loop: Loop) -> None:
    request_id = ask(loop)
    assert loop.state() is IssueState.PLAN_PROPOSED
    assert act(loop, "chair", request_id) is ApprovalOutcome.COMPLETED
    assert loop.state() is IssueState.PLAN_APPROVED
    assert loop.issue().approved_hash  # the effects of the step happened
    assert loop.steps()[-1].person_id == loop.people["member"]


def test_the_owner_of_the_issue_has_no_seat_whatever_the_route_says(loop: Loop) -> None:
    request_id = ask(loop)
    with reading(machine("test")) as session:
        seats = session.scalars(select(ApprovalSeat.person_id)).all()
    assert list(seats) == [loop.people["chair"]]
    with pytest.raises(NotAnApprover):
        act(loop, "owner", request_id)


def test_a_plan_that_changes_meanwhile_is_not_approved(loop: Loop) -> None:
    request_id = ask(loop)
    loop.step("owner", "revise_plan", "Found more")
    assert act(loop, "chair", request_id) is ApprovalOutcome.OUTDATED
    assert loop.state() is IssueState.CAUSE_ANALYSIS
