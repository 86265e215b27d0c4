"""People of the organisation: salespeople, owners of indicators and actions, members of the committee."""

from datetime import date

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.core.visibility import BelongsToUnit
from domain.organisation.chain import chain_from
from domain.organisation.post import Post
from domain.organisation.unit import Unit


class OwnSuperior(RuleBroken):
    """A person would report to themselves, directly or by way of others."""

    text = "Nobody is their own superior, nor the superior of their superior."


class LeftBeforeJoining(RuleBroken):
    """The employment would be empty."""

    text = "The last day lies before the first."


class Person(Entity, BelongsToUnit):
    """Somebody who works here. `number` is the staff number or whatever the source system calls them by."""

    __tablename__ = "person"
    read_permission = Permission.ORGANISATION_READ
    write_permission = Permission.ORGANISATION_WRITE

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    name_en: Mapped[str] = mapped_column(String(200), insert_default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(String(200), insert_default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    post_since: Mapped[date | None]
    """Since when in this post, where that is not since joining."""
    last_leave_on: Mapped[date | None]
    """The last day of the latest leave of at least five working days in one piece."""
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)

    unit: Mapped[Unit] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
    superior: Mapped["Person | None"] = relationship(lazy="raise", remote_side="Person.id")

    def check(self) -> None:
        """Refuse an empty employment, and superiors in a ring."""
        if self.joined_on is not None and self.left_on is not None and self.left_on < self.joined_on:
            raise LeftBeforeJoining(field="left_on")
        session = object_session(self)
        if self.superior_id is None or session is None:
            return
        with session.no_autoflush:
            above = {
                row.id: row.superior_id for row in session.execute(select(Person.id, Person.superior_id))
            }
        if self.id in chain_from(self.superior_id, above):
            raise OwnSuperior(field="superior_id")
