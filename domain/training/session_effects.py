"""What a step of a session also does, in the same transaction."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.core.permission import Actor, machine
from domain.training.enrolment_state import UNANSWERED, EnrolmentState
from domain.training.everybody import everybody
from domain.training.tell_training import tell_cancelled, tell_invited

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession

PORTAL = machine("training")


def tell_all_invited(session: Session, course_session: "CourseSession", _: Actor, now: datetime) -> None:
    """Everybody on the list learns of it, with the calendar file a click away."""
    people = everybody(course_session)
    tell_invited(session, course_session, [one for one in people if one.state is EnrolmentState.INVITED], now)


def end_waiting(session: Session, course_session: "CourseSession", _: Actor, now: datetime) -> None:
    """Nobody waits for a place in a session that is over."""
    _withdraw(course_session, now, "The session is over.")


def release_people(session: Session, course_session: "CourseSession", _: Actor, now: datetime) -> None:
    """Nobody is expected any more, and everybody is told."""
    people = everybody(course_session)
    tell_cancelled(session, course_session, [one for one in people if one.state in UNANSWERED], now)
    _withdraw(course_session, now, "The session was cancelled.")


def _withdraw(course_session: "CourseSession", now: datetime, reason: str) -> None:
    for one in everybody(course_session):
        if one.state in UNANSWERED:
            one.workflow.take("withdraw", one, PORTAL, now, reason)
