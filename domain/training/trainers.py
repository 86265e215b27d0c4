"""Who teaches: names that everybody may know, whatever units they see."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from domain.organisation.directory import Colleague, colleagues
from domain.training.course_session import CourseSession

Trainers = dict[int, Colleague]
"""Person -> who they are."""


def trainers_of(session: Session, course_sessions: Iterable[CourseSession | None]) -> Trainers:
    """The trainers of the company in these sessions."""
    keys = {one.trainer_id for one in course_sessions if one is not None}
    return {one.id: one for one in colleagues(session, [key for key in keys if key is not None])}
