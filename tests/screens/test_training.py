"""The pages of training, for whoever learns, teaches, and looks after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.access.user_session import hash_of
from domain.core.editing import find
from domain.core.permission import Actor, machine
from domain.training.check_in import code_of_the_day
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.quiz_attempt import AttemptKind
from domain.training.start_attempt import start_attempt
from pages.people import (
    course_sessions,
    courses,
    enrolments,
    exam,
    external_certificates,
    my_training,
    questions,
    training_calendar,
)
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.factories_training import Room, a_room
from tests.screens.visitor import KEY, _run, everything
from ui.training.certificate_print import certificate_source

ALL = (
    courses, course_sessions, enrolments, external_certificates, my_training, questions, training_calendar,
)  # fmt: skip


@dataclass(frozen=True)
class School:
    """A room with accounts that are signed in: hr, trainer, learner."""

    room: Room
    tokens: Mapping[str, str]

    def open(self, page: ModuleType, who: str, language: str = "en", **asked: str) -> AppTest:
        return _run(str(page.__file__), self.tokens[who], language, asked)

    def state(self, place: int = 0) -> EnrolmentState:
        with unit_of_work(machine("test")) as session:
            state: EnrolmentState = find(session, Enrolment, self.room.enrolments[place]).state
            return state


@pytest.fixture
def school(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[School]:
    now = datetime.now(UTC)
    with sqlite_databases.ready(tmp_path) as url, using(url):
        room = a_room(learners=2, questions=2, places=1)
        with unit_of_work(machine("test")) as session:
            held = find(session, CourseSession, room.session)
            held.starts_at, held.ends_at = now - timedelta(minutes=1), now + timedelta(minutes=1)
            held.name_zh = held.name_en
            tokens = {"trainer": _token(session, room.trainer), "learner": _token(session, room.learners[0])}
            make.a_grant(session, find(session, User, room.hr.user_id or 0), "hr")
            tokens["hr"] = _token(session, room.hr)
        yield School(room, tokens)


def _token(session: object, who: Actor) -> str:
    user = find(session, User, who.user_id or 0)  # type: ignore[arg-type]
    return hash_of(make.a_session(session, user, datetime.now(UTC)))  # type: ignore[arg-type]


def press(app: AppTest, key: str) -> AppTest:
    found = next(one for one in app.button if one.key == key)
    return found.click().run()


def test_every_page_of_training_can_be_read_by_those_it_is_for(school: School) -> None:
    for page in ALL:
        for who in ("hr", "learner"):
            app = school.open(page, who)
            assert not app.exception, (page, who)
            assert not KEY.findall(everything(app)), (page, who)
    for page, key in ((courses, school.room.course), (course_sessions, school.room.session), (enrolments, 1)):
        app = school.open(page, "hr", "zh_CN", id=str(key))
        assert not app.exception
        assert not app.error, page
        assert not KEY.findall(everything(app).replace("kept in the journal.", ""))


def test_a_learner_accepts_and_checks_in_with_the_code_that_the_trainer_shows(school: School) -> None:
    key = school.room.enrolments[0]
    press(school.open(my_training, "learner"), f"my-training:{key}:come")
    assert school.state() is EnrolmentState.CONFIRMED

    place = f"course-sessions:{school.room.session}:code"
    app = press(school.open(course_sessions, "trainer", id=str(school.room.session)), f"{place}:show")
    with unit_of_work(machine("test")) as session:
        now = datetime.now(UTC)
        code = code_of_the_day(session, school.room.trainer, school.room.session, now)
    assert [one.value for one in app.metric] == [f"{code[:3]} {code[3:]}"]

    app = school.open(my_training, "learner")
    app.text_input(key=f"my-training:{key}:code").set_value("000000" if code != "000000" else "1")
    app = press(app, f"my-training:{key}:check-in")
    assert [one.value for one in app.error] == ["This is not the code of the day."]
    app.text_input(key=f"my-training:{key}:code").set_value(code)
    press(app, f"my-training:{key}:check-in")
    assert school.state() is EnrolmentState.PRESENT


def test_a_learner_sees_no_code_and_nobody_elses_place(school: School) -> None:
    app = school.open(course_sessions, "learner", id=str(school.room.session))
    assert not [one for one in app.button if str(one.key).endswith(("code:show", "people:came"))]
    assert not school.open(enrolments, "learner", id=str(school.room.enrolments[0])).error
    other = school.open(enrolments, "learner", id=str(school.room.enrolments[1]))
    assert [one.value for one in other.error] == ["There is no such record, or you may not see it."]


def test_an_exam_is_taken_on_the_page_and_certifies(school: School) -> None:
    room, me = school.room, school.room.learners[0]
    now = datetime.now(UTC)
    with room.acting(room.trainer, now) as session:
        one = find(session, Enrolment, room.enrolments[0])
        one.workflow.take("mark_present", one, room.trainer, now)
    with room.acting(me, now) as session:
        attempt = start_attempt(session, me, room.enrolments[0], AttemptKind.POST, now).id
    app = school.open(exam, "learner", id=str(attempt))
    assert len(app.radio) == 2
    for radio in app.radio:
        radio.set_value("A")
    app = press(app.run(), f"exam:{attempt}:submit")
    assert school.state() is EnrolmentState.CERTIFIED
    assert [one.value for one in app.metric][:2] == ["100%", "2 / 2"]
    source = certificate_source(me, room.enrolments[0])
    assert "培训合格证书" in source
    assert "2026" in source or str(now.year) in source


def test_somebody_elses_attempt_shows_its_result_and_never_its_questions(school: School) -> None:
    room, me = school.room, school.room.learners[1]
    now = datetime.now(UTC)
    with room.acting(me, now) as session:
        attempt = start_attempt(session, me, room.enrolments[1], AttemptKind.PRE, now).id
    assert not school.open(exam, "hr", id=str(attempt)).radio
    refused = school.open(exam, "learner", id=str(attempt))
    assert [one.value for one in refused.error] == ["There is no such record, or you may not see it."]


def test_a_named_list_may_ask_for_several_states(school: School) -> None:
    room = school.room
    for place, state in enumerate(("mark_present", "mark_absent")):
        with room.acting(room.trainer, datetime.now(UTC)) as session:
            one = find(session, Enrolment, room.enrolments[place])
            one.workflow.take(state, one, room.trainer, datetime.now(UTC))
    words = next(one for one in enrolments.SCREEN.views if one.key == "not_passed").words
    assert words == {"state": ["failed", "absent"]}
    app = AppTest.from_file(str(enrolments.__file__), default_timeout=30)
    app.user = {"session": school.tokens["hr"]}
    app.session_state["language"] = "en"
    app.query_params["state"] = words["state"]
    assert "1 records" in everything(app.run())
