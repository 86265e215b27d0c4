"""Automations propose measures: for the issue they open, or for one that is there; never past its rules."""

from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.automation.automation import NoIssueForMeasure
from domain.automation.firing import FiringOutcome
from domain.automation.watch import watch
from domain.core.clock import now
from domain.core.errors import RuleBroken
from domain.core.journal import note
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.measure import ImprovementMeasure
from domain.improvement.measure_proposal import MeasureProposal
from domain.improvement.raise_issue import Report, raise_issue
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import read
from tests.domain.automation.company import ACTOR, Company, author, automation, customer, firings
from tests.domain.improvement.loop import Loop
from tests.domain.improvement.test_raise_from_alert import an_alert
from tests.factories import an_actor

MEASURE = {"measure": "Ask for security", "measure_days": 10}


def proposals() -> list[MeasureProposal]:
    with reading(ACTOR) as session:
        return list(session.scalars(select(MeasureProposal).order_by(MeasureProposal.id)))


def an_issue(company: Company, title: str = "Late") -> int:
    actor = an_actor(person_id=company.author_person)
    report = Report(unit_id=company.root, title=title, what="Late")
    return carry_out(actor, lambda session: raise_issue(session, actor, report, now()).id)


def test_a_measure_is_proposed_for_the_issue_it_opens_and_nothing_is_planned(company: Company) -> None:
    automation(company, deed="open_issue", people=[], **MEASURE)
    customer(company, "customer_is_vip 1")
    assert watch(now()).fired == 1
    (one,) = proposals()
    with reading(ACTOR) as session:
        (issue,) = session.scalars(select(Issue)).all()
        assert session.scalars(select(ImprovementMeasure)).all() == []
        assert session.scalars(select(StepTaken)).all() == []
    assert (one.issue_id, one.title, one.days) == (issue.id, "Ask for security", 10)
    assert one.proposed_by.startswith("大客户 (")


def test_a_measure_is_proposed_for_the_issue_that_it_looks_at(company: Company) -> None:
    automation(company, entity="Issue", event="created", conditions={}, **MEASURE)
    number = an_issue(company)
    assert watch(now()).fired == 1
    assert [one.issue_id for one in proposals()] == [number]


def test_what_is_proposed_already_is_refused_and_nobody_is_told_again(company: Company) -> None:
    automation(company, entity="Issue", event="created", conditions={}, **MEASURE)
    automation(company, code="twin", entity="Issue", event="created", conditions={}, **MEASURE)
    an_issue(company)
    watch(now())
    assert len(proposals()) == 1
    outcomes = {one.outcome: one.why_not for one in firings()}
    assert set(outcomes) == {FiringOutcome.DONE, FiringOutcome.REFUSED}
    assert "already proposed" in outcomes[FiringOutcome.REFUSED]["text"]


def test_for_an_alert_that_is_worked_on_the_measure_goes_to_that_issue(company: Company) -> None:
    alert_id = an_alert(Loop())
    facts: dict[str, Any] = {"entity": "Alert", "event": "changed", "conditions": {}, "deed": "open_issue"}
    automation(company, people=[], **facts, **MEASURE)
    automation(company, code="other", people=[], **facts, measure="Call the customer", measure_days=3)

    carry_out(an_actor(), lambda session: changed(session, alert_id))
    watch(now())
    with reading(ACTOR) as session:
        (issue,) = session.scalars(select(Issue)).all()
    assert [one.issue_id for one in proposals()] == [issue.id] * 2


def changed(session: Any, alert_id: int) -> None:
    note(session, "changed", entity="Alert", entity_id=alert_id, changes={"x": [1, 2]})


def test_a_measure_without_an_issue_or_without_a_time_is_refused(company: Company) -> None:
    with pytest.raises(NoIssueForMeasure):
        automation(company, **MEASURE)
    with pytest.raises(RuleBroken) as refused:
        automation(company, deed="open_issue", people=[], measure="x", measure_days=0)
    assert refused.value.field == "measure_days"


def test_it_travels_in_packs(company: Company) -> None:
    automation(company, deed="open_issue", people=[], **MEASURE)
    actor = author(company)
    pack = carry_out(actor, lambda session: make_pack(session, an_actor(), ["Automation"]))
    (item,) = read(pack.encode())
    assert (item.values["measure"], item.values["measure_days"]) == ("Ask for security", 10)
