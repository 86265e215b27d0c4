"""All who stand on the list of a session, whoever looks: for rules on places and attendance."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session, selectinload

if TYPE_CHECKING:
    from domain.training.course_session import CourseSession
    from domain.training.enrolment import Enrolment


def everybody(course_session: "CourseSession") -> list["Enrolment"]:
    """Enrolments of the session as they are now, also those that the session's actor does not see.

    The list is read anew by way of a query of its own: a session that was reached from an enrolment carries
    the filter of what led there.
    """
    from domain.training.course_session import CourseSession

    session = object_session(course_session)
    if session is None:
        return []
    session.flush()
    session.expire(course_session, ["enrolments"])
    query = (
        select(CourseSession)
        .where(CourseSession.id == course_session.id)
        .options(selectinload(CourseSession.enrolments))
    )
    return list(session.scalars(query).one().enrolments)
