"""Courses, sessions, people on their lists, questions; and a class room in which several people act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.clock import played_at
from domain.core.permission import Actor, Grant, Permission
from domain.training.course import Course, CourseCategory
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.quiz_question import QuestionKind, QuizQuestion
from domain.training.session_state import SessionState
from tests.factories import a_person, a_user, added, numbers

MORNING = datetime(2026, 6, 15, 1, tzinfo=UTC)
"""Nine o'clock on the day of the session."""
BEFORE = MORNING - timedelta(days=10)
HR = frozenset(
    {Permission.TRAINING_ADMINISTER, Permission.TRAINING_CERTIFY, Permission.TRAINING_READ}
)  # fmt: skip
STAFF = frozenset({Permission.TRAINING_READ})


def a_course(session: Session, **facts: Any) -> Course:
    """A course examined by a quiz, valid for twelve months."""
    code = f"K{next(numbers)}"
    defaults: dict[str, Any] = {
        "code": code, "name_zh": f"课程{code}", "name_en": f"Course {code}", "valid_months": 12,
        "category": CourseCategory.CONTROL,
    }  # fmt: skip
    return added(session, Course(**defaults | facts))


def a_course_session(session: Session, course: Course, **facts: Any) -> CourseSession:
    """A session of two hours to which invitations have been sent."""
    defaults: dict[str, Any] = {
        "course_id": course.id, "number": f"{course.code}-{next(numbers)}", "name_zh": course.name_zh,
        "name_en": course.name_en, "starts_at": MORNING, "ends_at": MORNING + timedelta(hours=2),
        "state": SessionState.INVITED, "state_since": BEFORE,
    }  # fmt: skip
    return added(session, CourseSession(**defaults | facts))


def an_enrolment(session: Session, course_session: CourseSession, person: Any, **facts: Any) -> Enrolment:
    """Somebody invited."""
    defaults: dict[str, Any] = {
        "course_id": course_session.course_id, "course_session_id": course_session.id,
        "person_id": person.id, "unit_id": person.unit_id, "invited_on": BEFORE.date(),
        "state_since": BEFORE, "state": EnrolmentState.INVITED,
    }  # fmt: skip
    return added(session, Enrolment(**defaults | facts))


def a_question(session: Session, course: Course, **facts: Any) -> QuizQuestion:
    """A question of one point with one right answer of three, the first."""
    number = f"Q{next(numbers)}"
    defaults: dict[str, Any] = {
        "number": number, "course_id": course.id, "kind": QuestionKind.SINGLE, "text_zh": f"问题{number}",
        "text_en": f"Question {number}", "options_zh": "甲\n乙\n丙", "options_en": "One\nTwo\nThree",
        "right": "A", "points": 1,
    }  # fmt: skip
    return added(session, QuizQuestion(**defaults | facts))


def somebody(person_id: int, *permissions: Permission, name: str = "Somebody", **facts: Any) -> Actor:
    """A person with these rights over the whole company; staff, if none is named."""
    grants = (Grant("test", frozenset(permissions) or STAFF, facts.pop("units", None)),)
    return Actor(name=name, person_id=person_id, user_id=facts.pop("user_id", person_id), grants=grants)


@dataclass
class Room:
    """A course in its session: who is who, and transactions in which each acts."""

    course: int
    session: int
    hr: Actor
    trainer: Actor
    outsider: Actor
    """Somebody with every right and no part in the course."""
    learners: tuple[Actor, ...]
    enrolments: tuple[int, ...]

    @contextmanager
    def acting(self, actor: Actor, now: datetime = MORNING) -> Iterator[Session]:
        """A transaction of that person at that time."""
        with played_at(now), unit_of_work(actor) as session:
            yield session


def a_room(learners: int = 1, questions: int = 5, *, present: bool = False, **facts: Any) -> Room:
    """A course session with its trainer and so many invited (or present) people, each with an account."""
    places, course_facts = facts.pop("places", None), facts
    with unit_of_work(Actor(name="setup", grants=(Grant("all", frozenset(Permission)),))) as session:
        people = [a_person(session) for _ in range(learners + 3)]
        users = [a_user(session, person_id=one.id, role="sales") for one in people]
        course = a_course(session, **course_facts)
        for _ in range(questions):
            a_question(session, course)
        held = a_course_session(session, course, trainer_id=people[1].id, places=places)
        came: dict[str, Any] = {"state": EnrolmentState.PRESENT, "attended_at": MORNING} if present else {}
        enrolled = [an_enrolment(session, held, one, **came) for one in people[3:]]
        actors = [
            somebody(one.id, user_id=user.id, name=one.name) for one, user in zip(people, users, strict=True)
        ]
        hr = somebody(people[0].id, *HR, user_id=users[0].id, name="HR")
        outsider = somebody(people[2].id, *Permission, user_id=users[2].id, name="Outsider")
        keys = tuple(one.id for one in enrolled)
        return Room(course.id, held.id, hr, actors[1], outsider, tuple(actors[3:]), keys)
