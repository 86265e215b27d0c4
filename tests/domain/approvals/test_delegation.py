"""While somebody is away another decides for them; it never leads back to who asked."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.unit_of_work import reading, unit_of_work
from domain.approvals.decide import ApprovalOutcome, approve
from domain.approvals.delegation import (
    AlreadyDelegated,
    DelegateCannotDecide,
    DelegatesInARing,
    DelegateToOneself,
    Delegation,
    DelegationTerm,
    OwnDelegationOnly,
    delegate,
    end_delegation,
)
from domain.approvals.find_seat import AlreadyApproved, DecidesElsewhere, NotAnApprover
from domain.approvals.questions import waiting_for
from domain.approvals.request_state import SubmitterDecides
from domain.approvals.tier import TierMode
from domain.core.clock import business_date
from domain.core.errors import Missing
from domain.indicators.alert_workflow import OwnerDecides
from tests.domain.approvals.company import Company, role, tier
from tests.factories import an_actor


def hand_over(company: Company, who: str, to: str, **facts: Any) -> Delegation:
    """Somebody delegates for a week from today."""
    actor, today = company.actor(who), business_date(company.now)
    asked: dict[str, Any] = {"since": today, "until": today + timedelta(days=7), "reason": "Leave"}
    with unit_of_work(actor) as session:
        return delegate(session, actor, delegate_id=company.people[to], today=today, **asked | facts)


def asked_of_the_chair(company: Company, **facts: Any) -> int:
    """A request that waits for the chair."""
    company.route(tier(role("committee_chair"), **facts))
    company.close()
    return company.request().id


def test_a_delegate_decides_and_both_names_are_kept(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "member")
    assert company.act("member", approve, key) is ApprovalOutcome.COMPLETED
    (decision,) = company.decisions()
    assert (decision.person_id, decision.for_id) == (company.people["member"], company.people["chair"])


def test_the_delegator_may_still_decide(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "member")
    assert company.act("chair", approve, key) is ApprovalOutcome.COMPLETED


def test_after_the_last_day_the_delegate_decides_no_more(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "member")
    company.later(days=8)
    with pytest.raises(NotAnApprover):
        company.act("member", approve, key)


def test_a_delegation_ended_early_is_over(company: Company) -> None:
    key = asked_of_the_chair(company)
    made = hand_over(company, "chair", "member")
    actor, today = company.actor("chair"), business_date(company.now)
    with unit_of_work(actor) as session:
        end_delegation(session, actor, made.id, today)
    with pytest.raises(NotAnApprover):
        company.act("member", approve, key)


def test_a_delegation_for_other_records_does_not_count(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "member", kinds=["Issue"])
    with pytest.raises(NotAnApprover):
        company.act("member", approve, key)


def test_the_submitter_does_not_approve_as_a_delegate(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "control")
    with pytest.raises(SubmitterDecides):
        company.act("control", approve, key)


def test_a_delegation_is_not_handed_on(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "member")
    hand_over(company, "member", "gm")
    with pytest.raises(NotAnApprover):
        company.act("gm", approve, key)


def test_a_delegation_never_leads_back(company: Company) -> None:
    hand_over(company, "chair", "member")
    hand_over(company, "member", "gm")
    with pytest.raises(DelegatesInARing):
        hand_over(company, "gm", "chair")


def test_a_delegate_keeps_the_bans_of_the_step(company: Company) -> None:
    key = asked_of_the_chair(company)
    hand_over(company, "chair", "owner")
    with pytest.raises(OwnerDecides):
        company.act("owner", approve, key)


def test_who_approved_does_not_approve_again_for_somebody_else(company: Company) -> None:
    key = _both(company)
    hand_over(company, "chair", "member")
    company.act("member", approve, key)
    with pytest.raises(AlreadyApproved):
        company.act("member", approve, key)


def test_who_has_a_seat_does_not_take_another(company: Company) -> None:
    company.route(tier(role("committee_chair")), tier(role("committee_member")))
    company.close()
    hand_over(company, "chair", "member")
    with pytest.raises(DecidesElsewhere):
        company.act("member", approve, company.request().id)


def test_administrators_are_no_delegates(company: Company) -> None:
    with pytest.raises(DelegateCannotDecide):
        hand_over(company, "chair", "admin")


def test_nobody_delegates_to_themselves(company: Company) -> None:
    with pytest.raises(DelegateToOneself):
        hand_over(company, "chair", "chair")


def test_one_delegation_at_a_time(company: Company) -> None:
    hand_over(company, "chair", "member")
    with pytest.raises(AlreadyDelegated):
        hand_over(company, "chair", "gm")


@pytest.mark.parametrize(("since", "until"), [(-1, 5), (3, 2), (0, 400)])
def test_a_delegation_has_a_sensible_term(company: Company, since: int, until: int) -> None:
    today: date = business_date(company.now)
    with pytest.raises(DelegationTerm):
        hand_over(company, "chair", "member", since=today + timedelta(since), until=today + timedelta(until))


def test_a_delegation_says_why(company: Company) -> None:
    with pytest.raises(Missing):
        hand_over(company, "chair", "member", reason=" ")


def test_nobody_ends_the_delegation_of_another(company: Company) -> None:
    made = hand_over(company, "chair", "member")
    actor = company.actor("gm")
    with unit_of_work(actor) as session, pytest.raises(OwnDelegationOnly):
        end_delegation(session, actor, made.id, business_date(company.now))


def test_the_queue_of_a_delegate_shows_for_whom_they_decide(company: Company) -> None:
    asked_of_the_chair(company)
    hand_over(company, "chair", "member")
    assert _queue(company, "member") == [company.people["chair"]]
    assert _queue(company, "chair") == [company.people["chair"]]
    assert _queue(company, "gm") == _queue(company, "control") == []


def test_the_queue_of_a_second_account_is_that_of_its_person(company: Company) -> None:
    asked_of_the_chair(company)
    with unit_of_work(an_actor()) as session:
        company.account(session, "chair-2", "chair", "sales")
    assert _queue(company, "chair-2") == [company.people["chair"]]


def _both(company: Company) -> int:
    company.route(tier(role("committee_chair"), role("manager"), mode=TierMode.ALL))
    company.close()
    return company.request().id


def _queue(company: Company, who: str) -> list[int | None]:
    actor = company.actor(who)
    with reading(actor) as session:
        return [case.seat_of for case in waiting_for(session, actor, business_date(company.now))]
