"""Who may certify whom: never the participant, never the trainer alone; an exam marked by the portal may."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.clock import business_date, now
from domain.core.errors import DomainError, NotPermitted, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor, Permission
from domain.core.workflow import who_took
from domain.training.certificate_expiry import WARN_DAYS
from domain.training.certificates_held import Held, certificates_held
from domain.training.enrolment_state import EnrolmentState
from domain.training.result_rules import rests_on_exam

if TYPE_CHECKING:
    from domain.training.enrolment import Enrolment

SHORT_EXAM_DAYS = 90
"""Days after the last day of a certificate within which the short exam renews it."""


class OwnCertificate(WrongPerson):
    """The participant decides."""

    text = "This is your own result; somebody else has to certify it."


class TrainerCertifies(WrongPerson):
    """The trainer, or whoever gave the mark, decides."""

    text = "You trained or marked this person; somebody else has to certify the result."


class SeesAnswers(WrongPerson):
    """An exam of somebody who can read the right answers proves nothing by itself."""

    text = "You can see the right answers of this course; somebody else has to certify the result."


class NothingToRenew(RuleBroken):
    """There was never a certificate, or it does not end."""

    text = "There is no certificate of this course that could be renewed."


class TooEarlyToRenew(RuleBroken):
    """The certificate holds for a long time yet."""

    text = "The certificate holds until {day}; it can be renewed from {days} days before."


class FullCourseNeeded(RuleBroken):
    """Too long ago, or the short exam was failed."""

    text = "The short exam is not enough any more (at most {days} days after {day}, once): take the course."


class StillValid(RuleBroken):
    """The certificate has not ended."""

    text = "The certificate has not expired."


def is_apart(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """Neither the participant nor the trainer, nor whoever marked or vouched for the presence, acts."""
    if actor.person_id is None:
        return AccountWithoutPerson()
    if actor.person_id == enrolment.person_id:
        return OwnCertificate()
    course_session = loaded(enrolment, "course_session").course_session
    trainer = course_session.trainer_id if course_session is not None else None
    session = object_session(enrolment)
    acted = who_took(session, enrolment, "pass", "mark_present") if session is not None else set()
    apart = actor.person_id not in {trainer, enrolment.marked_by_id, *acted}
    return None if apart else TrainerCertifies()


def may_be_certified(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """An exam certifies by itself; everything else takes somebody who was not involved and has the right."""
    from domain.training.enrolment import ResultBy

    marked = enrolment.result_by is not ResultBy.QUIZ or enrolment.marked_by_id is not None
    own = actor.person_id is not None and actor.person_id == enrolment.person_id
    if own and not marked and rests_on_exam(enrolment):
        return SeesAnswers() if sees_answers(enrolment, actor) else None
    if refusal := is_apart(enrolment, actor):
        return refusal
    if not actor.may(Permission.TRAINING_CERTIFY, enrolment.unit_id):
        return NotPermitted(permission=Permission.TRAINING_CERTIFY)
    return None


def sees_answers(enrolment: "Enrolment", actor: Actor) -> bool:
    """Whether the actor looks after questions of the course."""
    from domain.training.looks_after import looks_after

    session = object_session(enrolment)
    return session is not None and looks_after(session, actor, enrolment.course_id)


def may_recertify(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """The short exam is enough."""
    session, code = object_session(enrolment), loaded(enrolment, "course").course.code
    if session is None or not enrolment.is_recertification:
        return NothingToRenew()
    return renewal_refusal(session, enrolment.person_id, enrolment.course_id, code, business_date(now()))


def renewal_refusal(
    session: Session, person_id: int, course_id: int, code: str, today: date
) -> DomainError | None:
    """Why a certificate cannot be renewed by the short exam that day; None: it can."""
    held = certificates_held(session, [person_id], [code]).get((person_id, code))
    return renewal_of(session, held, course_id, today)


def renewal_of(session: Session, held: Held | None, course_id: int, today: date) -> DomainError | None:
    """The same for the certificate that the person holds longest."""
    if held is None or held.valid_until is None:
        return NothingToRenew()
    if today < held.valid_until - timedelta(WARN_DAYS):
        return TooEarlyToRenew(day=held.valid_until, days=WARN_DAYS)
    late = today > held.valid_until + timedelta(SHORT_EXAM_DAYS)
    if late or _failed_since(session, held.person_id, course_id, held.completed_on):
        return FullCourseNeeded(days=SHORT_EXAM_DAYS, day=held.valid_until)
    return None


def has_expired(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """Its last day is over."""
    ended = enrolment.valid_until is not None and enrolment.valid_until < business_date(now())
    return None if ended else StillValid()


def _failed_since(session: Session, person_id: int, course_id: int, since: date) -> bool:
    from domain.training.enrolment import Enrolment

    t = table_of(Enrolment).c
    short = (t.person_id == person_id, t.course_id == course_id, t.course_session_id.is_(None))
    failed = (t.state == EnrolmentState.FAILED, t.completed_on > since)
    return session.execute(select(t.id).where(*short, *failed).limit(1)).first() is not None
