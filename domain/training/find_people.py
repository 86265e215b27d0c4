"""Whom to invite: by unit, by post, by what they lack."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.editing import find
from domain.organisation.person import Person
from domain.organisation.tree import unit_tree
from domain.training.certificates_held import certificates_held
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedState
from domain.workforce.training_duty import DutyState, TrainingDuty

UNMET = (NeedState.IDENTIFIED, NeedState.PLANNED, NeedState.SCHEDULED)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which people: all conditions together."""

    unit_id: int | None = None
    """Of this unit and those below it."""
    post_id: int | None = None
    needing: bool = False
    """With an open training need for the course."""
    lacking: bool = False
    """Bound to hold its certificate, and without a valid one."""


def find_people(
    session: Session, course_session_id: int, wanted: Wanted, today: date | None = None
) -> list[Person]:
    """People of the units one sees who could be invited; the trainer and those on the list are left out."""
    course_session = find(session, CourseSession, course_session_id)
    course = find(session, Course, course_session.course_id)
    day = business_date(course_session.starts_at)
    enrolled = table_of(Enrolment).c
    there = select(enrolled.person_id).where(enrolled.course_session_id == course_session_id)
    query = select(Person).where(
        Person.archived_at.is_(None),
        or_(Person.left_on.is_(None), Person.left_on >= day),
        Person.id.not_in(there),
        Person.id != (course_session.trainer_id or 0),
    )
    if wanted.unit_id is not None:
        query = query.where(Person.unit_id.in_(unit_tree(session).below(wanted.unit_id)))
    if wanted.post_id is not None:
        query = query.where(Person.post_id == wanted.post_id)
    if wanted.needing:
        query = query.where(Person.id.in_(_needing(course.id)))
    if wanted.lacking:
        query = query.where(Person.id.in_(_lacking(session, course.code, today or day)))
    return list(session.scalars(query.order_by(Person.number)))


def _needing(course_id: int) -> Select[int]:
    return select(TrainingNeed.person_id).where(
        TrainingNeed.course_id == course_id, TrainingNeed.state.in_(UNMET)
    )


def _lacking(session: Session, code: str, day: date) -> set[int]:
    duty = TrainingDuty
    bound = select(duty.person_id).where(
        duty.course_code == code,
        duty.state == DutyState.REQUIRED,
        duty.from_on <= day,
        or_(duty.until_on.is_(None), duty.until_on > day),
    )
    people = set(session.scalars(bound))
    held = certificates_held(session, people, [code])
    valid = {one.person_id for one in held.values() if one.valid_until is None or one.valid_until >= day}
    return people - valid
