"""Tell people of training: invitations, places, results, certificates."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.clock import business_date
from domain.core.loaded import loaded
from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.directory import colleagues
from domain.training.enrolment_state import UNANSWERED
from domain.training.session_state import SessionState

if TYPE_CHECKING:
    from domain.training.course import Course
    from domain.training.course_session import CourseSession
    from domain.training.enrolment import Enrolment
    from domain.training.external_certificate import ExternalCertificate

MINE = Link("my-training")


class YouAreInvited(Statement):
    """To somebody who should come."""

    text = "You are invited to “{course}” on {when}. Please answer; the calendar file is there too."


class PlaceBecameFree(Statement):
    """To whoever waited."""

    text = "A place became free: you take part in “{course}” on {when}."


class SessionCancelled(Statement):
    """To those who would have come."""

    text = "“{course}” on {when} has been cancelled."


class SessionMoved(Statement):
    """To those who were told another time or place."""

    text = "“{course}” has been moved: {when}, {place}."


class ResultWaits(Statement):
    """To those who may certify."""

    text = "{person} has passed “{course}”; the result waits to be certified."


class YouAreCertified(Statement):
    """To the person."""

    text = "You have passed “{course}”. Your certificate is there."


class YouHaveFailed(Statement):
    """To the person."""

    text = "You have not passed “{course}”. It can be taken again."


class ProofAccepted(Statement):
    """To the person."""

    text = "Your certificate for “{course}” has been accepted."


class ProofRejected(Statement):
    """To the person."""

    text = "Your certificate for “{course}” has not been accepted; the reason stands with it."


def named(one: "Course | CourseSession") -> Both:
    """What a course or a session is called, in both languages."""
    return Both(one.name_zh, one.name_en)


def when(course_session: "CourseSession") -> str:
    """When it begins, in the organisation's time."""
    return in_words(course_session.starts_at)


def in_words(moment: datetime) -> str:
    """A moment in the organisation's time."""
    return f"{moment.astimezone(ZoneInfo(settings().time_zone)):%Y-%m-%d %H:%M}"


def tell_invited(
    session: Session, course_session: "CourseSession", people: Iterable["Enrolment"], now: datetime
) -> int:
    """Invite these people."""
    said = YouAreInvited(course=named(course_session), when=when(course_session))
    return _each(session, people, Occasion.ASSIGNED, said, "invited", now)


def tell_cancelled(
    session: Session, course_session: "CourseSession", people: Iterable["Enrolment"], now: datetime
) -> int:
    """The session will not take place."""
    said = SessionCancelled(course=named(course_session), when=when(course_session))
    return _each(session, people, Occasion.ASSIGNED, said, "cancelled", now)


def tell_moved(session: Session, course_session: "CourseSession", now: datetime) -> int:
    """Whoever was told of it learns the new time and place, the trainer too; once for each."""
    from domain.training.everybody import everybody

    if course_session.state is not SessionState.INVITED:
        return 0
    with session.no_autoflush:
        who = [one.person_id for one in everybody(course_session) if one.state in UNANSWERED]
        people = audience(session, business_date(now))
    place = course_session.place or course_session.online_link or "—"
    said = SessionMoved(course=named(course_session), when=when(course_session), place=place)
    telling = Telling(
        recipients=people.of_persons([*who, course_session.trainer_id]), occasion=Occasion.ASSIGNED,
        statement=said, link=MINE, key=f"session:{course_session.id}:moved:{now.isoformat()}",
    )  # fmt: skip
    return tell_all(session, [telling], now, people.actors)


def tell_place(session: Session, enrolment: "Enrolment", now: datetime) -> int:
    """There is a place after all."""
    course_session = loaded(enrolment, "course_session").course_session
    if course_session is None:
        return 0
    said = PlaceBecameFree(course=named(course_session), when=when(course_session))
    return _each(session, [enrolment], Occasion.ASSIGNED, said, "place", now)


def tell_certified(session: Session, enrolment: "Enrolment", now: datetime) -> int:
    """The certificate is there."""
    said = YouAreCertified(course=named(loaded(enrolment, "course").course))
    return _each(session, [enrolment], Occasion.APPROVAL_DECIDED, said, "certified", now)


def tell_failed(session: Session, enrolment: "Enrolment", now: datetime) -> int:
    """The course has to be taken again."""
    said = YouHaveFailed(course=named(loaded(enrolment, "course").course))
    return _each(session, [enrolment], Occasion.APPROVAL_DECIDED, said, "failed", now)


def tell_certify(session: Session, enrolment: "Enrolment", now: datetime) -> int:
    """Ask those who may certify, but for the person and the trainer."""
    loaded(enrolment, "course", "course_session")
    course_session = enrolment.course_session
    people = audience(session, business_date(now))
    able = people.with_permission(Permission.TRAINING_CERTIFY, enrolment.unit_id)
    trainer = course_session.trainer_id if course_session is not None else None
    apart = people.without_persons(able, {enrolment.person_id, enrolment.marked_by_id, trainer})
    (person,) = colleagues(session, [enrolment.person_id])
    telling = Telling(
        recipients=apart,
        occasion=Occasion.APPROVAL_ASKED,
        statement=ResultWaits(person=Both(person.name, person.name_en), course=named(enrolment.course)),
        link=Link("enrolments", {"id": str(enrolment.id)}, Permission.TRAINING_CERTIFY, enrolment.unit_id),
        key=f"enrolment:{enrolment.id}:certify:{now.isoformat()}",
    )
    return tell_all(session, [telling], now, people.actors)


def tell_external(session: Session, one: "ExternalCertificate", now: datetime, *, accepted: bool) -> int:
    """What was decided on a certificate from elsewhere."""
    people = audience(session, business_date(now))
    said = ProofAccepted if accepted else ProofRejected
    telling = Telling(
        recipients=people.of_persons([one.person_id]),
        occasion=Occasion.APPROVAL_DECIDED,
        statement=said(course=named(loaded(one, "course").course)),
        link=MINE,
        key=f"external:{one.id}:{accepted}",
    )
    return tell_all(session, [telling], now, people.actors)


def _each(
    session: Session, enrolments: Iterable["Enrolment"], occasion: Occasion, said: Statement, what: str,
    now: datetime,
) -> int:  # fmt: skip
    wanted = list(enrolments)
    if not wanted:
        return 0
    people = audience(session, business_date(now))
    tellings = [
        Telling(
            recipients=people.of_persons([one.person_id]), occasion=occasion, statement=said, link=MINE,
            key=f"enrolment:{one.id}:{what}",
        )
        for one in wanted
    ]  # fmt: skip
    return tell_all(session, tellings, now, people.actors)
