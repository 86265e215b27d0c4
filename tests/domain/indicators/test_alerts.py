"""Early warning: when an alert opens and ends, who answers it, who may excuse it, how it climbs."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain.core.acting_person import AccountWithoutPerson
from domain.core.errors import DomainError, Missing, NotPermitted, ReasonNeeded, StepRefused
from domain.core.permission import Actor, Permission
from domain.core.workflow import StepTaken
from domain.indicators.acting_person import MachineOnly
from domain.indicators.alert import Alert
from domain.indicators.alert_questions import Why, alerts_waiting_for, live_alert_of, live_alerts
from domain.indicators.alert_state import AlertState, Level, Rung
from domain.indicators.alert_workflow import NotAboveTheOwner, NotTheOwner, OwnerDecides
from domain.indicators.answer_alert import (
    AcceptanceTooLong,
    accept_risk,
    acknowledge,
    ask_acceptance,
    close_alert,
    refuse_risk,
)
from domain.indicators.indicator import Indicator
from domain.indicators.raise_alerts import advance_alerts
from domain.organisation.committee import CommitteeMember, Seat
from domain.organisation.person import Person
from tests.domain.indicators.trading import MACHINE, TODAY, invoice, refreshed, shown
from tests.factories import a_customer, a_person, a_unit, added, an_actor, the_root

pytestmark = pytest.mark.furnished

AHEAD = {"invoiced_ahead": True}
"""R28 counts such invoices; one is red, none is green."""
NOW = datetime.fromisoformat("2026-06-15T09:00:00+08:00")


@pytest.fixture(autouse=True)
def _only_early_invoices(session: Session) -> None:
    session.execute(update(Indicator).where(Indicator.code != "R28").values(is_active=False))


def months(session: Session, *breached: bool, **facts: Any) -> None:
    """January, February ...: with an early invoice or without one."""
    for month, ahead in enumerate(breached, 1):
        day = f"2026-{month:02}-05"
        invoice(session, day, f"2026-{month:02}-25", 10, invoiced_ahead=ahead, **facts)


def alerts(session: Session) -> list[Alert]:
    session.flush()
    return list(session.scalars(select(Alert).order_by(Alert.id).execution_options(populate_existing=True)))


@pytest.fixture
def people(session: Session) -> dict[str, Person]:
    """A director over a manager over a salesperson, who owns the indicator."""
    director = a_person(session)
    manager = a_person(session, superior_id=director.id)
    seller = a_person(session, superior_id=manager.id)
    indicator = session.scalars(select(Indicator).where(Indicator.code == "R28")).one()
    indicator.owner_id = seller.id
    return {"director": director, "manager": manager, "seller": seller}


def acting(person: Person, *permissions: Permission) -> Actor:
    return replace(an_actor(*permissions), person_id=person.id, user_id=person.id)


@pytest.fixture
def alert(session: Session, people: dict[str, Person]) -> Alert:
    """A red alert of the salesperson."""
    months(session, False, True)
    refreshed(session)
    (found,) = alerts(session)
    return found


def test_a_breach_opens_one_alert_with_what_it_is_about(session: Session) -> None:
    months(session, False, True)
    done = refreshed(session)
    (found,) = alerts(session)
    assert done.alerts_opened == 1
    assert (found.state, found.level, found.worst) == (AlertState.OPEN, Level.RED, Level.RED)
    assert (found.opened_in.label, found.latest_in.label) == ("2026-02", "2026-02")
    assert (shown(found.value), shown(found.red), found.owner_role) == ("1", "0", "internal_control")
    assert session.scalars(live_alert_of(found.indicator_id, found.unit_id)).one() is found


def test_a_breach_that_goes_on_opens_no_second_alert(session: Session) -> None:
    months(session, True)
    refreshed(session)
    invoice(session, "2026-02-05", "2026-02-25", 10, **AHEAD)
    refreshed(session)
    refreshed(session, full=True)
    (found,) = alerts(session)
    assert (found.opened_in.label, found.latest_in.label) == ("2026-01", "2026-02")


def test_the_database_itself_refuses_a_second_live_alert(session: Session, alert: Alert) -> None:
    twin = Alert(
        indicator_id=alert.indicator_id, unit_id=alert.unit_id, grain=alert.grain, opened_period=202602,
        latest_period=202602, level=Level.RED, worst=Level.RED, unanswered_since=NOW, state_since=NOW,
    )  # fmt: skip
    with pytest.raises(IntegrityError), session.begin_nested():
        added(session, twin)


def test_b05_an_alert_ends_after_two_better_periods_in_a_row(session: Session) -> None:
    states = []
    for month, ahead in enumerate((False, True, False, True, False, False), 1):
        invoice(session, f"2025-{month:02}-05", f"2025-{month:02}-25", 10, invoiced_ahead=ahead)
        refreshed(session)
        states.append(len(session.scalars(live_alerts()).all()) == 1)
    assert states == [False, True, True, True, True, False]
    (found,) = alerts(session)
    assert found.state is AlertState.RECOVERED


def test_importing_years_of_history_raises_no_alerts_that_are_over(session: Session) -> None:
    months(session, True, True, False, False, False)
    refreshed(session)
    assert alerts(session) == []


def test_a_month_that_is_not_over_raises_no_alert(session: Session) -> None:
    months(session, False, False, False, False, False, True)
    refreshed(session, today=date(2026, 6, 15))
    assert alerts(session) == []
    refreshed(session, today=date(2026, 7, 1))
    assert len(alerts(session)) == 1


def test_each_unit_has_its_own_alert(session: Session) -> None:
    good, bad = a_unit(session), a_unit(session)
    months(session, False, unit_id=good.id)
    months(session, True, unit_id=bad.id)
    refreshed(session)
    assert {found.unit_id for found in alerts(session)} == {bad.id, the_root(session).id}


def test_an_indicator_out_of_use_raises_nothing(session: Session) -> None:
    session.scalars(select(Indicator).where(Indicator.code == "R28")).one().is_active = False
    months(session, True)
    refreshed(session)
    assert alerts(session) == []


def test_facts_taken_back_end_the_alert(session: Session) -> None:
    months(session, False)
    wrong = invoice(session, "2026-02-05", "2026-02-25", 10, **AHEAD)
    refreshed(session)
    session.delete(wrong)
    refreshed(session)
    assert [found.state for found in alerts(session)] == [AlertState.RECOVERED]


def test_acknowledging_needs_a_reason_and_a_plan(session: Session, alert: Alert, people: Any) -> None:
    owner = acting(people["seller"], Permission.ALERTS_ACKNOWLEDGE)
    with pytest.raises(Missing):
        acknowledge(owner, alert, "goods were late", "  ", NOW)
    with pytest.raises(ReasonNeeded):
        acknowledge(owner, alert, " ", "ship first", NOW)
    acknowledge(owner, alert, "goods were late", "ship first", NOW)
    assert (alert.state, alert.planned_action) == (AlertState.ACKNOWLEDGED, "ship first")
    taken = session.scalars(select(StepTaken).where(StepTaken.step == "acknowledge")).one()
    assert (taken.person_id, taken.reason) == (people["seller"].id, "goods were late")


def test_without_the_permission_nobody_acknowledges(alert: Alert, people: Any) -> None:
    with pytest.raises(NotPermitted):
        acknowledge(acting(people["manager"], Permission.ALERTS_READ), alert, "because", "plan", NOW)


def test_nobody_says_by_hand_that_the_figure_recovered(alert: Alert, people: Any) -> None:
    with pytest.raises(MachineOnly):
        alert.workflow.take("recover", alert, acting(people["director"]), NOW)


def ask(session: Session, alert: Alert, owner: Person, days: int = 60) -> None:
    actor = acting(owner, Permission.ALERTS_ACKNOWLEDGE)
    ask_acceptance(session, actor, alert, TODAY + timedelta(days), "customer insists", TODAY, NOW)


@pytest.mark.parametrize("days", [0, 91])
def test_a_risk_is_accepted_for_one_to_ninety_days(
    session: Session, alert: Alert, people: Any, days: int
) -> None:
    with pytest.raises(AcceptanceTooLong):
        ask(session, alert, people["seller"], days)
    assert (alert.state, alert.accepted_until) == (AlertState.OPEN, None)


def test_only_the_owner_asks_to_live_with_a_risk(session: Session, alert: Alert, people: Any) -> None:
    with pytest.raises(NotTheOwner):
        ask(session, alert, people["manager"])
    assert (alert.state, alert.accepted_until) == (AlertState.OPEN, None)


def test_a_superior_of_the_owner_accepts_the_risk(session: Session, alert: Alert, people: Any) -> None:
    ask(session, alert, people["seller"])
    accept_risk(acting(people["director"], Permission.ALERTS_READ), alert, "small amounts", TODAY, NOW)
    assert (alert.state, alert.accepted_by_id) == (AlertState.RISK_ACCEPTED, people["director"].id)


def test_the_owner_does_not_accept_the_own_risk_under_whatever_account(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"])
    second_account = replace(acting(people["seller"]), user_id=999)
    with pytest.raises(OwnerDecides):
        accept_risk(second_account, alert, "fine", TODAY, NOW)
    assert alert.state is AlertState.ACCEPTANCE_ASKED


def test_somebody_below_the_owner_does_not_accept_the_risk_whatever_the_role(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"])
    trainee = a_person(session, superior_id=people["seller"].id)
    with pytest.raises(NotAboveTheOwner):
        accept_risk(acting(trainee, Permission.ALERTS_ACCEPT_RISK), alert, "fine", TODAY, NOW)


def test_a_colleague_needs_the_permission_to_accept_a_risk(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"])
    colleague = a_person(session)
    with pytest.raises(NotPermitted):
        accept_risk(acting(colleague, Permission.ALERTS_ACKNOWLEDGE), alert, "fine", TODAY, NOW)
    accept_risk(acting(colleague, Permission.ALERTS_ACCEPT_RISK), alert, "fine", TODAY, NOW)
    assert alert.state is AlertState.RISK_ACCEPTED


def test_an_account_without_a_person_decides_nothing(session: Session, alert: Alert, people: Any) -> None:
    ask(session, alert, people["seller"])
    with pytest.raises(AccountWithoutPerson):
        accept_risk(an_actor(), alert, "fine", TODAY, NOW)
    with pytest.raises(AccountWithoutPerson):
        close_alert(an_actor(), alert, "fine", NOW)


def test_a_refused_risk_is_open_again_and_its_clock_starts_anew(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"])
    later = NOW + timedelta(days=3)
    refuse_risk(acting(people["manager"]), alert, "stop it", later)
    assert (alert.state, alert.unanswered_since, alert.accepted_until) == (AlertState.OPEN, later, None)


def test_an_accepted_risk_returns_when_its_time_is_over(session: Session, alert: Alert, people: Any) -> None:
    ask(session, alert, people["seller"], days=10)
    accept_risk(acting(people["manager"]), alert, "small amounts", TODAY, NOW)
    assert advance_alerts(session, MACHINE, NOW + timedelta(days=10)) == 0
    assert advance_alerts(session, MACHINE, NOW + timedelta(days=11)) == 1
    assert (alert.state, alert.rung) == (AlertState.OPEN, Rung.OWNER)


def test_an_acceptance_is_not_granted_after_the_day_it_would_end(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"], days=5)
    with pytest.raises(AcceptanceTooLong):
        accept_risk(acting(people["manager"]), alert, "fine", TODAY + timedelta(days=6), NOW)


def test_the_owner_does_not_close_the_own_alert(alert: Alert, people: Any) -> None:
    with pytest.raises(OwnerDecides):
        close_alert(acting(people["seller"]), alert, "not worth it", NOW)


def test_closed_by_hand_it_stays_closed_until_the_next_breach(
    session: Session, alert: Alert, people: Any
) -> None:
    controller = acting(a_person(session), Permission.ALERTS_CLOSE)
    close_alert(controller, alert, "agreed bill-and-hold", NOW)
    refreshed(session, full=True)
    assert [found.state for found in alerts(session)] == [AlertState.CLOSED]
    invoice(session, "2026-03-05", "2026-03-25", 10, **AHEAD)
    refreshed(session)
    states = [(found.state, found.opened_in.label) for found in alerts(session)]
    assert states == [(AlertState.CLOSED, "2026-02"), (AlertState.OPEN, "2026-03")]


def test_an_ended_alert_takes_no_more_steps(session: Session, alert: Alert, people: Any) -> None:
    close_alert(acting(people["director"]), alert, "agreed", NOW)
    with pytest.raises(StepRefused):
        acknowledge(acting(people["seller"]), alert, "why", "what", NOW)


def test_red_is_news_even_to_who_has_answered_amber(session: Session) -> None:
    for indicator in session.scalars(select(Indicator)):
        indicator.is_active = indicator.code == "X05"
    root = the_root(session).id
    customers = [a_customer(session).id for _ in range(20)]
    for month in (1, 4):
        for at, customer in enumerate(customers):
            amount = 12 if at < 10 else 10 if month == 1 else 2
            for _ in range(5):  # a colour needs a hundred invoices
                invoice(session, f"2025-{month:02}-05", "2026-12-31", amount, customer_id=customer)
    refreshed(session, today=date(2025, 4, 10))
    (found,) = alerts(session)
    assert (found.level, found.unit_id) == (Level.AMBER, root)
    acknowledge(an_actor(), found, "few large customers", "win more", NOW)
    refreshed(session, today=date(2025, 7, 10))
    (found,) = alerts(session)
    assert (found.level, found.worst, found.state) == (Level.RED, Level.RED, AlertState.OPEN)


def test_an_unanswered_alert_climbs_and_stops_when_it_is_answered(
    session: Session, alert: Alert, people: Any
) -> None:
    start = alert.unanswered_since
    rungs = []
    for hours in (1, 25):
        advance_alerts(session, MACHINE, start + timedelta(hours=hours))
        rungs.append(alert.rung)
    assert rungs == [Rung.OWNER, Rung.LINE_MANAGER]
    acknowledge(acting(people["seller"]), alert, "why", "what", NOW)
    assert advance_alerts(session, MACHINE, start + timedelta(days=30)) == 0


def desk(session: Session, actor: Actor) -> list[Why]:
    session.flush()
    return [waiting.why for waiting in alerts_waiting_for(session, actor, TODAY)]


def test_an_alert_waits_for_its_owner_and_then_for_those_above(
    session: Session, alert: Alert, people: Any
) -> None:
    member = a_person(session)
    added(session, CommitteeMember(person_id=member.id, seat=Seat.MEMBER, since=date(2026, 1, 1)))
    control = replace(acting(a_person(session)), grants=(_role("internal_control"),))
    by_rung = {}
    for rung in Rung:
        alert.rung = rung
        by_rung[rung] = [
            *desk(session, acting(people["seller"])), *desk(session, acting(people["manager"])),
            *desk(session, control), *desk(session, acting(member)),
        ]  # fmt: skip
    assert by_rung == {
        Rung.OWNER: [Why.OWNER],
        Rung.LINE_MANAGER: [Why.OWNER, Why.LINE_MANAGER],
        Rung.INTERNAL_CONTROL: [Why.OWNER, Why.LINE_MANAGER, Why.INTERNAL_CONTROL],
        Rung.COMMITTEE: [Why.OWNER, Why.LINE_MANAGER, Why.INTERNAL_CONTROL, Why.COMMITTEE],
    }


def _role(code: str) -> Any:
    return replace(an_actor().grants[0], role=code)


def test_an_alert_without_an_owner_waits_for_those_who_hold_the_role(session: Session) -> None:
    months(session, True)
    refreshed(session)
    holder = replace(an_actor(), grants=(_role("internal_control"),))
    assert desk(session, holder) == [Why.OWNER]
    assert desk(session, an_actor()) == []


def test_a_request_to_accept_a_risk_waits_for_those_who_may_decide(
    session: Session, alert: Alert, people: Any
) -> None:
    ask(session, alert, people["seller"])
    assert desk(session, acting(people["manager"], Permission.ALERTS_READ)) == [Why.ACCEPTANCE]
    assert desk(session, acting(people["seller"])) == []


def test_every_refusal_is_a_refusal_of_the_domain(session: Session, alert: Alert, people: Any) -> None:
    offers = {step.name: refusal for step, refusal in alert.workflow.offers(alert, acting(people["seller"]))}
    assert offers["acknowledge"] is None
    assert isinstance(offers["close"], DomainError)
    assert isinstance(offers["recover"], MachineOnly)


def test_steps_by_the_machine_are_on_record_without_a_person(session: Session) -> None:
    months(session, True, False, False)
    invoice(session, "2025-12-05", "2025-12-25", 10, **AHEAD)
    refreshed(session, today=date(2026, 2, 15))
    refreshed(session, today=date(2026, 4, 15))
    taken = session.scalars(select(StepTaken).where(StepTaken.step == "recover")).one()
    assert (taken.person_id, taken.user_id) == (None, None)
