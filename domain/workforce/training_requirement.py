"""Which courses whom must hold a valid certificate of."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Traced
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.post import Post


class EndsBeforeItBegins(RuleBroken):
    """The requirement would never hold."""

    text = "The requirement ends on {until}, before it begins ({since})."


class TrainingRequirement(Traced):
    """A course that one person, everybody in a post, or everybody (neither is named) must hold.

    It is a rule of the company, so everybody who may read facts sees it.
    """

    __tablename__ = "training_requirement"
    read_permission = Permission.FACTS_READ
    write_permission = Permission.ORGANISATION_WRITE

    course_code: Mapped[Code] = mapped_column(index=True)
    course_name: Mapped[Name] = mapped_column(insert_default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day it holds."""

    post: Mapped[Post | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse a requirement that never holds."""
        require_some_time(self.since, self.until)


def require_some_time(since: date, until: date | None) -> None:
    """Refuse an end before the beginning."""
    if until is not None and until < since:
        raise EndsBeforeItBegins(field="until", since=since, until=until)
