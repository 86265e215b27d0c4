"""What must hold before somebody's way through a course goes on. Persons are compared, not accounts."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import object_session

from domain.core.acting_person import WrongPerson
from domain.core.errors import DomainError, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor, Permission
from domain.core.visibility import is_machine
from domain.training import session_rules
from domain.training.places import places_taken, waiting_line

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession
    from domain.training.enrolment import Enrolment


class NotYourPlace(WrongPerson):
    """Somebody else's invitation."""

    text = "Only the participant or the administration of training may do this."


class NotTheParticipant(WrongPerson):
    """What only the person in the room can do."""

    text = "Only the participant may do this."


class NotTheTrainer(WrongPerson):
    """Attendance and marks, by somebody who was not in charge."""

    text = "Only the session's trainer or the administration of training may do this."


class OwnAttendance(WrongPerson):
    """Nobody vouches for themselves."""

    text = "You are the participant; somebody else records attendance and marks."


class NoSession(RuleBroken):
    """A recertification has no places and no attendance."""

    text = "This is a recertification: it needs no session."


class InvitationsClosed(RuleBroken):
    """The session is over or was cancelled."""

    text = "The session takes no more people: it is {state}."


class SessionFull(RuleBroken):
    """No place is free."""

    text = "All {places} places are taken; the waiting list is open."


class PlacesFree(RuleBroken):
    """Nobody has to wait."""

    text = "There are free places; nobody has to wait."


class NotNextInLine(RuleBroken):
    """Others were waiting before."""

    text = "Somebody else has been waiting longer."


class NoCodeGiven(RuleBroken):
    """Check-in needs the code of the day."""

    text = "Check in with the code of the day, which the trainer shows."


def participant_or_administration(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """The person, HR, or the portal itself."""
    own = actor.person_id is not None and actor.person_id == enrolment.person_id
    if own or is_machine(actor) or actor.may(Permission.TRAINING_ADMINISTER, enrolment.unit_id):
        return None
    return NotYourPlace()


def is_participant(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """The person acts."""
    own = actor.person_id is not None and actor.person_id == enrolment.person_id
    return None if own else NotTheParticipant()


def records_attendance(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """The trainer or HR acts, and not for themselves."""
    course_session = loaded(enrolment, "course_session").course_session
    trains = course_session is not None and session_rules.runs(course_session, actor)
    if not trains and not actor.may(Permission.TRAINING_ADMINISTER, enrolment.unit_id):
        return NotTheTrainer()
    return OwnAttendance() if actor.person_id in (None, enrolment.person_id) else None


def takes_people(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """The session is still ahead."""
    course_session = loaded(enrolment, "course_session").course_session
    if course_session is None:
        return NoSession()
    return None if course_session.state.ahead else InvitationsClosed(state=course_session.state)


def place_is_free(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """Fewer people have a place than there are places, and nobody has waited longer."""
    places = _free(enrolment)
    if places is not None and places <= 0:
        return SessionFull(places=_session(enrolment).places)
    line = _line(enrolment)
    return NotNextInLine() if line and line[0] != enrolment.id else None


def is_full(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """There is no place to be had."""
    return None if place_is_free(enrolment, actor) else PlacesFree()


def is_next(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """Nobody has waited longer."""
    return None if _line(enrolment)[:1] == [enrolment.id] else NotNextInLine()


def session_has_begun(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """What happened there can be known."""
    course_session = loaded(enrolment, "course_session").course_session
    return NoSession() if course_session is None else session_rules.has_begun(course_session, actor)


def code_was_right(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """`check_in` found the code of the day right."""
    return None if enrolment.attended_at is not None else NoCodeGiven()


def _session(enrolment: "Enrolment") -> "CourseSession":
    found = loaded(enrolment, "course_session").course_session
    if found is None:
        raise NoSession
    return found


def _free(enrolment: "Enrolment") -> int | None:
    """Free places; None: as many as come."""
    session, course_session = object_session(enrolment), _session(enrolment)
    if course_session.places is None or session is None:
        return None
    return course_session.places - places_taken(session, [course_session.id])[course_session.id]


def _line(enrolment: "Enrolment") -> list[int]:
    session, key = object_session(enrolment), enrolment.course_session_id
    return [] if session is None or key is None else waiting_line(session, key)
