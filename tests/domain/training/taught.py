"""Courses, records and enrolments to test with; every factory adds to the session and flushes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from domain.core.period import Grain, month_of
from domain.core.permission import Actor, Grant, Permission
from domain.entities import (
    Course,
    CourseFeedback,
    CourseSession,
    Enrolment,
    Indicator,
    Person,
    QuizAttempt,
    TrainingRecord,
    TrainingRequirement,
    User,
)
from domain.indicators.indicator import Kind, Measured
from domain.indicators.status import Direction
from domain.training.course import CourseCategory
from domain.training.enrolment_state import EnrolmentState
from domain.training.quiz_attempt import AttemptKind
from domain.training.session_state import SessionState
from tests.factories import a_person, added

TODAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 4, tzinfo=UTC)
numbers = count(1)


def acting(person: Person | None, *permissions: Permission, units: frozenset[int] | None = None) -> Actor:
    """The person, with an account that may do just this (everything, if nothing is named)."""
    granted = frozenset(permissions or Permission)
    return Actor(
        name=person.name if person else "Nobody", user_id=900 + (person.id if person else 0),
        person_id=person.id if person else None, grants=(Grant("test", granted, units),),
    )  # fmt: skip


def a_course(session: Session, **facts: Any) -> Course:
    """A course on control that costs 6,000.00 a session."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "code": f"T{number}", "name_zh": f"课程{number}", "name_en": f"Course {number}",
        "category": CourseCategory.CONTROL, "cost": Decimal(6000),
    }  # fmt: skip
    return added(session, Course(**defaults | facts))


def a_record(session: Session, person: Person, course: Course, **facts: Any) -> TrainingRecord:
    """A certificate of the course, earned on the first of May and without an end."""
    completed = facts.get("completed_on", date(2026, 5, 1))
    defaults: dict[str, Any] = {
        "person_id": person.id, "unit_id": person.unit_id, "course_code": course.code, "passed": True,
        "completed_on": completed, "period": month_of(completed), "source_ref": f"R{next(numbers)}",
    }  # fmt: skip
    return added(session, TrainingRecord(**defaults | facts))


def a_requirement(session: Session, course: Course, **facts: Any) -> TrainingRequirement:
    """Everybody must hold the course since the beginning of the year."""
    defaults: dict[str, Any] = {
        "course_code": course.code, "since": date(2026, 1, 1), "source_ref": f"Q{next(numbers)}",
    }  # fmt: skip
    return added(session, TrainingRequirement(**defaults | facts))


def a_course_session(session: Session, course: Course, **facts: Any) -> CourseSession:
    """A session held on the tenth of February."""
    number = next(numbers)
    starts = facts.get("starts_at", datetime(2026, 2, 10, 1, tzinfo=UTC))
    defaults: dict[str, Any] = {
        "number": f"TS-{number}", "course_id": course.id, "name_zh": "一期", "name_en": "First",
        "starts_at": starts, "ends_at": starts + timedelta(hours=3), "state": SessionState.CLOSED,
        "state_since": NOW,
    }  # fmt: skip
    return added(session, CourseSession(**defaults | facts))


def an_enrolment(session: Session, person: Person, held: CourseSession, **facts: Any) -> Enrolment:
    """Somebody who was there and holds the certificate."""
    defaults: dict[str, Any] = {
        "course_id": held.course_id, "course_session_id": held.id, "person_id": person.id,
        "unit_id": person.unit_id, "invited_on": held.starts_at.date(), "attended_at": held.starts_at,
        "completed_on": held.starts_at.date(), "state": EnrolmentState.CERTIFIED, "state_since": NOW,
    }  # fmt: skip
    return added(session, Enrolment(**defaults | facts))


def an_attempt(session: Session, enrolment: Enrolment, kind: AttemptKind, score: int) -> QuizAttempt:
    """One submitted test."""
    return added(
        session,
        QuizAttempt(
            enrolment_id=enrolment.id, course_id=enrolment.course_id, person_id=enrolment.person_id,
            unit_id=enrolment.unit_id, kind=kind, number=1, is_first=kind is AttemptKind.POST, seed=1,
            started_at=NOW, submitted_at=NOW, points=score, most_points=100, score=Decimal(score),
            passed=None if kind is AttemptKind.PRE else score >= 80,
        ),
    )  # fmt: skip


def feedback(session: Session, held: CourseSession, *stars: int) -> None:
    """What those present thought."""
    for given in stars:
        one = CourseFeedback(course_id=held.course_id, course_session_id=held.id, stars=given, given_on=TODAY)
        added(session, one)


def an_indicator(session: Session, code: str, **facts: Any) -> Indicator:
    """An indicator that courses can be meant to move."""
    defaults: dict[str, Any] = {
        "code": code, "kind": Kind.KRI, "name_zh": code, "name_en": code, "measured": Measured.RATIO,
        "direction": Direction.LB, "grain": Grain.MONTH,
    }  # fmt: skip
    return added(session, Indicator(**defaults | facts))


def an_account(session: Session, person: Person) -> User:
    """So that the person can be told of something."""
    from tests.factories import a_user

    return a_user(session, person_id=person.id, role="sales")


def people(session: Session, count_of: int, **facts: Any) -> list[Person]:
    """Some people."""
    return [a_person(session, **facts) for _ in range(count_of)]
