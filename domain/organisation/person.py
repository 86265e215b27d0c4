"""People of the organisation: salespeople, owners of indicators and actions, members of the committee."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.visibility import BelongsToUnit
from domain.organisation.post import Post
from domain.organisation.unit import Unit


class OwnSuperior(RuleBroken):
    """A person would report to themselves."""

    text = "Nobody is their own superior."


class Person(Entity, BelongsToUnit):
    """Somebody who works here. `number` is the staff number or whatever the source system calls them by."""

    __tablename__ = "person"

    number: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(index=True)
    name_en: Mapped[str] = mapped_column(String(200), insert_default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    superior_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    email: Mapped[str] = mapped_column(String(200), insert_default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    to_be_completed: Mapped[bool] = mapped_column(insert_default=False)

    unit: Mapped[Unit] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
    superior: Mapped["Person | None"] = relationship(lazy="raise", remote_side="Person.id")

    def check(self) -> None:
        """Refuse a person as their own superior."""
        if self.superior_id is not None and self.superior_id == self.id:
            raise OwnSuperior(field="superior_id")
