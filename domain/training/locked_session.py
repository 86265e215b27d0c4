"""A session, fetched for a change of who has a place in it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain.core.errors import NotFound
from domain.training.course_session import CourseSession


def locked_session(session: Session, course_session_id: int) -> CourseSession:
    """The session with its course; whoever else hands out places in it waits for this transaction."""
    query = (
        select(CourseSession)
        .where(CourseSession.id == course_session_id, CourseSession.archived_at.is_(None))
        .options(selectinload(CourseSession.course))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found
