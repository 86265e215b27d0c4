"""Base amounts: what a bonus of coefficient 1 is for one cycle, by post, or for one person in its place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship, validates

from db.bulk import table_of
from db.types import Money
from domain.core.editing import create
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, overseen
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from domain.rewards.bonus_scheme import OVERSIGHT, BonusScheme
from domain.rewards.own_affair import OwnAffair


class PostOrPerson(RuleBroken):
    """A base that is nobody's, or that does not say whose."""

    text = "Name either a post or a person."


class NotForPosts(RuleBroken):
    """A post's amount reaches everywhere, the right does not."""

    text = "Amounts for a post hold everywhere; your role covers only some units."


class NoBase(RuleBroken):
    """Less than nothing."""

    text = "A base amount is above 0, and ends no earlier than it begins."


class TwoBases(RuleBroken):
    """Two amounts for one day would leave it open which counts."""

    text = "There is already an amount for this from {since} on; end it first."


class BonusBase(Entity, Confidential):
    """An amount for one whole cycle, from a day on, until a last day (None: until another one begins)."""

    __tablename__ = "bonus_base"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    scheme_id: Mapped[int] = mapped_column(ForeignKey("bonus_scheme.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """Of the person; a post's amount belongs to no unit and is kept by whoever may do so everywhere."""
    amount: Mapped[Money]
    since: Mapped[date]
    until: Mapped[date | None]

    scheme: Mapped[BonusScheme] = relationship(lazy="raise")
    post: Mapped[Post | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, and those who work on bonuses of the unit."""
        return or_(
            cls.person_id == (actor.person_id or 0), *(overseen(actor, one, cls.unit_id) for one in OVERSIGHT)
        )

    def check(self) -> None:
        """Refuse an amount that is nobody's, nothing, one's own, or stands beside another one."""
        if (self.post_id is None) == (self.person_id is None):
            raise PostOrPerson(field="post")
        if self.amount <= 0 or (self.until is not None and self.until < self.since):
            raise NoBase(field="amount")
        session = object_session(self)
        if session is None:
            return
        actor = actor_of(session)
        if self.person_id is not None and self.person_id == actor.person_id:
            raise OwnAffair(field="person")
        if self.post_id is not None and self.post_id == _post_of(session, actor):
            raise OwnAffair(field="post")
        if self.post_id is not None and actor.units is not None:
            raise NotForPosts(field="post")
        if (other := self._other(session)) is not None:
            raise TwoBases(field="since", since=other)

    @validates("archived_at")
    def _not_ones_own(self, _name: str, value: object) -> object:
        """Taking one's own amount out of the list would put that of the post in its place."""
        session = object_session(self)
        mine = session is not None and self.person_id == actor_of(session).person_id
        if mine and self.person_id is not None:
            raise OwnAffair
        return value

    def _other(self, session: Session) -> date | None:
        """Since when another amount for the same days stands."""
        query = select(BonusBase.since).where(
            BonusBase.scheme_id == self.scheme_id,
            BonusBase.post_id == self.post_id if self.post_id else BonusBase.person_id == self.person_id,
            BonusBase.archived_at.is_(None),
            or_(BonusBase.until.is_(None), BonusBase.until >= self.since),
            *([BonusBase.since <= self.until] if self.until else []),
            *([BonusBase.id != self.id] if self.id else []),
        )
        with session.no_autoflush:
            return session.scalar(query.limit(1))


def _post_of(session: Session, actor: Actor) -> int | None:
    t = table_of(Person).c
    with session.no_autoflush:
        return session.scalar(select(t.post_id).where(t.id == (actor.person_id or 0)))


def new_base(session: Session, actor: Actor, values: Mapping[str, Any]) -> BonusBase:
    """An amount; a person's belongs to the person's unit, a post's needs the right everywhere."""
    person = values.get("person_id")
    unit_id = session.scalar(select(Person.unit_id).where(Person.id == person)) if person else None
    return create(session, actor, Permission.REWARDS_PROPOSE, BonusBase, {**values, "unit_id": unit_id})
