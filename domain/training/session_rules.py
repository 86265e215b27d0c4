"""What must hold before a session goes on."""

from typing import TYPE_CHECKING

from domain.core.clock import business_date, now
from domain.core.errors import DomainError, NotPermitted, RuleBroken
from domain.core.permission import Actor, Permission
from domain.training.enrolment_state import EnrolmentState
from domain.training.everybody import everybody

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession


class NobodyTeaches(RuleBroken):
    """People would be invited to nothing."""

    text = "Name a trainer first, of the company or from outside."


class NotBegun(RuleBroken):
    """What happened at a session cannot be known before its day."""

    text = "The session has not begun yet: it is on {day}."


class AttendanceMissing(RuleBroken):
    """Nobody could tell later who was there."""

    text = "Attendance is still missing of {count} people."


def runs(course_session: "CourseSession", actor: Actor) -> bool:
    """Whether the actor is the trainer of the session, or administers training in its unit."""
    trains = actor.person_id is not None and actor.person_id == course_session.trainer_id
    return trains or actor.may(Permission.TRAINING_ADMINISTER, course_session.unit_id)


def runs_the_session(course_session: "CourseSession", actor: Actor) -> DomainError | None:
    """The trainer or the administration acts."""
    if runs(course_session, actor):
        return None
    return NotPermitted(permission=Permission.TRAINING_ADMINISTER)


def somebody_teaches(course_session: "CourseSession", _: Actor) -> DomainError | None:
    """There is a trainer."""
    named = course_session.trainer_id is not None or course_session.external_trainer.strip()
    return None if named else NobodyTeaches(field="trainer_id")


def has_begun(course_session: "CourseSession", _: Actor) -> DomainError | None:
    """Its first day has come."""
    day = business_date(course_session.starts_at)
    return NotBegun(day=day) if business_date(now()) < day else None


def attendance_is_recorded(course_session: "CourseSession", _: Actor) -> DomainError | None:
    """Everybody who might have come is marked present or absent."""
    open_states = (EnrolmentState.INVITED, EnrolmentState.CONFIRMED)
    missing = sum(one.state in open_states for one in everybody(course_session))
    return AttendanceMissing(count=missing) if missing else None
