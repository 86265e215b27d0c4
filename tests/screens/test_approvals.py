"""Approvals on screen: my queue, the strip on the record, routes written and tried, delegations."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user import User
from domain.access.user_session import hash_of
from domain.approvals.delegation import Delegation
from domain.approvals.route import RouteVersion
from domain.approvals.route_state import RouteState
from domain.approvals.tier import TierMode
from domain.core.permission import machine
from domain.indicators.alert_state import AlertState
from pages.dashboards import alerts
from pages.settings import approval_routes
from pages.workbench import approvals
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.approvals.company import Company, role, tier
from tests.screens.visitor import People, everything


@pytest.fixture
def company(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Company]:
    """A company in which closing an alert asks the chair and a member."""
    with sqlite_databases.ready(tmp_path) as url, using(url):
        yield Company()


@pytest.fixture
def people(company: Company) -> People:
    """Everybody is signed in."""
    with unit_of_work(machine("test")) as session:
        users = {name: session.get_one(User, key) for name, key in company.users.items()}
        now = datetime.now(UTC)
        return People({name: hash_of(make.a_session(session, user, now)) for name, user in users.items()})


def button(app: AppTest, key: str) -> None:
    """Press it."""
    next(one for one in app.button if one.key == key).click()
    app.run()
    assert not app.exception


@pytest.fixture
def asked(company: Company) -> int:
    """A request that waits for the chair and a member, in any order."""
    company.route(
        tier(role("committee_chair"), role("committee_member"), mode=TierMode.ALL), watched=["value"]
    )
    company.close()
    return company.request().id


def test_the_queue_shows_what_is_needed_and_decides(company: Company, people: People, asked: int) -> None:
    app = people.open(approvals, "chair")
    text = everything(app)
    assert all(word in text for word in ("T1", "control", "Explained", "70"))
    button(app, f"approvals:{asked}:approve")
    assert company.alert().state is AlertState.OPEN
    assert "Nothing waits" in everything(app)
    button(people.open(approvals, "member"), f"approvals:{asked}:approve")
    assert company.alert().state is AlertState.CLOSED


def test_several_are_approved_at_once(company: Company, people: People, asked: int) -> None:
    with unit_of_work(make.an_actor()) as session:
        company.alert_id = company.an_alert(session).id
    company.close()
    app = people.open(approvals, "chair")
    button(app, "approvals:all")
    button(app, "approvals:many")
    assert {one.request_id for one in company.decisions()} == {asked, company.request().id}


def test_a_refusal_without_a_reason_is_refused_on_the_card(
    company: Company, people: People, asked: int
) -> None:
    app = people.open(approvals, "chair")
    button(app, f"approvals:{asked}:refuse")
    assert [error.value for error in app.error] == ["Please give a reason."]
    next(one for one in app.text_area if one.key == f"approvals:{asked}:refuse:reason").set_value(
        "No evidence"
    )
    button(app, f"approvals:{asked}:refuse")
    assert company.request().counts is None


def test_the_strip_on_the_record_decides_as_well(company: Company, people: People, asked: int) -> None:
    app = people.open(alerts, "chair", id=str(company.alert_id))
    assert "Approval: Close" in everything(app).replace("\\", "")
    button(app, f"approval-strip:{asked}:approve")
    assert len(company.decisions()) == 1


def test_who_is_not_asked_sees_the_strip_without_buttons(
    company: Company, people: People, asked: int
) -> None:
    app = people.open(alerts, "gm", id=str(company.alert_id))
    assert "Approval: Close" in everything(app).replace("\\", "")
    assert not [one for one in app.button if str(one.key).startswith("approval-strip:")]


def test_the_submitter_may_withdraw(company: Company, people: People, asked: int) -> None:
    app = people.open(approvals, "control", request=str(asked))
    button(app, f"approvals:{asked}:withdraw")
    assert company.request().counts is None


def test_a_route_is_drafted_written_and_proposed_without_code(company: Company, people: People) -> None:
    app = people.open(approval_routes, "secretary")
    names = {one.key: one for one in (*app.selectbox, *app.text_input)}
    names["approval_routes:new:entity"].set_value("Alert")
    app.run()
    names = {one.key: one for one in (*app.selectbox, *app.text_input)}
    names["approval_routes:new:step:Alert"].set_value("close")
    names["approval_routes:new:name_en"].set_value("Closing")
    button(app, "approval_routes:new")
    version = _versions()[0]
    place = f"approval_routes:edit:{version.id}:{version.version}"
    button(app, f"{place}:tier")
    _type(app, ":name_en", "Chair")
    _type(app, ":value:role", "committee_chair")
    button(app, f"approval_routes:version:{version.id}:propose")
    version = _versions()[0]
    assert version.state is RouteState.PROPOSED
    assert [(one.name_en, one.approvers[0].value) for one in version.levels] == [("Chair", "committee_chair")]
    app = people.open(approval_routes, "chair", id=str(version.route_id))
    button(app, f"approval_routes:version:{version.id}:put_into_force")
    company.now = datetime.now(UTC)
    assert company.close() is False


def test_the_trial_says_who_would_approve(company: Company, people: People) -> None:
    version = company.draft(tier(role("committee_chair")))
    app = people.open(approval_routes, "secretary", id=str(company.version(version).route_id))
    assert "chair · " in everything(app).replace("\\", "")


def test_somebody_delegates_for_a_while(company: Company, people: People) -> None:
    app = people.open(approvals, "chair")
    next(one for one in app.segmented_control if one.key == "approvals:pile").set_value("standing_in")
    app.run()
    next(one for one in app.selectbox if one.key == "approvals:delegation:person").set_value(
        company.people["gm"]
    )
    next(one for one in app.text_input if one.key == "approvals:delegation:reason").set_value("Leave")
    next(one for one in app.button if one.label == "Delegate").click()
    app.run()
    with reading(machine("test")) as session:
        (made,) = session.scalars(select(Delegation))
    assert (made.person_id, made.delegate_id) == (company.people["chair"], company.people["gm"])


def _versions() -> list[RouteVersion]:
    with reading(machine("test")) as session:
        return list(session.scalars(select(RouteVersion).order_by(RouteVersion.id)))


def _type(app: AppTest, ending: str, value: str) -> None:
    found = (one for one in (*app.text_input, *app.selectbox) if str(one.key).endswith(ending))
    next(found).set_value(value)
    app.run()
