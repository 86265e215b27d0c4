"""A step that a route covers waits for its approvals, and is then taken in the same transaction."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User, UserState
from domain.approvals.advance_request import StillRefused, SubmitterGone
from domain.approvals.decide import (
    ApprovalOutcome,
    NotToBeAdded,
    add_approver,
    answer,
    approve,
    ask_back,
    refuse,
    withdraw,
)
from domain.approvals.draft_route import change_draft, new_route
from domain.approvals.find_seat import AlreadyApproved, NotAnApprover
from domain.approvals.gate import AwaitsApproval
from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import NotTheSubmitter, RequestState, SubmitterDecides, TiersOpen
from domain.approvals.route_state import NoPerson
from domain.approvals.submit import NobodyMayApprove, submit
from domain.approvals.tier import Approver, ApproverKind, TierMode
from domain.core.errors import NotPermitted, ReasonNeeded, StepRefused
from domain.core.gate import Wish
from domain.core.journal import JournalEntry
from domain.core.permission import machine
from domain.core.workflow import StepTaken
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState
from domain.indicators.alert_workflow import OwnerDecides
from domain.messaging.notice import Notice
from tests.domain.approvals.company import Company, role, superior, tier
from tests.factories import an_actor


def test_without_a_route_the_step_works_as_before(company: Company) -> None:
    assert company.close() is True
    assert company.alert().state is AlertState.CLOSED


def test_a_routed_step_waits_and_the_record_stays_where_it_is(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    assert company.close() is False
    assert company.alert().state is AlertState.OPEN
    assert company.request().state is RequestState.RUNNING


def test_the_last_approval_takes_the_step_for_the_submitter(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED
    assert company.alert().state is AlertState.CLOSED
    with reading(machine("test")) as session:
        taken = session.scalars(select(StepTaken).where(StepTaken.entity == "Alert")).one()
    assert (taken.person_id, taken.reason) == (company.people["control"], "Explained")


def test_the_journal_names_who_released_the_step(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    company.act("chair", approve, company.request().id)
    with reading(machine("test")) as session:
        lines = session.scalars(
            select(JournalEntry).where(JournalEntry.entity == "Alert", JournalEntry.action == "close")
        )
        assert [line.actor for line in lines] == ["chair"]


def test_the_step_cannot_be_asked_for_twice(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    with pytest.raises(AwaitsApproval):
        company.close("deputy")
    with reading(company.actor("control")) as session:
        alert = session.get_one(Alert, company.alert_id)
        offers = {step.name: why for step, why in alert.workflow.offers(alert, company.actor("control"))}
    assert isinstance(offers["close"], AwaitsApproval)


def test_who_may_not_take_the_step_may_not_ask_for_it(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    with pytest.raises(NotPermitted):
        company.close("secretary")


def test_an_account_without_a_person_cannot_ask(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    stranger = an_actor(user_id=company.users["control"])
    with unit_of_work(stranger) as session:
        alert = session.get_one(Alert, company.alert_id)
        free = replace(next(step for step in alert.workflow.steps if step.name == "close"), guards=())
        with pytest.raises(NoPerson):
            submit(session, Wish(alert, free, stranger, company.now, "why"))


def test_the_portal_itself_is_not_routed(company: Company) -> None:
    actor = company.actor("secretary")
    with unit_of_work(actor) as session:
        names = {"name_zh": "恢复", "name_en": "Recovery", "entity": "Alert", "step": "recover"}
        version = new_route(session, actor, names, company.now)
        change_draft(session, actor, version.id, tiers=(tier(role("committee_chair")),))
    company.in_force(version.id)
    with unit_of_work(machine("refresh")) as session:
        alert = session.get_one(Alert, company.alert_id)
        assert alert.workflow.take("recover", alert, machine("refresh"), company.now) is True


def test_the_submitter_never_approves(company: Company) -> None:
    company.route(tier(role("internal_control"), mode=TierMode.ANY))
    company.close("control")
    with pytest.raises(SubmitterDecides):
        company.act("control", approve, company.request().id)


def test_a_second_account_of_the_submitter_is_the_submitter(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.account(session, "control-2", "control", "committee_chair")
    company.route(tier(role("committee_chair")))
    company.close("control")
    with pytest.raises(SubmitterDecides):
        company.act("control-2", approve, company.request().id)
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_two_accounts_of_one_approver_count_once(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.account(session, "chair-2", "chair", "committee_member")
    company.route(tier(role("committee_chair"), role("committee_member"), mode=TierMode.ALL))
    company.close()
    company.act("chair", approve, company.request().id)
    with pytest.raises(AlreadyApproved):
        company.act("chair-2", approve, company.request().id)
    assert company.act("member", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_somebody_in_two_tiers_decides_in_one_and_another_is_needed(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.account(session, "chair-2", "chair", "committee_member")
    company.route(tier(role("committee_member")), tier(role("committee_chair")))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("chair-2", approve, company.request().id)
    assert company.act("member", approve, company.request().id) is ApprovalOutcome.RECORDED
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_a_route_that_would_need_one_person_twice_is_refused_when_it_is_asked(company: Company) -> None:
    company.route(tier(role("committee_chair")), tier(Approver(ApproverKind.PERSON, "chair")))
    with pytest.raises(NobodyMayApprove):
        company.close()


def test_who_the_rules_of_the_step_exclude_does_not_approve_either(company: Company) -> None:
    company.route(tier(Approver(ApproverKind.PERSON, "owner"), role("committee_chair")))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("owner", approve, company.request().id)


def test_a_route_that_leaves_only_the_owner_is_refused(company: Company) -> None:
    company.route(tier(Approver(ApproverKind.PERSON, "owner")))
    with pytest.raises(NobodyMayApprove):
        company.close()


def test_administrators_approve_nothing(company: Company) -> None:
    company.route(tier(Approver(ApproverKind.PERSON, "admin")))
    with pytest.raises(NobodyMayApprove):
        company.close()


def test_who_is_not_asked_cannot_approve(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("gm", approve, company.request().id)


def test_a_later_tier_waits_for_the_earlier_one(company: Company) -> None:
    company.route(tier(superior()), tier(role("committee_chair")))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("chair", approve, company.request().id)
    assert company.act("head", approve, company.request().id) is ApprovalOutcome.RECORDED
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_all_means_all(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member"), mode=TierMode.ALL))
    company.close()
    assert company.act("member", approve, company.request().id) is ApprovalOutcome.RECORDED
    assert company.alert().state is AlertState.OPEN
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_any_means_one(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member")))
    company.close()
    assert company.act("member", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_in_turn_keeps_the_order(company: Company) -> None:
    company.route(tier(role("committee_member"), role("committee_chair"), mode=TierMode.IN_TURN))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("chair", approve, company.request().id)
    company.act("member", approve, company.request().id)
    assert company.act("chair", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_a_role_is_looked_for_in_the_unit_first_and_then_above(company: Company) -> None:
    company.route(tier(role("manager")))
    company.close()
    with pytest.raises(NotAnApprover):
        company.act("gm", approve, company.request().id)
    assert company.act("head", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_two_levels_up_is_the_superior_of_the_superior(company: Company) -> None:
    company.route(tier(superior(2)))
    company.close()
    assert company.act("gm", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_a_refusal_needs_a_reason_and_leads_back(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    with pytest.raises(ReasonNeeded):
        company.act("chair", refuse, company.request().id, " ")
    assert company.act("chair", refuse, company.request().id, "No evidence") is ApprovalOutcome.LED_BACK
    assert company.alert().state is AlertState.OPEN
    assert company.request().state is RequestState.REJECTED
    assert company.close() is False  # it may be asked for again


def test_a_question_goes_back_to_the_submitter_and_nobody_else_answers(company: Company) -> None:
    company.route(tier(role("committee_chair"), due_hours=8))
    company.close()
    key = company.request().id
    company.act("chair", ask_back, key, "Since when?")
    assert company.request().due_at is None
    with pytest.raises(StepRefused):
        company.act("chair", approve, key)
    with pytest.raises(NotTheSubmitter):
        company.act("deputy", answer, key, "Since May")
    company.act("control", answer, key, "Since May")
    assert company.request().due_at is not None
    assert company.act("chair", approve, key) is ApprovalOutcome.COMPLETED


def test_an_added_approver_must_agree_too(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member")))
    company.close()
    key = company.request().id
    company.act("chair", add_approver, key, company.people["gm"], "His customer")
    assert company.act("chair", approve, key) is ApprovalOutcome.RECORDED
    assert company.act("gm", approve, key) is ApprovalOutcome.COMPLETED


def test_an_added_approver_does_not_stand_for_those_of_the_tier(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member")))
    company.close()
    key = company.request().id
    company.act("chair", add_approver, key, company.people["gm"], "His customer")
    assert company.act("gm", approve, key) is ApprovalOutcome.RECORDED
    assert company.act("member", approve, key) is ApprovalOutcome.COMPLETED


@pytest.mark.parametrize("who", ["control", "owner", "admin", "chair", "member"])
def test_who_could_not_decide_cannot_be_added(company: Company, who: str) -> None:
    company.route(tier(role("committee_chair"), role("committee_member")))
    company.close()
    with pytest.raises(NotToBeAdded):
        company.act("chair", add_approver, company.request().id, company.people[who], "Please")


def test_only_the_submitter_withdraws(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    key = company.request().id
    with pytest.raises(NotTheSubmitter):
        company.act("chair", withdraw, key)
    company.act("control", withdraw, key)
    assert company.request().state is RequestState.WITHDRAWN
    with pytest.raises(StepRefused):
        company.act("chair", approve, key)


def test_the_rules_of_the_step_still_hold_in_the_end(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    with unit_of_work(an_actor()) as session:  # meanwhile the submitter was made the owner
        session.get_one(Alert, company.alert_id).owner_id = company.people["control"]
    with pytest.raises(StillRefused) as refused:
        company.act("chair", approve, company.request().id)
    assert isinstance(refused.value.facts["why"], OwnerDecides)
    assert company.request().state is RequestState.RUNNING


def test_the_rights_of_a_disabled_account_are_not_used(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    with unit_of_work(an_actor()) as session:
        session.get_one(User, company.users["control"]).status = UserState.DISABLED
    with pytest.raises(SubmitterGone):
        company.act("chair", approve, company.request().id)


def test_an_approver_who_lost_the_role_no_longer_decides(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member")))
    company.close()
    with unit_of_work(an_actor()) as session:
        session.get_one(User, company.users["member"]).status = UserState.DISABLED
        company.account(session, "member-2", "member", "sales")
    with pytest.raises(NotAnApprover):
        company.act("member-2", approve, company.request().id)


def test_completion_cannot_be_forged_past_open_tiers(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    actor = company.actor("chair")
    with unit_of_work(actor) as session:
        request = session.get_one(ApprovalRequest, company.request().id)
        with pytest.raises(TiersOpen):
            request.workflow.take("complete", request, actor, company.now)


def test_whoever_decides_is_told_and_the_submitter_hears_how_it_ends(company: Company) -> None:
    company.route(tier(role("committee_chair")))
    company.close()
    company.act("chair", approve, company.request().id)
    with reading(machine("test")) as session:
        told = {(row.user_id, row.occasion.value) for row in session.scalars(select(Notice))}
    assert told == {
        (company.users["chair"], "approval_asked"),
        (company.users["control"], "approval_decided"),
    }


def test_an_approver_of_another_unit_decides_without_seeing_the_record(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        company.people["far"] = company.people["secretary"]
        company.account(session, "far", "secretary", "sales", company.west)
    company.route(tier(Approver(ApproverKind.PERSON, "secretary")))
    company.close()
    assert company.act("far", approve, company.request().id) is ApprovalOutcome.COMPLETED
