"""Time: working hours, one reminder, escalation to who is named, fresh seats, voided requests."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User, UserState
from domain.approvals.decide import ApprovalOutcome, approve
from domain.approvals.find_seat import NotAnApprover
from domain.approvals.reminders import DueKind, due_reminders, remind_due
from domain.approvals.request import ApprovalRequest
from domain.approvals.request_state import RequestState
from domain.approvals.tier import TierMode
from domain.approvals.working_time import after_working_hours
from domain.core.permission import machine
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState
from domain.messaging.notice import Notice
from tests.domain.approvals.company import Company, role, tier
from tests.factories import an_actor


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ((2026, 6, 15, 1), 2, (2026, 6, 15, 3)),  # Monday 09:00 in Shanghai
        ((2026, 6, 15, 8), 2, (2026, 6, 16, 2)),  # 16:00: one hour today, one tomorrow
        ((2026, 6, 15, 1), 8, (2026, 6, 15, 9)),  # a whole day
        ((2026, 6, 19, 8), 2, (2026, 6, 22, 2)),  # Friday 16:00: over the weekend
        ((2026, 6, 20, 4), 1, (2026, 6, 22, 2)),  # Saturday
        ((2026, 6, 15, 20), 1, (2026, 6, 16, 2)),  # before nine in the morning
        ((2026, 6, 15, 1), 40, (2026, 6, 19, 9)),
    ],
)
def test_only_working_hours_count(start: tuple[int, ...], hours: int, end: tuple[int, ...]) -> None:
    begun = datetime(*start, tzinfo=UTC)  # type: ignore[misc, arg-type]
    assert after_working_hours(begun, hours) == datetime(*end, tzinfo=UTC)  # type: ignore[misc, arg-type]


def run(company: Company) -> int:
    """What the schedule does."""
    with unit_of_work(machine("schedule")) as session:
        return remind_due(session, company.now)


def told(company: Company, occasion: str) -> list[int]:
    """Whom the portal told."""
    with reading(machine("test")) as session:
        rows = session.scalars(select(Notice).order_by(Notice.id))
        return [row.user_id for row in rows if row.occasion == occasion]


def ask(company: Company, mode: TierMode = TierMode.ANY) -> int:
    """A request due in eight working hours, with a reminder two hours before."""
    above = role("committee_member")
    company.route(tier(role("committee_chair"), mode=mode, due_hours=8, remind_hours=2, escalate_to=above))
    company.close()
    return company.request().id


def test_nobody_is_reminded_too_early(company: Company) -> None:
    ask(company)
    assert run(company) == 0


def test_a_reminder_comes_once(company: Company) -> None:
    ask(company)
    company.later(hours=22)  # 10:00 the next morning; due at noon
    with reading(machine("test")) as session:
        assert [due.kind for due in due_reminders(session, company.now)] == [DueKind.REMINDER]
    assert (run(company), run(company)) == (1, 0)
    assert told(company, "overdue") == [company.users["chair"]]


def test_what_is_late_is_escalated_once_and_they_may_decide(company: Company) -> None:
    key = ask(company)
    with pytest.raises(NotAnApprover):
        company.act("member", approve, key)
    company.later(hours=25)
    assert (run(company), run(company)) == (1, 0)
    heard = {company.users[name] for name in ("chair", "member", "control")}
    assert heard <= set(told(company, "overdue"))
    assert company.act("member", approve, key) is ApprovalOutcome.COMPLETED


def test_escalation_does_not_replace_those_who_must_all_agree(company: Company) -> None:
    key = ask(company, TierMode.ALL)
    company.later(hours=25)
    run(company)
    with pytest.raises(NotAnApprover):
        company.act("member", approve, key)


def test_a_tier_without_anybody_asks_whom_it_escalates_to(company: Company) -> None:
    with unit_of_work(an_actor()) as session:
        session.get_one(User, company.users["chair"]).status = UserState.DISABLED
    version = company.draft(tier(role("committee_chair"), escalate_to=role("committee_member")))
    company.step("secretary", "propose", version)
    company.step("gm", "put_into_force", version)
    company.close()
    assert company.act("member", approve, company.request().id) is ApprovalOutcome.COMPLETED


def test_an_approver_who_left_holds_nobody_up(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member"), mode=TierMode.ALL))
    company.close()
    company.act("chair", approve, company.request().id)
    with unit_of_work(an_actor()) as session:
        session.get_one(User, company.users["member"]).status = UserState.DISABLED
    assert run(company) == 1
    assert company.alert().state is AlertState.CLOSED


def test_what_a_rule_still_refuses_holds_up_nothing_else(company: Company) -> None:
    company.route(tier(role("committee_chair"), role("committee_member"), mode=TierMode.ALL))
    company.close()
    refused = company.alert_id
    company.act("chair", approve, company.request().id)
    with unit_of_work(an_actor()) as session:
        company.alert_id = company.an_alert(session).id
    company.close()
    company.act("chair", approve, company.request().id)
    with unit_of_work(an_actor()) as session:  # the submitter became the owner of the first alert
        session.get_one(User, company.users["member"]).status = UserState.DISABLED
        session.get_one(Alert, refused).owner_id = company.people["control"]
    assert run(company) == 1
    assert company.alert().state is AlertState.CLOSED
    company.alert_id = refused
    assert company.alert().state is AlertState.OPEN
    with reading(machine("test")) as session:
        states = session.scalars(select(ApprovalRequest.state).order_by(ApprovalRequest.id)).all()
    assert states == [RequestState.RUNNING, RequestState.APPROVED]


def test_the_schedule_voids_what_has_changed(company: Company) -> None:
    company.route(tier(role("committee_chair")), watched=["value"])
    company.close()
    with unit_of_work(an_actor()) as session:
        session.get_one(Alert, company.alert_id).value = Decimal(1)
    assert run(company) == 1
    assert company.request().state is RequestState.OUTDATED
    assert told(company, "approval_decided") == [company.users["control"]]
