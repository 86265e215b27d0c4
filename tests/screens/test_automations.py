"""Automations and the schedule on screen."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading
from domain.access.user import User
from domain.automation.automation import Automation, Deed
from domain.scheduling.begin import clock_of
from domain.scheduling.job_run import JobClock, JobRun, RunOutcome
from domain.scheduling.job_setting import cadences
from pages.settings import automations, schedule
from tests.factories import a_person, an_actor
from tests.screens.visitor import People, everything

NEW = "automations:edit:new:0"


def saved() -> list[Automation]:
    with reading(an_actor()) as session:
        return list(session.scalars(select(Automation)))


def test_an_automation_is_made_tried_and_turned_on_without_code(people: People) -> None:
    app = people.open(automations, "administrator")
    app.button(key="automations:new").click().run()
    for name, value in {"code": "red", "name_zh": "红色预警", "message": "请处理"}.items():
        app.text_input(key=f"{NEW}:{name}").set_value(value)
    app.selectbox(key=f"{NEW}:entity").set_value("User").run()
    app.checkbox(key=f"{NEW}:owner").check()
    app.button(key=f"{NEW}:save").click().run()
    assert not app.exception
    assert not [one.value for one in app.error]
    (made,) = saved()
    assert (made.code, made.entity, made.event, made.to_owner) == ("red", "User", "created", True)
    app.button(key=f"automations:{made.id}:switch").click().run()
    assert saved()[0].enabled
    assert any("would have acted" in one.value for one in app.markdown)


def be_somebody(session: Session) -> None:
    """Issues are reported by people, not by accounts alone."""
    user = session.scalars(select(User).where(User.username == "administrator")).one()
    user.person_id = a_person(session).id


def test_a_measure_is_proposed_where_an_issue_is_opened(people: People) -> None:
    carry_out(an_actor(), be_somebody)
    app = people.open(automations, "administrator")
    app.button(key="automations:new").click().run()
    app.selectbox(key=f"{NEW}:entity").set_value("Unit").run()
    assert f"{NEW}:measure" not in {one.key for one in app.text_input}
    deed = next(one for one in app.selectbox if str(one.key).startswith(f"{NEW}:deed"))
    deed.set_value(Deed.OPEN_ISSUE).run()
    for name, value in {"code": "unit", "name_zh": "新单位", "message": "看", "measure": "定岗"}.items():
        app.text_input(key=f"{NEW}:{name}").set_value(value)
    app.number_input(key=f"{NEW}:measure_days").set_value(7)
    app.button(key=f"{NEW}:save").click().run()
    assert not [one.value for one in app.error]
    made = next(one for one in saved() if one.code == "unit")
    assert (made.measure, made.measure_days) == ("定岗", 7)
    assert any("proposes “定岗”" in one.value for one in app.markdown)


def test_a_refusal_is_shown_and_nothing_is_saved(people: People) -> None:
    before = len(saved())
    app = people.open(automations, "administrator", "en", id="new")
    app.button(key=f"{NEW}:save").click().run()
    assert app.error
    assert len(saved()) == before


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_schedule_runs_a_job_now_and_changes_when(people: People, language: str) -> None:
    job = {"en": "reminders", "zh_CN": "backup"}[language]
    app = people.open(schedule, "administrator", language)
    app.button(key=f"schedule:{job}:run").click().run()
    app.text_input(key=f"schedule:{job}:at").set_value("07:15")
    app.button(key=f"schedule:{job}:save").click().run()
    assert not app.exception
    with reading(an_actor()) as session:
        chosen, clock = cadences(session)[job], session.get_one(JobClock, job)
    assert chosen is not None
    assert chosen.at == "07:15"
    assert clock.asked_by


def test_the_schedule_shows_what_fails_since_when_and_what_was_missed(people: People) -> None:
    now = datetime.now(UTC)

    def break_down(session: Session) -> None:
        for ago in (2, 1):
            at = now - timedelta(days=ago)
            session.add(
                JobRun(
                    job="culture",
                    due_at=at,
                    began_at=at,
                    ended_at=at,
                    by="x",
                    fence=1,
                    counts={},
                    outcome=RunOutcome.FAILED,
                    error="OSError: no space",
                )
            )
        clock_of(session, "approvals").missed_at = now - timedelta(hours=2)

    carry_out(an_actor(), break_down)
    shown = everything(people.open(schedule, "administrator")).replace("\\", "")
    assert "Needs a look: Culture: reminders and points, Reminders and escalation of approvals" in shown
    assert "2 time(s) in a row" in shown
    assert "while nothing was done by itself" in shown
