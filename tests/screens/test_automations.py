"""Automations and the schedule on screen."""

import pytest
from sqlalchemy import select

from db.unit_of_work import reading
from domain.automation.automation import Automation
from domain.scheduling.job_run import JobClock
from domain.scheduling.job_setting import cadences
from pages.settings import automations, schedule
from tests.factories import an_actor
from tests.screens.visitor import People

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
