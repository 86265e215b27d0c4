"""Receipts of reading: who has confirmed to have read which version of a page of the handbook."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.culture.append_only import keep_as_written
from domain.culture.handbook_page import HandbookVersion
from domain.culture.reach import led_by
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class ReadReceipt(Entity, Confidential):
    """That one person has read one version."""

    __tablename__ = "read_receipt"
    __table_args__ = (UniqueConstraint("version_id", "person_id"),)
    read_permission = Permission.CULTURE_READ

    version_id: Mapped[int] = mapped_column(ForeignKey("handbook_version.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit of the person at the time."""
    read_on: Mapped[date]
    read_at: Mapped[datetime]

    read: Mapped[HandbookVersion] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Oneself, whoever leads the person, whoever keeps the handbook."""
        return or_(cls.person_id == (actor.person_id or 0), led_by(actor, cls.unit_id))


keep_as_written(ReadReceipt)
