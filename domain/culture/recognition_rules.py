"""What must hold before somebody decides on a recognition, and what follows from it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from db.bulk import table_of
from domain.core.acting_person import WrongPerson, known_person
from domain.core.clock import business_date
from domain.core.errors import DomainError, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.culture.award import award
from domain.culture.claims import recognition_claims
from domain.culture.reciprocity import taken_in_turns
from domain.messaging.audience import audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell
from domain.organisation.person import Person

if TYPE_CHECKING:
    from domain.culture.recognition import Recognition


class PartDecides(WrongPerson):
    """A decision by who nominated or was nominated."""

    text = "You nominated, or are nominated yourself; somebody else must decide."


class SuperiorIsNominated(WrongPerson):
    """Nobody decides freely on points for their own superior."""

    text = "Your own superior is nominated; somebody who does not report to them must decide."


class NomineeAnnounces(WrongPerson):
    """An announcement of one's own merit."""

    text = "You are recognised yourself; somebody else must announce it."


class TakenInTurns(RuleBroken):
    """People keep recognising each other."""

    text = "They have recognised each other {count} times within a year. Approve it with a reason."


class NotTakenInTurns(RuleBroken):
    """There is nothing to give a reason for."""

    text = "Nominator and nominee do not recognise each other in turns; approve it without a reason."


class DecideOnRecognition(Statement):
    """To those who approve."""

    text = "A recognition is to be decided on: {title}."


class AnnounceRecognition(Statement):
    """To those who announce."""

    text = "A recognition was approved and can be announced: {title}."


class RecognitionDeclined(Statement):
    """To the nominator."""

    text = "Your nomination was declined: {title}."


class YouAreRecognised(Statement):
    """To the nominees."""

    text = "Congratulations: you are recognised for “{title}”."


def nominees_of(recognition: "Recognition") -> set[int]:
    """Persons who are nominated, whoever asks."""
    from domain.culture.recognition import RecognitionNominee

    session, t = object_session(recognition), table_of(RecognitionNominee).c
    if session is None:
        return set()
    return set(session.scalars(select(t.person_id).where(t.recognition_id == recognition.id)))


def another_decides(recognition: "Recognition", actor: Actor) -> DomainError | None:
    """Neither nominator nor nominee acts, nor somebody who reports to a nominee."""
    nominees = nominees_of(recognition)
    if refusal := known_person(recognition, actor):
        return refusal
    if actor.person_id in {recognition.nominator_id, *nominees}:
        return PartDecides()
    return SuperiorIsNominated() if _superior_of(recognition, actor) in nominees else None


def _superior_of(recognition: "Recognition", actor: Actor) -> int | None:
    session, people = object_session(recognition), table_of(Person).c
    query = select(people.superior_id).where(people.id == actor.person_id)
    return session.scalar(query) if session is not None else None


def not_a_nominee(recognition: "Recognition", actor: Actor) -> DomainError | None:
    """Another than the recognised announces it."""
    known = known_person(recognition, actor)
    return known or (NomineeAnnounces() if actor.person_id in nominees_of(recognition) else None)


def not_in_turns(recognition: "Recognition", _actor: Actor) -> DomainError | None:
    """Nominator and nominees do not keep recognising each other."""
    count = turns_of(recognition)
    return TakenInTurns(count=count) if count else None


def in_turns(recognition: "Recognition", actor: Actor) -> DomainError | None:
    """They do."""
    return None if not_in_turns(recognition, actor) else NotTakenInTurns()


def turns_of(recognition: "Recognition") -> int:
    """How often nominator and one of the nominees recognised each other within a year; 0: not in turns."""
    session = object_session(recognition)
    if session is None:
        return 0
    found = taken_in_turns(
        session, recognition.nominator_id, nominees_of(recognition), recognition.nominated_on
    )
    return max(found.values(), default=0)


def date_announcement(_session: Session, recognition: "Recognition", _actor: Actor, now: datetime) -> None:
    """Effect: since when everybody sees it."""
    recognition.announced_on = business_date(now)


def give_points(session: Session, _recognition: "Recognition", _actor: Actor, now: datetime) -> None:
    """Effect: what the announcement earns at once; improvements wait for their effect."""
    session.flush()
    award(session, recognition_claims(session, _recognition.id), now)


def tell_deciders(session: Session, recognition: "Recognition", now: datetime) -> None:
    """Those who approve in the unit, but for the people it is about."""
    part = (recognition.nominator_id, *nominees_of(recognition))
    said = DecideOnRecognition(title=recognition.title)
    _tell_keepers(session, recognition, Permission.CULTURE_APPROVE, part, said, now)


def tell_announcers(session: Session, recognition: "Recognition", _actor: Actor, now: datetime) -> None:
    """Effect: those who announce are told."""
    said = AnnounceRecognition(title=recognition.title)
    part = nominees_of(recognition)
    _tell_keepers(session, recognition, Permission.CULTURE_ADMINISTER, part, said, now)


def tell_nominator(session: Session, recognition: "Recognition", _actor: Actor, now: datetime) -> None:
    """Effect: the nominator learns of the decision."""
    users = audience(session, business_date(now)).of_persons([recognition.nominator_id])
    said = RecognitionDeclined(title=recognition.title)
    tell(session, users, Occasion.APPROVAL_DECIDED, said, link_to(recognition), now)


def tell_nominees(session: Session, recognition: "Recognition", _actor: Actor, now: datetime) -> None:
    """Effect: those recognised learn of it."""
    users = audience(session, business_date(now)).of_persons(nominees_of(recognition))
    said = YouAreRecognised(title=recognition.title)
    tell(session, users, Occasion.ANNOUNCEMENT, said, link_to(recognition), now)


def link_to(recognition: "Recognition") -> Link:
    """Its page."""
    return Link("recognitions", {"id": str(recognition.id)}, Permission.CULTURE_READ)


def _tell_keepers(
    session: Session, recognition: "Recognition", permission: Permission, part: Iterable[int],
    said: Statement, now: datetime,
) -> None:  # fmt: skip
    people = audience(session, business_date(now))
    users = people.with_permission(permission, recognition.unit_id)
    users = people.without_persons(users, list(part))
    tell(session, users, Occasion.YOUR_TURN, said, link_to(recognition), now)
