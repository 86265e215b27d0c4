"""Automations: what sets them off, on whose behalf they act, where they stop."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.access.user import User, UserState
from domain.automation.automation import Automation
from domain.automation.dry_run import dry_run
from domain.automation.firing import FiringOutcome
from domain.automation.occurrence import ORIGIN
from domain.automation.watch import watch
from domain.core.clock import now
from domain.core.editing import edit
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry
from domain.core.permission import Permission
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.raise_issue import Report, raise_issue
from domain.messaging.occasion import Occasion
from domain.sales.customer import Customer
from tests.domain.automation.company import ACTOR, Company, author, automation, customer, firings, notices
from tests.factories import a_person, a_unit, a_user, an_actor


def test_a_new_record_that_fits_is_told_about_once(company: Company) -> None:
    automation(company)
    wanted = customer(company, "customer_is_vip 1")
    customer(company, "plain 2")
    assert watch(now()).fired == 1
    assert watch(now()).fired == 0
    assert [(one.record_id, one.outcome, one.result) for one in firings()] == [
        (wanted, FiringOutcome.DONE, "1")
    ]
    (notice,) = notices(company.told)
    assert notice.asks == {"id": str(wanted)}
    assert notice.said["facts"]["message"] == "Look at this"


def test_what_happened_before_anybody_looked_is_left_alone(company: Company) -> None:
    customer(company, "customer_is_vip early")
    watch(now())
    automation(company)
    assert watch(now()).fired == 0


def test_what_an_automation_wrote_sets_nothing_off(company: Company) -> None:
    automation(company)
    customer(company, "customer_is_vip 1", origin=ORIGIN)
    assert watch(now()).fired == 0


def test_an_issue_it_opens_is_its_authors_and_does_not_open_another(company: Company) -> None:
    automation(company, deed="open_issue", people=[])
    automation(
        company, code="echo", entity="Issue", event="created", deed="open_issue", people=[], conditions={}
    )
    customer(company, "customer_is_vip 1")
    assert watch(now()).fired == 1
    assert watch(now()).fired == 0
    with reading(ACTOR) as session:
        (issue,) = session.scalars(select(Issue)).all()
        line = session.scalars(select(JournalEntry).where(JournalEntry.entity == "Issue")).first()
    assert issue.reporter_id == company.author_person
    assert line is not None
    assert line.origin == ORIGIN
    assert firings()[0].result == issue.number


def test_a_changed_record_counts_when_it_is_changed(company: Company) -> None:
    automation(company, event="changed")
    number = customer(company, "customer_is_vip 1")
    assert watch(now()).fired == 0
    writer = an_actor()

    def rename(session: Any) -> None:
        edit(
            session,
            writer,
            Permission.FACTS_WRITE,
            session.get_one(Customer, number),
            {"name": "customer_is_vip 9"},
        )

    carry_out(writer, rename)
    assert watch(now()).fired == 1


def test_it_acts_no_more_often_in_a_day_than_it_may(company: Company) -> None:
    automation(company, daily_limit=2)
    for turn in range(3):
        customer(company, f"customer_is_vip {turn}")
    assert watch(now()).fired == 2
    assert [one.outcome for one in firings()] == [FiringOutcome.DONE] * 2 + [FiringOutcome.LIMITED]
    assert firings()[-1].why_not["facts"] == {"limit": "2"}
    customer(company, "customer_is_vip tomorrow")
    assert watch(now() + timedelta(days=1)).fired == 1


def test_without_its_author_it_does_nothing_and_says_so(company: Company) -> None:
    automation(company)
    customer(company, "customer_is_vip 1")

    def leave(session: Any) -> None:
        session.get_one(User, company.author).status = UserState.DISABLED

    carry_out(ACTOR, leave)
    assert watch(now()).fired == 0
    assert [one.outcome for one in firings()] == [FiringOutcome.REFUSED]
    assert "does not work any more" in firings()[0].why_not["text"]


def test_it_does_not_see_what_its_author_does_not_see(database: str) -> None:
    def work(session: Any) -> Company:
        north, south = a_unit(session), a_unit(session)
        mine, told = a_person(session, unit_id=south.id), a_person(session)
        user = a_user(session, person_id=mine.id, role="internal_control", unit_id=south.id)
        listener = a_user(session, person_id=told.id, role="internal_control")
        return Company(south.id, north.id, user.id, mine.id, listener.id, told.number)

    company = carry_out(ACTOR, work)
    watch(now())
    automation(company)
    customer(company, "customer_is_vip north", unit=company.north)
    assert watch(now()).fired == 0
    customer(company, "customer_is_vip south")
    assert watch(now()).fired == 1, [one.why_not for one in firings()]


def test_by_the_clock_it_goes_through_all_records_once_each_time(company: Company) -> None:
    automation(company, trigger="schedule", event="", rhythm="daily", at="08:00")
    for turn in range(2):
        customer(company, f"customer_is_vip {turn}")
    morning = datetime(2027, 1, 4, 23, tzinfo=UTC)
    assert watch(morning).fired == 0
    assert watch(morning + timedelta(hours=1, minutes=1)).fired == 2
    assert watch(morning + timedelta(hours=1, minutes=2)).fired == 0
    assert watch(morning + timedelta(days=3)).fired == 2, "what was missed counts once"


def test_a_dry_run_tells_what_it_would_have_done_and_does_nothing(company: Company) -> None:
    number = automation(company, enabled=False, daily_limit=1)
    for turn in range(2):
        customer(company, f"customer_is_vip {turn}")
    customer(company, "plain")
    actor = author(company)
    with reading(actor) as session:
        found = dry_run(session, actor, session.get_one(Automation, number), now())
    assert found.looked_at == 3
    assert [one.within_limit for one in found.would] == [True, False]
    assert firings() == []
    assert watch(now()).fired == 0, "it is off"
    with reading(actor) as session, pytest.raises(NotPermitted):
        dry_run(session, an_actor(Permission.CONFIGURATION_READ), session.get_one(Automation, number), now())


@pytest.mark.parametrize(
    ("step", "outcome"), [("triage", FiringOutcome.DONE), ("close", FiringOutcome.REFUSED)]
)
def test_it_proposes_a_step_to_people_and_never_takes_it(
    company: Company, step: str, outcome: FiringOutcome
) -> None:
    automation(company, entity="Issue", deed="propose_step", step=step, conditions={})
    reporter = author(company)
    report = Report(unit_id=company.root, title="漏单", what="两单未录入")
    carry_out(reporter, lambda session: raise_issue(session, reporter, report, now()))
    watch(now())
    assert [one.outcome for one in firings()] == [outcome]
    proposed = [one for one in notices(company.told) if one.occasion is Occasion.AUTOMATION]
    assert len(proposed) == (outcome is FiringOutcome.DONE)
    with reading(ACTOR) as session:
        assert session.scalars(select(Issue.state)).one() is IssueState.IDENTIFIED
