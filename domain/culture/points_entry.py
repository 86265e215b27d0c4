"""The ledger of points: written once, set right by entries of the opposite sign."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import KindOfRecord, LongText
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.culture.append_only import keep_as_written
from domain.culture.points_event import PointsEvent
from domain.culture.reach import kept_by
from domain.organisation.person import Person
from domain.organisation.unit import Unit

UNDONE = "effect_undone"
"""Why points were taken back: a label key, `PointsEntry.effect_undone`. Found again, they are given again."""


class PointsKind(StrEnum):
    """Whether points came or went."""

    EARNED = "earned"
    REVERSED = "reversed"

    @property
    def tone(self) -> str:
        """What it means."""
        return {"earned": "good", "reversed": "waiting"}[self.value]


class PointsEntry(Entity, Confidential):
    """Points of one person for one record. The same record counts once, until its effect is undone."""

    __tablename__ = "points_entry"
    __table_args__ = (
        UniqueConstraint("person_id", "entity", "entity_id", "turn", "kind"),
        Index("ix_points_entry_period_person_id", "period", "person_id"),
    )
    read_permission = Permission.CULTURE_READ

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit of the person at the time."""
    event: Mapped[PointsEvent]
    kind: Mapped[PointsKind]
    points: Mapped[int]
    """Negative in a reversal; 0 where the limit of the month was reached."""
    entity: Mapped[str] = mapped_column(KindOfRecord)
    """The kind of record the points are for ..."""
    entity_id: Mapped[int]
    """... and which one."""
    turn: Mapped[int]
    """How many times points were given for it: 1, after its effect was undone and found again 2 ..."""
    earned_on: Mapped[date]
    period: Mapped[int]
    """The month (yyyymm) in which the entry counts."""
    full_points: Mapped[int]
    """What the rule gives, before the limit of the month cut it."""
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("points_entry.id"), unique=True)
    reason: Mapped[LongText] = mapped_column(insert_default="")
    by: Mapped[str] = mapped_column(String(200))
    """Who caused it to be written."""

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Oneself, and whoever keeps the ledger. The board tells no more than totals of those named."""
        return or_(cls.person_id == (actor.person_id or 0), kept_by(actor, cls.unit_id))


keep_as_written(PointsEntry)
