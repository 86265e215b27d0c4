"""Everything of one's own: invitations, exams, certificates, and sessions one could join."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.training.certificate_expiry import CertificateStatus, certificate_status
from domain.training.certificate_rules import renewal_of
from domain.training.certificates_held import Held, certificates_held
from domain.training.course import Course, CourseExam
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.invite import is_for
from domain.training.places import places_taken
from domain.training.quiz_attempt import QuizAttempt
from domain.training.quiz_question import QuizQuestion
from domain.training.session_state import SessionState
from domain.training.trainers import Trainers, trainers_of


@dataclass(frozen=True)
class MyCertificate:
    """The certificate of a course that holds longest."""

    held: Held
    course: Course | None
    """None: the course is not in the catalogue."""
    enrolment_id: int | None
    """Where it was earned here; None: it came in otherwise."""
    status: CertificateStatus
    renewal: DomainError | None
    """Why the short exam cannot renew it now; None: it can."""


@dataclass(frozen=True)
class OpenSession:
    """A session to which invitations are out."""

    course_session: CourseSession
    free: int | None
    """Free places; None: as many as come."""


@dataclass(frozen=True)
class MyTraining:
    """What one person has to do with training."""

    enrolments: tuple[Enrolment, ...]
    """The newest first, each with course and session."""
    attempts: tuple[QuizAttempt, ...]
    certificates: tuple[MyCertificate, ...]
    open_sessions: tuple[OpenSession, ...]
    """Ahead, and not one's own already."""
    with_questions: frozenset[int]
    """Courses whose bank has questions."""
    trainers: Trainers

    def attempts_at(self, enrolment: Enrolment) -> list[QuizAttempt]:
        """Attempts of an enrolment, in order."""
        return [one for one in self.attempts if one.enrolment_id == enrolment.id]


def my_training(session: Session, actor: Actor, now: datetime) -> MyTraining:
    """What belongs to the actor's person; nothing where the account has none."""
    me = actor.person_id or 0
    enrolments = session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == me, Enrolment.archived_at.is_(None))
        .options(selectinload(Enrolment.course), selectinload(Enrolment.course_session))
        .order_by(Enrolment.id.desc())
    ).all()
    attempts = session.scalars(
        select(QuizAttempt).where(QuizAttempt.person_id == me).order_by(QuizAttempt.id)
    ).all()
    ahead = _open(session, me, {one.course_session_id for one in enrolments}, now)
    mentioned = [*(one.course_session for one in enrolments), *(one.course_session for one in ahead)]
    return MyTraining(
        tuple(enrolments),
        tuple(attempts),
        tuple(_certificates(session, me, enrolments, business_date(now))),
        tuple(ahead),
        _with_questions(session),
        trainers_of(session, mentioned),
    )


def _with_questions(session: Session) -> frozenset[int]:
    """Read off the plain table: who takes exams does not see the bank, but that there is one."""
    t = table_of(QuizQuestion).c
    return frozenset(session.scalars(select(t.course_id).where(t.archived_at.is_(None)).distinct()))


def _certificates(
    session: Session, me: int, enrolments: Collection[Enrolment], today: date
) -> list[MyCertificate]:
    held = certificates_held(session, [me])
    courses = {one.code: one for one in session.scalars(select(Course))}
    earned = {one.training_record_id: one.id for one in enrolments if one.training_record_id is not None}
    found = [
        MyCertificate(
            one, courses.get(code), earned.get(one.record_id), certificate_status(one.valid_until, today),
            _renewal(session, courses.get(code), one, today),
        )
        for (_, code), one in held.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.held.valid_until or date.max, one.held.course_code))


def _renewal(session: Session, course: Course | None, held: Held, today: date) -> DomainError | None:
    if course is None or course.exam is not CourseExam.QUIZ:
        return DomainError()
    return renewal_of(session, held, course.id, today)


def _open(session: Session, me: int, own: Collection[int | None], now: datetime) -> list[OpenSession]:
    query = (
        select(CourseSession)
        .where(
            CourseSession.state == SessionState.INVITED,
            CourseSession.starts_at > now,
            CourseSession.archived_at.is_(None),
        )
        .options(selectinload(CourseSession.course))
        .order_by(CourseSession.starts_at, CourseSession.id)
    )
    others = [one for one in session.scalars(query) if one.id not in own]
    found = [one for one in others if is_for(session, one, me)]
    taken = places_taken(session, [one.id for one in found])
    return [
        OpenSession(one, None if one.places is None else max(0, one.places - taken[one.id])) for one in found
    ]
