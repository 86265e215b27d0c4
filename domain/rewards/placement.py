"""Who is in which level, since when."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, inspect, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from db.bulk import table_of
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.rewards.career_level import CareerLevel
from domain.rewards.own_affair import OwnAffair

SEEN_BY = (
    Permission.REWARDS_PROPOSE, Permission.REWARDS_CHECK, Permission.REWARDS_APPROVE,
    Permission.ASSESSMENTS_RATE,
)  # fmt: skip


class RisesByHand(RuleBroken):
    """A promotion past those who approve promotions."""

    text = "The person is in a lower level of this track; a higher one takes an approved promotion."


class CareerPlacement(Entity, Confidential):
    """A person entered a level; the latest one counts. `use_id`: the promotion that did it."""

    __tablename__ = "career_placement"
    read_permission = Permission.REWARDS_READ
    write_permission = Permission.REWARDS_PROPOSE

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("career_level.id"), index=True)
    since: Mapped[date]
    use_id: Mapped[int | None] = mapped_column(ForeignKey("use_of_result.id"))

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    level: Mapped[CareerLevel] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, those who work on rewards or rate people of the unit."""
        return or_(
            cls.person_id == (actor.person_id or 0), *(overseen(actor, one, cls.unit_id) for one in SEEN_BY)
        )

    def check(self) -> None:
        """Nobody places themselves, and nobody rises without an approved promotion."""
        session = object_session(self)
        if session is None:
            return
        if self.person_id == actor_of(session).person_id:
            raise OwnAffair(field="person")
        with session.no_autoflush:
            if self.use_id is None and self._rises(session):
                raise RisesByHand(field="level")

    def _rises(self, session: Session) -> bool:
        """Whether the person is in a lower level of the same track, but for this record."""
        wanted = session.get(CareerLevel, self.level_id)
        before = inspect(self).attrs.level_id.history.deleted
        now = before[0] if before else _present_level(session, self.person_id, self.id)
        level = session.get(CareerLevel, now) if now is not None else None
        return (
            wanted is not None
            and level is not None
            and level.track == wanted.track
            and level.position < wanted.position
        )


def _present_level(session: Session, person_id: int, but_for: int | None) -> int | None:
    """By the latest placement, else by the post, whoever asks."""
    t, level, person = map(table_of, (CareerPlacement, CareerLevel, Person))
    placed: int | None = session.scalar(
        select(t.c.level_id)
        .where(t.c.person_id == person_id, t.c.archived_at.is_(None), t.c.id != (but_for or 0))
        .order_by(t.c.since.desc(), t.c.id.desc())
        .limit(1)
    )
    if placed is not None:
        return placed
    by_post: int | None = session.scalar(
        select(level.c.id)
        .join(person, person.c.post_id == level.c.post_id)
        .where(person.c.id == person_id, level.c.archived_at.is_(None))
        .order_by(level.c.track, level.c.position)
        .limit(1)
    )
    return by_post
