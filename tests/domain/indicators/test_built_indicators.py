"""Indicators that people build, change, copy and retire; what a change would have done, counted by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import Missing, NotPermitted, ReasonNeeded
from domain.core.period import Grain
from domain.core.permission import Actor, Permission
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState, Level
from domain.indicators.back_test import Alarm
from domain.indicators.back_test_compare import BackTest, compare
from domain.indicators.catalogue import install_catalogue
from domain.indicators.formula_error import UnknownName, UnreadableFormula
from domain.indicators.indicator import Indicator, Kind, Measured
from domain.indicators.indicator_version import ApproverProposed, IndicatorVersion, NoMembers, OwnerApproves
from domain.indicators.propose_indicator import (
    AlertsStillOpen,
    CodeTaken,
    EffectTooEarly,
    IndicatorFixed,
    NotACode,
    ProposalWaits,
    copy_indicator,
    describe_indicator,
    propose_change,
    propose_indicator,
    retire_indicator,
    revive_indicator,
)
from domain.indicators.propose_preview import faults
from domain.indicators.refresh import refresh
from domain.indicators.status import Direction, Status
from domain.reporting.known_events import issue_events
from tests.domain.indicators.trading import MACHINE, TODAY, invoice, reading_of
from tests.factories import NOON, a_person, a_unit, added, an_actor, the_root

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
SALES = {"numerator": "invoiced", "amber": "250", "red": "150"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    """A company that may have facts."""
    the_root(session)


@pytest.fixture
def proposer(session: Session) -> Actor:
    return replace(an_actor(), person_id=a_person(session).id, user_id=1)


@pytest.fixture
def approver(session: Session) -> Actor:
    return replace(an_actor(), person_id=a_person(session).id, user_id=2)


def proposed(
    session: Session, actor: Actor, formula: dict[str, Any] = SALES, **facts: Any
) -> IndicatorVersion:
    values = {
        "code": "Z01", "kind": Kind.KPI, "name_zh": "开票额", "name_en": "Invoiced",
        "measured": Measured.MONEY, "direction": Direction.HB, "grain": Grain.MONTH,
    }  # fmt: skip
    return propose_indicator(session, actor, values | facts, formula, NOON)


def approved(session: Session, proposer: Actor, approver: Actor, **facts: Any) -> Indicator:
    version = proposed(session, proposer, **facts)
    version.workflow.take("approve", version, approver, NOON)
    return session.get_one(Indicator, version.indicator_id)


def trade(session: Session) -> None:
    """Month by month 300, 100, 200, 300, 300: green, red, amber, green, green with limits 250 and 150."""
    for month, amount in enumerate((300, 100, 200, 300, 300), 1):
        invoice(session, f"2026-{month:02}-05", None, amount)
    session.flush()


def figures(session: Session) -> None:
    session.flush()
    refresh(session, MACHINE, TODAY, ("Z01",))


def test_a_new_indicator_is_watched_once_somebody_else_approved_it(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    version = proposed(session, proposer)
    indicator = session.get_one(Indicator, version.indicator_id)
    figures(session)
    before = indicator.is_active
    with pytest.raises(ApproverProposed):
        version.workflow.take("approve", version, replace(proposer, user_id=77), NOON)
    version.workflow.take("approve", version, approver, NOON)
    figures(session)
    assert (before, indicator.is_active) == (False, True)
    assert reading_of(session, "Z01", "2026-02").status is Status.RED


def test_a_change_counts_from_its_month_and_the_present_rules_until_then(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    invoice(session, "2026-06-02", None, 200)
    indicator = approved(session, proposer, approver)
    change = propose_change(
        session,
        proposer,
        indicator,
        {**SALES, "amber": "190", "effective_from": date(2026, 6, 9)},
        NOON,
        TODAY,
    )
    change.workflow.take("approve", change, approver, NOON)
    figures(session)
    assert change.effective_from == JUNE
    assert reading_of(session, "Z01", "2026-03").status is Status.AMBER
    assert reading_of(session, "Z01", "2026-06").status is Status.GREEN


def test_months_that_were_reported_are_not_rewritten(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    indicator = approved(session, proposer, approver)
    with pytest.raises(EffectTooEarly):
        propose_change(
            session, proposer, indicator, {**SALES, "effective_from": date(2026, 5, 31)}, NOON, TODAY
        )


def test_a_proposal_that_waited_past_its_month_counts_from_the_present_one(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    indicator = approved(session, proposer, approver)
    change = propose_change(session, proposer, indicator, {**SALES, "effective_from": JULY}, NOON, TODAY)
    change.created_at = NOON
    change.workflow.take("approve", change, approver, NOON + timedelta(days=80))
    assert change.effective_from == date(2026, 9, 1)


def test_one_change_is_decided_at_a_time(session: Session, proposer: Actor, approver: Actor) -> None:
    indicator = approved(session, proposer, approver)
    propose_change(session, proposer, indicator, {**SALES, "effective_from": JULY}, NOON, TODAY)
    with pytest.raises(ProposalWaits):
        propose_change(session, proposer, indicator, {**SALES, "effective_from": JULY}, NOON, TODAY)


def test_what_readings_rest_on_is_fixed_and_names_are_not(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    indicator = approved(session, proposer, approver)
    with pytest.raises(IndicatorFixed):
        describe_indicator(session, proposer, indicator, {"direction": Direction.LB})
    describe_indicator(session, proposer, indicator, {"name_en": "Billed"})
    assert indicator.name_en == "Billed"


def test_a_copy_is_a_proposal_like_any_other(session: Session, proposer: Actor, approver: Actor) -> None:
    indicator = approved(session, proposer, approver)
    copy = copy_indicator(session, proposer, indicator, "Z02", NOON)
    assert (copy.numerator, copy.amber, copy.state.value) == ("invoiced", "250", "proposed")
    with pytest.raises(CodeTaken):
        copy_indicator(session, proposer, indicator, "Z02", NOON)


def test_a_shipped_indicator_changes_like_any_other_and_an_update_leaves_it_alone(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    install_catalogue(session, NOON)
    shipped = session.scalars(select(Indicator).where(Indicator.code == "K32")).one()
    formula = {"numerator": "collected", "denominator": "invoiced", "amber": "0.5", "red": "0.4"}
    change = propose_change(session, proposer, shipped, {**formula, "effective_from": JULY}, NOON, TODAY)
    change.workflow.take("approve", change, approver, NOON)
    describe_indicator(session, proposer, shipped, {"name_zh": "回款率"})
    assert install_catalogue(session, NOON) == 0
    assert (shipped.name_zh, change.amber) == ("回款率", "0.5")


def test_retiring_silences_no_open_alert(session: Session, proposer: Actor, approver: Actor) -> None:
    indicator = approved(session, proposer, approver)
    alert = an_alert(session, indicator, 202602, 202603, state=AlertState.OPEN, counts=True)
    with pytest.raises(ReasonNeeded):
        retire_indicator(session, approver, indicator, NOON, " ")
    with pytest.raises(AlertsStillOpen):
        retire_indicator(session, approver, indicator, NOON, "no longer needed")
    alert.state, alert.counts = AlertState.CLOSED, None
    session.flush()
    retire_indicator(session, approver, indicator, NOON, "no longer needed")
    assert indicator.archived_at == NOON
    revive_indicator(session, approver, indicator)
    assert indicator.archived_at is None


def test_who_answers_for_an_indicator_does_not_retire_it(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    indicator = approved(session, proposer, approver, owner_id=a_person(session).id)
    with pytest.raises(OwnerApproves):
        retire_indicator(session, replace(approver, person_id=indicator.owner_id), indicator, NOON, "mine")
    with pytest.raises(NotPermitted):
        retire_indicator(session, an_actor(Permission.INDICATORS_DEFINE), indicator, NOON, "why not")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"code": "1st"}, NotACode), ({"code": ""}, NotACode), ({"name_zh": ""}, Missing)],
)
def test_an_indicator_needs_a_code_and_names(
    session: Session, proposer: Actor, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        proposed(session, proposer, **wrong)


def test_mistakes_in_a_draft_are_told_field_by_field(session: Session) -> None:
    found = faults(
        session,
        {
            "numerator": "invoised",
            "denominator": "largest(collected)",
            "amber": "baseline *",
            "plan": "invoiced",
        },
    )
    assert {name: type(fault) for name, fault in found.items()} == {
        "numerator": UnknownName, "denominator": NoMembers, "amber": UnreadableFormula,
    }  # fmt: skip
    assert "invoiced" in str(found["numerator"])


def an_alert(session: Session, indicator: Indicator, first: int, last: int, **facts: Any) -> Alert:
    """An alert of the company, closed unless said otherwise."""
    known: dict[str, Any] = {
        "indicator_id": indicator.id, "unit_id": the_root(session).id, "grain": Grain.MONTH,
        "opened_period": first, "latest_period": last, "level": Level.AMBER, "worst": Level.AMBER,
        "unanswered_since": NOON, "state": AlertState.CLOSED, "state_since": NOON,
    }  # fmt: skip
    alert = added(session, Alert(**known | {"counts": True} | facts))
    if alert.state is AlertState.CLOSED:
        alert.counts = None
        session.flush()
    return alert


def tried(session: Session, actor: Actor, indicator: Indicator, **limits: str) -> BackTest:
    change = propose_change(
        session, actor, indicator, {**SALES, **limits, "effective_from": JULY}, NOON, TODAY
    )
    return compare(session, actor, change, TODAY, 12, issue_events(session, actor, indicator))


def test_a_back_test_counts_alerts_of_both_definitions(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    indicator = approved(session, proposer, approver)
    figures(session)
    found = tried(session, proposer, indicator, amber="120", red="90")
    root = the_root(session).id
    assert found.present is not None
    assert [(p.period.label, p.green, p.amber, p.red) for p in found.present.replay.periods] == [
        ("2026-01", 1, 0, 0), ("2026-02", 0, 0, 1), ("2026-03", 0, 1, 0), ("2026-04", 1, 0, 0),
        ("2026-05", 1, 0, 0),
    ]  # fmt: skip
    (present,), (change,) = found.present.replay.alarms, found.proposed.replay.alarms
    assert spelled(present) == (root, "2026-02", "2026-05", Status.RED)
    assert spelled(change) == (root, "2026-02", "2026-04", Status.AMBER)
    assert (found.present.replay.opened(Status.RED), found.proposed.replay.opened(Status.RED)) == (1, 0)


def test_known_events_are_caught_missed_or_false_again(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    branch = a_unit(session)
    indicator = approved(session, proposer, approver)
    figures(session)
    real = an_alert(session, indicator, 202602, 202603, was_real=True, unit_id=branch.id)
    early = an_alert(session, indicator, 202601, 202601, was_real=True)
    wrong = an_alert(session, indicator, 202603, 202603, was_real=False)
    elsewhere = an_alert(session, indicator, 202604, 202604, was_real=False, unit_id=branch.id)
    found = tried(session, proposer, indicator, amber="90", red="80")
    assert found.present is not None
    assert ids(found.present.caught) == [real.id]  # by the alert of the unit above
    assert ids(found.present.missed) == [early.id]
    assert ids(found.present.false) == [wrong.id]
    assert ids(found.proposed.missed) == [early.id, real.id]
    assert ids(found.proposed.false) == []
    assert elsewhere.id not in ids(found.present.false)


def test_who_may_not_read_alerts_learns_nothing_of_them(
    session: Session, proposer: Actor, approver: Actor
) -> None:
    trade(session)
    indicator = approved(session, proposer, approver)
    figures(session)
    an_alert(session, indicator, 202602, 202603, was_real=True)
    change = propose_change(session, proposer, indicator, {**SALES, "effective_from": JULY}, NOON, TODAY)
    found = compare(session, an_actor(Permission.INDICATORS_READ), change, TODAY)
    assert (found.proposed.caught, found.proposed.missed) == ((), ())


def spelled(alarm: Alarm) -> tuple[int, str, str | None, Status]:
    return alarm.unit_id, alarm.opened.label, alarm.closed.label if alarm.closed else None, alarm.worst


def ids(events: Any) -> list[int]:
    return [event.id for event in events]
