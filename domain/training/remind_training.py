"""Remind people of sessions and of certificates that end: 30, 7 and 1 days before, each once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.clock import business_date
from domain.core.journal import explain
from domain.core.permission import machine
from domain.core.statement import Statement
from domain.messaging.audience import Audience, audience
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.directory import colleagues
from domain.training.certificate_rules import renewal_refusal
from domain.training.certificates_held import Held, certificates_held
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_effects import fill_places
from domain.training.enrolment_state import EnrolmentState
from domain.training.leavers import release_leavers
from domain.training.session_state import SessionState
from domain.training.tell_training import MINE, named, when

DAYS = (1, 7, 30)
PORTAL = machine("training")


class SessionSoon(Statement):
    """To those who are expected, and to the trainer."""

    text = "“{course}” begins on {when}."


class CertificateEnds(Statement):
    """To its holder, and from 7 days on to the superior."""

    text = "The certificate of {person} in “{course}” ends on {day}."


def remind_training(session: Session, today: date, now: datetime) -> int:
    """Tell of what comes near; let certificates expire and waiting people move up. How many were told."""
    _expire(session, today, now)
    release_leavers(session, today, now)
    _lapse(session, today, now)
    waiting = select(Enrolment.course_session_id).where(Enrolment.state == EnrolmentState.WAITING)
    ahead = select(CourseSession).where(CourseSession.state == SessionState.INVITED)
    for one in session.scalars(ahead.where(CourseSession.id.in_(waiting))).all():
        fill_places(session, one, now)
    people = audience(session, today)
    tellings = [*_sessions(session, people, today), *_certificates(session, people, today)]
    return tell_all(session, tellings, now, people.actors)


def threshold(left: int) -> int | None:
    """The reminder due with so many days left: the nearest of 1, 7 and 30; None: none yet, or over."""
    return next((days for days in DAYS if 0 <= left <= days), None)


def _expire(session: Session, today: date, now: datetime) -> None:
    query = select(Enrolment).where(
        Enrolment.state == EnrolmentState.CERTIFIED, Enrolment.valid_until < today
    )
    for one in session.scalars(query).all():
        one.workflow.take("expire", one, PORTAL, now)


def _lapse(session: Session, today: date, now: datetime) -> None:
    """A renewal that was begun and not finished in time leads nowhere; the course has to be taken."""
    begun = select(Enrolment).where(
        Enrolment.course_session_id.is_(None), Enrolment.archived_at.is_(None),
        Enrolment.state == EnrolmentState.PRESENT,
    )  # fmt: skip
    for one in session.scalars(begun.options(selectinload(Enrolment.course))).all():
        if renewal_refusal(session, one.person_id, one.course_id, one.course.code, today) is not None:
            explain(one, action="lapse")
            one.archived_at = now


def _sessions(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    expected = (EnrolmentState.INVITED, EnrolmentState.CONFIRMED)
    query = (
        select(CourseSession)
        .where(CourseSession.state == SessionState.INVITED, CourseSession.archived_at.is_(None))
        .options(selectinload(CourseSession.enrolments))
        .order_by(CourseSession.id)
    )
    for one in session.scalars(query):
        days = threshold((business_date(one.starts_at) - today).days)
        if days is not None:
            coming = [who.person_id for who in one.enrolments if who.state in expected]
            yield Telling(
                recipients=people.of_persons([*coming, one.trainer_id]),
                occasion=Occasion.ASSIGNED,
                statement=SessionSoon(course=named(one), when=when(one)),
                link=MINE,
                key=f"session:{one.id}:{one.starts_at:%Y%m%d}:{days}",
            )


def _certificates(session: Session, people: Audience, today: date) -> Iterator[Telling]:
    held = certificates_held(session)
    near = [
        (one, days)
        for one in held.values()
        if one.valid_until is not None
        and one.valid_until <= today + timedelta(max(DAYS))
        and (days := threshold((one.valid_until - today).days)) is not None
    ]
    if not near:
        return
    staff = {one.id: one for one in colleagues(session, [held.person_id for held, _ in near])}
    courses = {one.code: named(one) for one in session.scalars(select(Course))}
    for one, days in near:
        person = staff[one.person_id]
        if not person.present(today):
            continue
        told = people.of_persons([one.person_id])
        yield Telling(
            recipients=told if days > 7 else told | people.above(one.person_id),
            occasion=Occasion.OVERDUE,
            statement=CertificateEnds(
                person=Both(person.name, person.name_en), course=_course(one, courses), day=one.valid_until
            ),
            link=MINE,
            key=f"certificate:{one.record_id}:{one.valid_until}:{days}",
        )


def _course(one: Held, courses: dict[str, Both]) -> Both:
    """A course that is not in the catalogue is called by its code."""
    return courses.get(one.course_code) or Both(one.course_code, one.course_code)
