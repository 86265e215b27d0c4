"""What certificates and failed exams somebody has of a course, whoever looks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.workforce.training_record import TrainingKind, TrainingRecord

TABLE = table_of(TrainingRecord)


@dataclass(frozen=True)
class Held:
    """The latest certificate of a person in a course."""

    record_id: int
    person_id: int
    course_code: str
    completed_on: date
    valid_until: date | None


def certificates_held(
    session: Session, persons: Collection[int] | None = None, courses: Collection[str] | None = None
) -> dict[tuple[int, str], Held]:
    """(person, course code) -> the certificate that holds longest; of some people and courses, or of all."""
    t = TABLE.c
    query = select(t.id, t.person_id, t.course_code, t.completed_on, t.valid_until).where(_certifies(t))
    if persons is not None:
        query = query.where(t.person_id.in_(persons))
    if courses is not None:
        query = query.where(t.course_code.in_(courses))
    found: dict[tuple[int, str], Held] = {}
    for row in session.execute(query):
        one, key = Held(*row), (row.person_id, row.course_code)
        if key not in found or _longer(one, found[key]):
            found[key] = one
    return found


def exam_number(session: Session, person_id: int, course_code: str) -> int:
    """Which try at the exam comes next: 1 for the first since the last certificate."""
    t = TABLE.c
    own = (t.person_id == person_id, t.course_code == course_code, t.archived_at.is_(None))
    passed = session.scalar(select(func.max(t.completed_on)).where(*own, t.passed.is_(True)))
    failed = select(func.count()).where(*own, t.kind == TrainingKind.COURSE, t.passed.is_(False))
    if passed is not None:
        failed = failed.where(t.completed_on > passed)
    return 1 + (session.scalar(failed) or 0)


def _certifies(t: Any) -> ColumnElement[bool]:
    exam = or_(t.passed.is_(None), t.passed.is_(True))
    return and_(t.kind == TrainingKind.COURSE, exam, t.archived_at.is_(None))


def _longer(one: Held, other: Held) -> bool:
    return (one.valid_until or date.max, one.completed_on) > (
        other.valid_until or date.max,
        other.completed_on,
    )
