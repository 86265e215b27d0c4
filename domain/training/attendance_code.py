"""The code of the day, which whoever is in the room can read off the wall."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.training.course_session import CourseSession


class AttendanceCode(Base, Confidential):
    """A code of a session, good for one day. Only the trainer and the administration of training see it."""

    __tablename__ = "attendance_code"
    __table_args__ = (UniqueConstraint("course_session_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), index=True)
    day: Mapped[date]
    code: Mapped[str] = mapped_column(String(12))

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The trainer of the session and the administration of training."""
        administered = overseen(actor, Permission.TRAINING_ADMINISTER, CourseSession.unit_id)
        if actor.may(Permission.TRAINING_ADMINISTER):
            administered = or_(administered, CourseSession.unit_id.is_(None))
        return cls.course_session_id.in_(
            select(CourseSession.id).where(
                or_(CourseSession.trainer_id == (actor.person_id or 0), administered)
            )
        )
