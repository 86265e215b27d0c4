"""Add a question to the bank of a course."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.editing import create, find
from domain.core.errors import Missing, NotPermitted
from domain.core.permission import Actor, Permission
from domain.training.course import Course
from domain.training.looks_after import looks_after
from domain.training.quiz_question import QuizQuestion


def write_question(session: Session, actor: Actor, values: Mapping[str, Any]) -> QuizQuestion:
    """For a course one looks after; numbered by the course where no number is named."""
    if values.get("course_id") is None:
        raise Missing(field="course_id", field_name="QuizQuestion.course_id")
    course = find(session, Course, values["course_id"])
    if not looks_after(session, actor, course.id):
        raise NotPermitted(permission=Permission.TRAINING_ADMINISTER)
    number = values.get("number") or _number(session, course)
    return create(session, actor, Permission.TRAINING_TEACH, QuizQuestion, {**values, "number": number})


def _number(session: Session, course: Course) -> str:
    """`<course>-Q001`, counted on."""
    t = table_of(QuizQuestion).c
    count = session.scalar(select(func.count(t.number.distinct())).where(t.course_id == course.id)) or 0
    used = set(session.scalars(select(t.number).where(t.number.startswith(f"{course.code}-Q"))))
    numbers = (f"{course.code}-Q{place:03}" for place in range(count + 1, count + len(used) + 2))
    return next(number for number in numbers if number not in used)
