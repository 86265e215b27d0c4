"""Who is in which level, since when."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from domain.core.entity import Entity
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
        """Nobody places themselves."""
        session = object_session(self)
        if session is not None and self.person_id == actor_of(session).person_id:
            raise OwnAffair(field="person")
