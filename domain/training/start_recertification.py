"""Renew a certificate by the short exam."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.organisation.person import Person
from domain.training.certificate_rules import renewal_refusal
from domain.training.course import Course, CourseExam
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.start_attempt import NoQuiz


def start_recertification(session: Session, actor: Actor, course_id: int, now: datetime) -> Enrolment:
    """Begin, or go on with, the renewal of one's own certificate: from 30 days before its end to 90 after.

    Later, or after the short exam was failed, the whole course has to be taken.
    """
    if actor.person_id is None:
        raise AccountWithoutPerson
    course = find(session, Course, course_id)
    course.require_taught()
    if course.exam is not CourseExam.QUIZ:
        raise NoQuiz
    begun = session.scalars(
        select(Enrolment).where(
            Enrolment.person_id == actor.person_id,
            Enrolment.course_id == course_id,
            Enrolment.course_session_id.is_(None),
            Enrolment.archived_at.is_(None),
            Enrolment.state.in_((EnrolmentState.PRESENT, EnrolmentState.PASSED)),
        )
    ).first()
    if begun is not None:
        return begun
    today = business_date(now)
    if refusal := renewal_refusal(session, actor.person_id, course_id, course.code, today):
        raise refusal
    people = table_of(Person).c
    unit = session.execute(select(people.unit_id).where(people.id == actor.person_id)).scalar_one()
    enrolment = Enrolment(
        course_id=course_id, person_id=actor.person_id, unit_id=unit, invited_on=today, state_since=now
    )
    session.add(enrolment)
    explain(enrolment, action="invite")
    session.flush()
    enrolment.workflow.take("start_recertification", enrolment, actor, now)
    return enrolment
