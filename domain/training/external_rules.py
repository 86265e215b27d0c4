"""What must hold before a certificate from elsewhere counts, and what follows."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.access.user import User
from domain.core.acting_person import AccountWithoutPerson, WrongPerson
from domain.core.clock import business_date, now
from domain.core.errors import DomainError, RuleBroken
from domain.core.journal import JournalEntry
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.records.attachment import Attachment
from domain.training.certificate_rules import OwnCertificate
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.tell_training import tell_external

if TYPE_CHECKING:
    from domain.training.external_certificate import ExternalCertificate


class NotProven(RuleBroken):
    """Anybody can claim a certificate."""

    text = "Attach the certificate first, as a file."


class HasEnded(RuleBroken):
    """It would count for nothing."""

    text = "The certificate ended on {day}."


class NotEarnedYet(RuleBroken):
    """It cannot count yet."""

    text = "The certificate is earned on {day} only, which lies ahead."


class ClaimantDecides(WrongPerson):
    """Whoever entered it decides."""

    text = "You entered this certificate or its proof; somebody else has to accept it."


def is_somebody_else(one: "ExternalCertificate", actor: Actor) -> DomainError | None:
    """Not the person it is about acts, nor whoever entered, changed or proved it."""
    if actor.person_id is None:
        return AccountWithoutPerson()
    if actor.person_id == one.person_id:
        return OwnCertificate()
    return ClaimantDecides() if _took_part(one, actor) else None


def is_the_person(one: "ExternalCertificate", actor: Actor) -> DomainError | None:
    """The person acts."""
    own = actor.person_id is not None and actor.person_id == one.person_id
    return None if own else NotTheParticipant()


def is_proven(one: "ExternalCertificate", _: Actor) -> DomainError | None:
    """A file is attached."""
    return None if _proofs(one) else NotProven()


def still_holds(one: "ExternalCertificate", _: Actor) -> DomainError | None:
    """Its last day has not passed."""
    ended = one.valid_until is not None and one.valid_until < business_date(now())
    return HasEnded(day=one.valid_until) if ended else None


def write_certificate(session: Session, one: "ExternalCertificate", _: Actor, now: datetime) -> None:
    """It counts as a certificate of the course, through the day its issuer names."""
    from domain.training.write_record import write_record

    course = loaded(one, "course").course
    record = write_record(
        session, course, one.person_id, f"external/{one.id}", completed_on=one.completed_on,
        valid_until=one.valid_until, trainer=one.issuer,
    )  # fmt: skip
    one.training_record_id = record.id
    tell_external(session, one, now, accepted=True)


def tell_rejected(session: Session, one: "ExternalCertificate", _: Actor, now: datetime) -> None:
    """The person learns of it."""
    tell_external(session, one, now, accepted=False)


def earned_already(one: "ExternalCertificate", _: Actor) -> DomainError | None:
    """The day it was earned has come."""
    return NotEarnedYet(day=one.completed_on) if one.completed_on > business_date(now()) else None


def _took_part(one: "ExternalCertificate", actor: Actor) -> bool:
    """Whether this person entered, changed or proved it, by whichever of their accounts."""
    session, t = object_session(one), table_of(JournalEntry).c
    if session is None:
        return False
    wrote = select(t.actor_id).where(
        t.entity == "ExternalCertificate", t.entity_id == one.id, t.action.in_(("created", "changed"))
    )
    users = {*_proofs(one), *session.scalars(wrote)} - {None}
    person = table_of(User).c
    persons = session.scalars(select(person.person_id).where(person.id.in_(users)))
    return actor.user_id in users or actor.person_id in set(persons)


def _proofs(one: "ExternalCertificate") -> list[int]:
    """Accounts that attached the files."""
    session = object_session(one)
    query = select(Attachment.by_id).where(
        Attachment.entity == "ExternalCertificate",
        Attachment.entity_id == one.id,
        Attachment.archived_at.is_(None),
    )
    return list(session.scalars(query)) if session is not None else []
