"""Take a course once more, after a failure or an absence."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.errors import RuleBroken, StepRefused
from domain.core.permission import Actor, Permission
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.invite import enrol_oneself, invite

FROM = (EnrolmentState.FAILED, EnrolmentState.ABSENT)


class AnotherCourse(RuleBroken):
    """What was failed is not learned elsewhere."""

    text = "The session is one of another course."


class AlreadyInSession(RuleBroken):
    """The person is on that list already."""

    text = "The person already stands on the list of this session."


def retake(
    session: Session, actor: Actor, enrolment_id: int, course_session_id: int, now: datetime
) -> Enrolment:
    """Put the person on the list of another session of the course; the old enrolment says so.

    The administration does it for anybody, people do it for themselves in open sessions.
    """
    old = find(session, Enrolment, enrolment_id)
    if old.state not in FROM:
        raise StepRefused(step="retake", state=old.state)
    if find(session, CourseSession, course_session_id).course_id != old.course_id:
        raise AnotherCourse(field="course_session_id")
    if actor.may(Permission.TRAINING_ADMINISTER, old.unit_id):
        new = next(iter(invite(session, actor, course_session_id, [old.person_id], now, old)), None)
        if new is None:
            raise AlreadyInSession(field="course_session_id")
    else:
        if old.course_session_id == course_session_id:
            raise AlreadyInSession(field="course_session_id")
        new = enrol_oneself(session, actor, course_session_id, now)
        new.retake_of_id = old.id
        session.flush()
    old.workflow.take("retake", old, actor, now)
    return new
