"""People of the organisation: salespeople, owners of indicators and actions, members of the committee."""

from datetime import date

from sqlalchemy import ForeignKey, String, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.types import Code, Name
from domain.core.changed import is_written
from domain.core.clearance import NEWCOMER, require_appointable
from domain.core.clock import business_date, now
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

    def _require_appointable(self, session: Session) -> None:
        """A post's duties are given to whoever gets the post, or comes back to it."""
        given = is_written(self, "post_id", "left_on")
        if self.post_id is None or self.left_on is not None or not given:
            return
        with session.no_autoflush:
            who = self.id if inspect(self).persistent else NEWCOMER
            require_appointable(session, who, self.post_id, business_date(now()))

    def check(self) -> None:
        """Refuse an empty employment, superiors in a ring, a post whose duties take a certificate first."""
        if self.joined_on is not None and self.left_on is not None and self.left_on < self.joined_on:
            raise LeftBeforeJoining(field="left_on")
        session = object_session(self)
        if session is None:
            return
        self._require_appointable(session)
        if self.superior_id is None:
            return
        with session.no_autoflush:
            above = {
                row.id: row.superior_id for row in session.execute(select(Person.id, Person.superior_id))
            }
        if self.id in chain_from(self.superior_id, above):
            raise OwnSuperior(field="superior_id")
