"""What fairness is checked by and nothing else: gender and birth date, apart from the person's record.

Only HR sees single records; reports read them in groups of at least ten people. They are entered by hand
or come in from a file, and follow the person into another unit.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, Connection, ForeignKey, event, select, update
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.bulk import table_of
from db.types import LongText
from domain.core.changed import is_written
from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class Gender(StrEnum):
    """As the person states it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"

    @property
    def tone(self) -> str:
        """No gender is better than another."""
        return "calm"


class BornAfterJoining(RuleBroken):
    """The dates contradict each other."""

    text = "The birth date does not lie before the day the person joined."


class PersonAttributes(Entity, Confidential):
    """Protected attributes of one person. `purpose`: on what lawful ground they are kept."""

    __tablename__ = "person_attributes"
    read_permission = Permission.ASSESSMENTS_ADMINISTER
    write_permission = Permission.ASSESSMENTS_ADMINISTER
    unjournalled: ClassVar[frozenset[str]] = frozenset({"gender", "born_on"})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit HR answers for."""
    gender: Mapped[Gender | None]
    born_on: Mapped[date | None]
    purpose: Mapped[LongText]

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """HR of the unit."""
        return overseen(actor, Permission.ASSESSMENTS_ADMINISTER, cls.unit_id)

    def check(self) -> None:
        """Refuse attributes without a purpose, and somebody born after the first day at work."""
        if not (self.purpose or "").strip():
            raise Missing(field="purpose", field_name="PersonAttributes.purpose")
        session, t = object_session(self), table_of(Person).c
        if self.born_on is None or session is None:
            return
        joined_on = session.scalar(select(t.joined_on).where(t.id == self.person_id))
        if joined_on is not None and self.born_on >= joined_on:
            raise BornAfterJoining(field="born_on")


@event.listens_for(Person, "after_update")
def _follow(_: object, connection: Connection, person: Person) -> None:
    """HR of the unit a person moved to answers for the attributes; HR of the former one sees them no more."""
    if is_written(person, "unit_id"):
        t = table_of(PersonAttributes)
        connection.execute(update(t).where(t.c.person_id == person.id).values(unit_id=person.unit_id))
