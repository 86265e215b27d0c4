"""Feedback on a session, from those who were there, kept without a name."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import LongText


class CourseFeedback(Base):
    """Stars and words. Nothing in the row says whose they are; it is read in sums only.

    That somebody gave feedback stands at their enrolment, so that nobody gives it twice.
    """

    __tablename__ = "course_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    course_session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), index=True)
    stars: Mapped[int]
    """1 to 5."""
    words: Mapped[LongText] = mapped_column(insert_default="")
    given_on: Mapped[date]
