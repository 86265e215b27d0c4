"""The buttons of a record follow its workflow: what may be done, what must wait and why, what it leads to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.journal import JournalEntry
from domain.core.permission import machine
from domain.core.workflow import StepTaken
from domain.improvement.issue import Issue
from domain.improvement.issue_state import IssueState
from domain.improvement.raise_issue import Report, raise_issue
from tests import factories as make
from tests.databases import SqliteDatabases, using

PAGE = """
from domain.core.permission import Permission
from domain.improvement.issue import Issue
from ui.screen import Screen, Shown
from ui.show import show

show(Screen(
    title_key="entity.Issue", icon=":material/flag:", url_path="issues-under-test", entity=Issue,
    read=Permission.ISSUES_READ, columns=(Issue.number, Issue.title, Issue.state), order_by=Issue.number,
    form=(Shown("identity", (Issue.number, Issue.title)),),
))
"""
PLACE = "issues-under-test:1:steps"


@pytest.fixture
def screen(tmp_path: Path) -> Path:
    """A page file with an entity that has a workflow."""
    file = tmp_path / "issues.py"
    file.write_text(PAGE)
    return file


@pytest.fixture
def tokens(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[dict[str, str]]:
    """One issue, raised by a salesperson; the secretary and the reporter are signed in."""
    with sqlite_databases.ready(tmp_path) as url, using(url):
        with unit_of_work(machine("test")) as session:
            signed_in = {}
            for role in ("committee_secretary", "sales"):
                person = make.a_person(session)
                user = make.a_user(session, username=role, role=role, person_id=person.id)
                signed_in[role] = hash_of(make.a_session(session, user, datetime.now(UTC)))
                reporter = make.an_actor(person_id=person.id)
            report = Report(unit_id=make.the_root(session).id, title="Late invoices", what="A week late")
            raise_issue(session, reporter, report, make.NOON)
        yield signed_in


def opened(screen: Path, token: str, language: str = "en") -> AppTest:
    app = AppTest.from_file(str(screen), default_timeout=30)
    app.user, app.session_state["language"] = {"session": token}, language
    app.query_params["id"] = "1"
    app.run()
    assert not app.exception
    return app


def issue() -> Issue:
    with reading(make.an_actor()) as session:
        return session.get_one(Issue, 1)


def test_a_step_that_must_wait_is_shown_with_the_reason_it_waits_for(
    screen: Path, tokens: dict[str, str]
) -> None:
    app = opened(screen, tokens["committee_secretary"])
    triage = app.button(key=f"{PLACE}:triage")
    assert triage.disabled
    assert triage.help


def test_a_role_without_the_permission_sees_the_steps_of_others_and_that_it_may_not(
    screen: Path, tokens: dict[str, str]
) -> None:
    app = opened(screen, tokens["sales"])
    steps = [app.button(key=f"{PLACE}:{step}") for step in ("triage", "reject", "mark_duplicate")]
    assert all(step.disabled for step in steps)
    assert {step.help for step in steps} == {"Your role does not allow this. Needed: Triage issues."}


def test_a_step_that_needs_a_reason_is_refused_without_one(screen: Path, tokens: dict[str, str]) -> None:
    app = opened(screen, tokens["committee_secretary"])
    app.button(key=f"{PLACE}:reject").click().run()
    assert [error.value for error in app.error] == ["Please give a reason."]
    assert issue().state == IssueState.IDENTIFIED


def test_a_step_taken_changes_the_state_the_buttons_and_the_journal(
    screen: Path, tokens: dict[str, str]
) -> None:
    app = opened(screen, tokens["committee_secretary"])
    app.text_area(key=f"{PLACE}:reject:reason").set_value("Not our process")
    app.button(key=f"{PLACE}:reject").click().run()
    assert not app.error
    assert app.toast.len == 1
    assert issue().state == IssueState.REJECTED
    assert not [button for button in app.button if button.key and button.key.startswith(PLACE)]
    with reading(make.an_actor()) as session:
        step = session.scalars(select(StepTaken)).one()
        line = session.scalars(select(JournalEntry).where(JournalEntry.action == "reject")).one()
    assert (step.step, step.reason, line.reason) == ("reject", "Not our process", "Not our process")


def test_two_people_pressing_at_once_the_second_is_told_what_happened(
    screen: Path, tokens: dict[str, str]
) -> None:
    first, second = (opened(screen, tokens["committee_secretary"]) for _ in range(2))
    for app in (first, second):
        app.text_area(key=f"{PLACE}:reject:reason").set_value("Not our process")
        app.button(key=f"{PLACE}:reject").click().run()
    assert not second.exception
    assert "is not possible while the state is" in second.error[0].value
    with reading(make.an_actor()) as session:
        assert len(session.scalars(select(StepTaken)).all()) == 1


def test_the_verbs_speak_the_language_of_the_person(screen: Path, tokens: dict[str, str]) -> None:
    app = opened(screen, tokens["committee_secretary"], "zh_CN")
    labels = {button.label for button in app.button if button.key and button.key.startswith(PLACE)}
    assert labels
    assert all(any("一" <= sign <= "鿿" for sign in text) for text in labels)
