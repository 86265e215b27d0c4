"""What somebody's training comes to, as the record that figures and requirements look at."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.loaded import loaded
from domain.core.period import month_of
from domain.organisation.directory import colleagues
from domain.organisation.person import Person
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.workforce import first_attempts, training_duties
from domain.workforce.training_record import TrainingRecord

SOURCE = "training"
"""The source of records that enrolments, exams and accepted certificates left behind."""


def write_record(
    session: Session,
    course: Course,
    person_id: int,
    ref: str,
    *,
    completed_on: date,
    valid_until: date | None = None,
    score: Decimal | None = None,
    passed: bool | None = None,
    attempt: int | None = None,
    trainer: str = "",
    hours: Decimal | None = None,
) -> TrainingRecord:
    """Add the record in the unit the person works in, and settle what rests on it.

    The portal does it, whoever took the step: no right of the person is asked for. `ref` says what the
    record comes from; the figures of its months become stale by themselves.
    """
    people = table_of(Person).c
    unit = session.execute(select(people.unit_id).where(people.id == person_id)).scalar_one()
    record = TrainingRecord(
        source=SOURCE, source_ref=ref, unit_id=unit, person_id=person_id, course_code=course.code,
        course_name=course.name_zh, completed_on=completed_on, valid_until=valid_until, score=score,
        passed=passed, attempt=None if attempt is None else Decimal(attempt), trainer=trainer[:200],
        hours=hours, period=month_of(completed_on),
    )  # fmt: skip
    record.check()
    session.add(record)
    session.flush()
    touched: dict[str, list[dict[str, Any]]] = {"training_record": [{"person_id": person_id}]}
    first_attempts.settle(session, touched)
    training_duties.settle(session, touched)
    return record


def trainer_of(session: Session, course_session: CourseSession | None) -> str:
    """The name of whoever taught."""
    if course_session is None:
        return ""
    if course_session.trainer_id is None:
        return course_session.external_trainer
    return colleagues(session, [course_session.trainer_id])[0].name


def hours_of(course_session: CourseSession | None) -> Decimal | None:
    """The hours of a course that was attended; a recertification takes none."""
    return None if course_session is None else loaded(course_session, "course").course.hours
