"""What it takes to be given a duty: a course, of everybody or of a post."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.clearance import Duty
from domain.core.entity import Entity
from domain.core.permission import Permission
from domain.organisation.post import Post
from domain.training.course import Course
from domain.workforce.training_requirement import require_some_time


class DutyRequirement(Entity):
    """From a day on nobody (of a post) is given the duty without a valid certificate of the course.

    What was given before stays; only new assignments are held against it.
    """

    __tablename__ = "duty_requirement"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER

    duty: Mapped[Duty]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    """None: whoever it is."""
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day it holds."""

    course: Mapped[Course] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse a requirement that never holds."""
        require_some_time(self.since, self.until)
