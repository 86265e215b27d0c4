"""Minutes of calibration meetings: who sat together, when, and what was said."""

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.bulk import table_of
from db.types import LongText
from domain.appraisal.cycle import AppraisalCycle
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person


class CalibrationMinutes(Entity, Confidential):
    """The minutes of one meeting, for those who were there and HR. Never changed: corrections are added."""

    __tablename__ = "calibration_minutes"
    read_permission = Permission.ASSESSMENTS_READ

    cycle_id: Mapped[int] = mapped_column(ForeignKey("appraisal_cycle.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    held_on: Mapped[date]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[LongText]

    cycle: Mapped[AppraisalCycle] = relationship(lazy="raise")
    written_by: Mapped[Person] = relationship(lazy="raise", foreign_keys=written_by_id)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Who took part, and HR of the unit."""
        t = table_of(CalibrationParticipant).c
        there = select(t.minutes_id).where(t.person_id == (actor.person_id or 0))
        return or_(cls.id.in_(there), overseen(actor, Permission.ASSESSMENTS_ADMINISTER, cls.unit_id))


class CalibrationParticipant(Entity):
    """Somebody who sat in the meeting."""

    __tablename__ = "calibration_participant"

    minutes_id: Mapped[int] = mapped_column(ForeignKey("calibration_minutes.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    minutes: Mapped[CalibrationMinutes] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
