"""Plan a session of a course."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date, now
from domain.core.editing import create, find
from domain.core.errors import Missing
from domain.core.permission import Actor, Permission
from domain.training.course import Course
from domain.training.course_session import CourseSession


def plan_session(session: Session, actor: Actor, values: Mapping[str, Any]) -> CourseSession:
    """Add a session; number, name and trainer follow from the course where none are named."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    for name in ("course_id", "starts_at", "ends_at"):
        if name not in given:
            raise Missing(field=name, field_name=f"CourseSession.{name}")
    course = find(session, Course, given["course_id"])
    course.require_taught()
    usual: dict[str, Any] = {"name_zh": course.name_zh, "name_en": course.name_en, "state_since": now()}
    if course.trainer_id is not None and not given.get("external_trainer"):
        usual["trainer_id"] = course.trainer_id
    if "number" not in given:
        usual["number"] = _number(session, course.code, business_date(given["starts_at"]))
    return create(session, actor, Permission.TRAINING_ADMINISTER, CourseSession, usual | given)


def _number(session: Session, code: str, day: date) -> str:
    """`C-01-20260315`; another one of the day is `C-01-20260315-2`."""
    start, t = f"{code}-{day:%Y%m%d}", table_of(CourseSession).c
    used = set(session.scalars(select(t.number).where(t.number.startswith(start, autoescape=True))))
    numbers = (start, *(f"{start}-{place}" for place in range(2, len(used) + 2)))
    return next(number for number in numbers if number not in used)
