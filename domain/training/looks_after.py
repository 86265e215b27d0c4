"""Who looks after a course's questions, and so can read what is right."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.training.course import Course
from domain.training.course_session import CourseSession


def looks_after(session: Session, actor: Actor, course_id: int) -> bool:
    """Who administers training, the course's trainer, and the trainers of its sessions."""
    if actor.may(Permission.TRAINING_ADMINISTER):
        return True
    me = actor.person_id or 0
    taught = select(CourseSession.course_id).where(CourseSession.trainer_id == me)
    query = select(Course.id).where(
        Course.id == course_id, or_(Course.trainer_id == me, Course.id.in_(taught))
    )
    return session.scalar(query) is not None
