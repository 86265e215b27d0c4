"""Signatures under codes of conduct."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.culture.append_only import keep_as_written
from domain.culture.conduct_code import ConductCodeVersion
from domain.culture.reach import led_by
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class Acknowledgement(Entity, Confidential):
    """That one person signed one version, what text they had before them, and until when it holds."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("version_id", "person_id", "signed_on"),)
    read_permission = Permission.CULTURE_READ

    version_id: Mapped[int] = mapped_column(ForeignKey("conduct_code_version.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit of the person at the time."""
    signed_on: Mapped[date]
    signed_at: Mapped[datetime]
    due_on: Mapped[date]
    """Until when it should have been signed."""
    valid_until: Mapped[date | None]
    """The last day it holds; None: as long as the version is in force."""
    text_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was signed: both texts and the document."""

    signed: Mapped[ConductCodeVersion] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Oneself, whoever leads the person, whoever keeps the codes."""
        return or_(cls.person_id == (actor.person_id or 0), led_by(actor, cls.unit_id))


keep_as_written(Acknowledgement)
