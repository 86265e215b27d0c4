"""Proposed measures bind nobody; planning one passes by no rule of planning."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.core.errors import Locked, Missing, NotPermitted, ReasonNeeded
from domain.core.permission import Permission
from domain.improvement.analyse_cause import analyse_cause
from domain.improvement.assignee import DueInThePast
from domain.improvement.issue_rules import NoMeasures
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.measure_proposal import MeasureProposal, ProposalState, UnfitDays
from domain.improvement.preregister_effect import preregister_effect
from domain.improvement.propose_measure import (
    AlreadyProposed,
    decline_proposed,
    plan_proposed,
    proposals_of,
    propose_measure,
)
from domain.improvement.separation import NotTheOwner
from domain.messaging.notice import Notice
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import Loop
from tests.factories import a_user, an_actor

S = IssueState
TITLE = "Check every invoice against the proof of delivery"


def proposed(loop: Loop, role: str = "member", title: str = TITLE, days: int = 14) -> int:
    return loop.act(role, propose_measure, loop.issue_id, title=title, days=days, now=loop.now).id


def taken(loop: Loop, proposal: int, role: str = "owner", **facts: object) -> int:
    said = {"title": TITLE, "owner_id": loop.people["doer"], "due_on": loop.today + timedelta(days=14)}
    return loop.act(role, plan_proposed, proposal, now=loop.now, **said | facts).id  # type: ignore[arg-type]


def of(loop: Loop) -> list[MeasureProposal]:
    with unit_of_work(an_actor()) as session:
        return list(proposals_of(session, loop.issue_id))


def test_what_is_proposed_is_no_measure_until_the_owner_plans_it(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    number = proposed(loop)
    assert loop.issue().measures == []
    taken(loop, number)
    (measure,) = loop.issue().measures
    assert (measure.title, measure.state, measure.owner_id) == (
        TITLE,
        MeasureState.PLANNED,
        loop.people["doer"],
    )
    (proposal,) = of(loop)
    assert (proposal.answer, proposal.measure_id) == (ProposalState.TAKEN, measure.id)
    assert (proposal.proposed_by, proposal.decided_by_id) == ("member", loop.people["owner"])


def test_a_proposal_may_come_before_anybody_owns_the_issue_and_waits(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    number = proposed(loop)
    with pytest.raises(Locked):
        taken(loop, number)
    walk.triage(loop)
    walk.analyse(loop)
    taken(loop, number)
    assert len(loop.issue().measures) == 1


def test_nobody_but_the_owner_plans_or_declines_it(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    number = proposed(loop)
    with pytest.raises(NotTheOwner):
        taken(loop, number, "member")
    with pytest.raises(NotTheOwner):
        loop.act("member", decline_proposed, number, "No")
    weak = loop.who("owner", Permission.ISSUES_READ)
    with pytest.raises(NotPermitted):
        loop.act(weak, decline_proposed, number, "No")
    assert [one.answer for one in of(loop)] == [ProposalState.OPEN]


def test_planning_it_keeps_the_rules_of_planning(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    number = proposed(loop)
    with pytest.raises(DueInThePast):
        taken(loop, number, due_on=loop.today - timedelta(days=1))
    with pytest.raises(Missing):
        taken(loop, number, title=" ")
    assert [one.answer for one in of(loop)] == [ProposalState.OPEN]


def test_an_open_proposal_does_not_stand_for_a_planned_measure(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    loop.act("owner", analyse_cause, loop.issue_id, walk.CAUSE)
    loop.act("owner", preregister_effect, loop.issue_id, walk.expected(loop), loop.now)
    proposed(loop)
    with pytest.raises(NoMeasures):
        loop.step("owner", "propose_plan")


def test_once_the_plan_is_proposed_it_waits_for_a_revision(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    number = proposed(loop)
    with pytest.raises(Locked):
        taken(loop, number)
    loop.step("owner", "revise_plan", "One measure more")
    taken(loop, number)
    assert len(loop.issue().measures) == 3


def test_declining_needs_a_reason_and_is_final(loop: Loop) -> None:
    loop.reach(S.TRIAGED)
    number = proposed(loop)
    with pytest.raises(ReasonNeeded):
        loop.act("owner", decline_proposed, number, " ")
    loop.act("owner", decline_proposed, number, "Too dear")
    assert [(one.answer, one.reason) for one in of(loop)] == [(ProposalState.DECLINED, "Too dear")]
    with pytest.raises(Locked):
        taken(loop, number)


def test_the_same_measure_is_not_proposed_twice_but_again_once_it_was_declined(loop: Loop) -> None:
    loop.reach(S.TRIAGED)
    number = proposed(loop)
    with pytest.raises(AlreadyProposed):
        proposed(loop, title=f" {TITLE} ")
    loop.act("owner", decline_proposed, number, "Not now")
    proposed(loop)
    assert len(of(loop)) == 2


def test_what_is_planned_already_is_not_proposed(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    with pytest.raises(AlreadyProposed):
        proposed(loop, title="Scan proofs of delivery daily")


def test_a_closed_issue_takes_no_proposals_and_a_time_must_make_sense(loop: Loop) -> None:
    loop.reach(S.TRIAGED)
    with pytest.raises(UnfitDays):
        proposed(loop, days=0)
    loop.step("chair", "cancel", "Merged")
    with pytest.raises(Locked):
        proposed(loop)


def test_proposing_needs_the_right_to_raise_issues_in_the_unit(loop: Loop) -> None:
    loop.reach(S.TRIAGED)
    reader = loop.who("member", Permission.ISSUES_READ)
    with pytest.raises(NotPermitted):
        loop.act(reader, propose_measure, loop.issue_id, title=TITLE, days=3, now=loop.now)


def test_the_owner_is_told_of_it(loop: Loop) -> None:
    loop.reach(S.TRIAGED)
    with unit_of_work(an_actor()) as session:
        user = a_user(session, person_id=loop.people["owner"], role="internal_control").id
    proposed(loop)
    with unit_of_work(an_actor()) as session:
        told = session.scalars(select(Notice).where(Notice.user_id == user)).all()
    assert [TITLE in one.in_words("zh_CN") for one in told] == [True]
