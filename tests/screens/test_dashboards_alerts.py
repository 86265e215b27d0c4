"""Alerts are answered by the right person, with what the answer needs; the desk shows what waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading
from domain.core.permission import machine
from domain.improvement.issue import Issue
from domain.indicators.alert import Alert
from domain.indicators.alert_state import AlertState
from pages.dashboards import alerts
from pages.workbench import workbench
from tests.databases import SqliteDatabases
from tests.screens.figures import Company, company, texts
from tests.screens.visitor import refused

OWNER, SUPERIOR, CHAIR = "receivables", "boss", "committee_chair"


@pytest.fixture
def portal(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Company]:
    with company(sqlite_databases, tmp_path) as made:
        yield made


def opened(portal: Company, who: str) -> AppTest:
    return portal.people.open(alerts, who, "zh_CN", id=str(portal.alert))


def answer(app: AppTest, portal: Company, step: str, **said: str) -> AppTest:
    """Fill in the form behind a button and press it."""
    place = f"alerts:{portal.alert}:answer:{step}"
    for name, text in said.items():
        app.text_area(key=f"{place}:{name}").set_value(text)
    return app.button(key=place).click().run()


def offered(app: AppTest, portal: Company, step: str) -> bool:
    return not app.button(key=f"alerts:{portal.alert}:answer:{step}").disabled


def stored(portal: Company) -> Alert:
    with reading(machine("test")) as session:
        return session.scalars(select(Alert).where(Alert.id == portal.alert)).one()


def test_the_list_shows_what_waits_for_me_before_the_rest(portal: Company) -> None:
    app = portal.people.open(alerts, OWNER, "en")
    assert not app.exception
    headings = [heading.value for heading in app.subheader]
    assert headings[0].startswith("Waiting for you")
    assert headings[1] == "Other live alerts"
    assert "Past-due ratio" in texts(app)


def test_an_alert_says_what_it_is_about_and_when_it_climbs(portal: Company) -> None:
    text = texts(portal.people.open(alerts, OWNER, "en", id=str(portal.alert)))
    assert "South · Past-due ratio" in text
    assert "■ Off track" in text
    assert "to: Line manager" in text


def test_an_answer_needs_what_will_be_done_not_only_why(portal: Company) -> None:
    app = answer(opened(portal, OWNER), portal, "acknowledge", reason="客户付款变慢")
    assert [error.value for error in app.error]
    assert stored(portal).state is AlertState.OPEN


def test_an_answer_stops_the_clock_and_is_kept(portal: Company) -> None:
    app = answer(opened(portal, OWNER), portal, "acknowledge", reason="客户付款变慢", action="暂停华南赊销")
    assert not app.error
    kept = stored(portal)
    assert (kept.state, kept.planned_action) == (AlertState.ACKNOWLEDGED, "暂停华南赊销")
    text = texts(app)
    assert "已确认，停止上报" in text
    assert "暂停华南赊销" in text


def test_the_owner_asks_and_the_superior_accepts_the_risk_until_a_day(portal: Company) -> None:
    asked = answer(opened(portal, OWNER), portal, "ask_acceptance", reason="季节性")
    assert stored(portal).state is AlertState.ACCEPTANCE_ASKED
    assert not offered(asked, portal, "accept_risk")  # never one's own
    answer(opened(portal, SUPERIOR), portal, "accept_risk", reason="同意观察一个月")
    kept = stored(portal)
    assert kept.state is AlertState.RISK_ACCEPTED
    assert str(kept.accepted_until) == "2026-07-15"
    assert "2026-07-15" in texts(opened(portal, SUPERIOR))


def test_only_the_owner_may_ask_to_live_with_the_risk(portal: Company) -> None:
    assert offered(opened(portal, OWNER), portal, "ask_acceptance")
    assert not offered(opened(portal, "internal_control"), portal, "ask_acceptance")


def test_the_owner_does_not_close_the_alert(portal: Company) -> None:
    assert not offered(opened(portal, OWNER), portal, "close")


def test_an_issue_is_raised_with_everything_the_alert_knows(portal: Company) -> None:
    app = opened(portal, OWNER)
    place = f"alerts:{portal.alert}:raise"
    drafted = {name: str(app.text_input(key=f"{place}:{name}").value) for name in ("title", "place")}
    assert "逾期率" in drafted["title"]
    assert drafted["place"] == "South"
    app.button(key=place).click().run()
    with reading(machine("test")) as session:
        issue = session.scalars(select(Issue)).one()
    assert (issue.alert_id, issue.unit_id) == (portal.alert, portal.south)
    again = opened(portal, OWNER)
    assert issue.number in texts(again)
    assert not [button for button in again.button if button.key == place]


def test_alerts_of_other_units_are_not_found(portal: Company) -> None:
    east = portal.people.open(alerts, "south", "en", id="999")
    assert refused(east)
    with reading(machine("test")) as session:
        others = session.scalars(select(Alert.id).where(Alert.unit_id == portal.root)).all()
    assert others
    assert all(refused(portal.people.open(alerts, "south", "en", id=str(one))) for one in others[:2])


def test_the_desk_leads_each_person_to_what_is_theirs(portal: Company) -> None:
    owner = portal.people.open(workbench, OWNER, "en")
    assert not owner.exception
    assert "South · Past-due ratio" in texts(owner)
    assert "Alerts to answer" in texts(owner)
    answer(opened(portal, OWNER), portal, "ask_acceptance", reason="季节性")
    superior = portal.people.open(workbench, SUPERIOR, "en")
    assert "To approve" in texts(superior)


def test_an_empty_desk_says_so(portal: Company) -> None:
    app = portal.people.open(workbench, "internal_audit", "en")
    assert "Nothing waits for you." in texts(app)


def test_recent_imports_are_on_the_desk_of_those_who_import(portal: Company) -> None:
    assert "ledger.csv" in texts(portal.people.open(workbench, OWNER, "en"))
    assert "ledger.csv" not in texts(portal.people.open(workbench, "manager", "en"))
