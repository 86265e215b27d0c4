"""Courses, sessions and lists of participants come in from files, by the same rules as by hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import played_at
from domain.core.permission import Actor
from domain.intake.commit_import import commit_import
from domain.intake.plan import ImportPlan
from domain.intake.spec_of import spec_of
from domain.training.course import Course, CourseCategory, CourseExam
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from tests.factories import a_person, an_actor, the_root
from tests.factories_training import MORNING
from tests.imports import a_request, why

COURSES = [
    {"code": "C-1", "name_zh": "内控基础", "name_en": "Control basics", "category": "内控流程",
     "exam": "讲师评分", "pass_mark": "70", "trainer": "T-1"},
    {"code": "C-2", "name_zh": "信用", "name_en": "Credit", "category": "risk", "attempts": "5"},
]  # fmt: skip
SESSIONS = [
    {"number": "S-1", "course": "C-1", "starts_at": "2026-06-10 09:00", "ends_at": "2026-06-10 11:00",
     "places": "2"},
    {"number": "S-2", "course": "C-9", "starts_at": "2026-06-10 09:00", "ends_at": "2026-06-10 11:00"},
]  # fmt: skip
LIST = [
    {"course_session": "S-1", "person": "P-1", "score": "88"},
    {"course_session": "S-1", "person": "P-2", "score": "20"},
    {"course_session": "S-1", "person": "P-3"},
    {"course_session": "S-1", "person": "T-1"},
]


@pytest.fixture
def clerk(session: Session) -> Actor:
    the_root(session)
    for number in ("T-1", "P-1", "P-2", "P-3"):
        a_person(session, number=number, name=f"Ms {number}")
    return an_actor(person_id=a_person(session).id)


def bring(session: Session, clerk: Actor, kind: str, rows: Iterable[Mapping[str, str]]) -> ImportPlan:
    request = a_request(kind, rows, spec=spec_of(session, clerk, kind))
    with played_at(MORNING):
        _, plan = commit_import(session, clerk, request, MORNING)
    return plan


def test_courses_sessions_and_participants_come_in_from_files(session: Session, clerk: Actor) -> None:
    courses = bring(session, clerk, "course", COURSES)
    assert (courses.counts["new"], courses.counts["rejected"]) == (1, 1)
    course = session.scalars(select(Course)).one()
    assert (course.category, course.exam, course.pass_mark) == (CourseCategory.CONTROL, CourseExam.MARKS, 70)

    sessions = bring(session, clerk, "course_session", SESSIONS)
    assert (sessions.counts["new"], sessions.counts["rejected"]) == (1, 1)
    held = session.scalars(select(CourseSession)).one()
    assert (held.name_zh, held.trainer_id, held.places) == ("内控基础", course.trainer_id, 2)

    people = bring(session, clerk, "enrolment", LIST)
    assert (people.counts["new"], people.counts["rejected"]) == (3, 1)
    found = session.scalars(select(Enrolment).order_by(Enrolment.person_id)).all()
    assert [(one.state, one.score) for one in found] == [
        (EnrolmentState.PASSED, Decimal(88)),
        (EnrolmentState.FAILED, Decimal(20)),
        (EnrolmentState.INVITED, None),
    ]
    assert found[0].completed_on == date(2026, 6, 15)
    assert "teaches this session" in str(why(people))
    assert bring(session, clerk, "enrolment", LIST[:3]).counts["same"] == 3
