"""Some weeks after a course: does the person work differently? The superior says (level 3 of Kirkpatrick)."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.enrolment import Enrolment


class Applied(StrEnum):
    """Whether what was learned is done."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    NO_OCCASION = "no_occasion"
    """Nothing came up in which it could have shown; it does not count."""

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"fully": "good", "partly": "waiting", "not": "bad", "no_occasion": "calm"}[self.value]


class BehaviourCheck(Entity, Confidential):
    """One question about one person and one course; `answered_on` is empty until it is answered."""

    __tablename__ = "behaviour_check"
    read_permission = Permission.TRAINING_READ
    unjournalled = frozenset({"applied", "remark"})

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The superior on the day it was asked."""
    trained_on: Mapped[date]
    asked_on: Mapped[date]
    applied: Mapped[Applied | None]
    remark: Mapped[LongText] = mapped_column(insert_default="")
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    asked: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=asked_id)
    unit: Mapped[Unit] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, who was asked, who answers for training, and who rates the person's work."""
        me = actor.person_id or 0
        return or_(
            cls.person_id == me,
            cls.asked_id == me,
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
            overseen(actor, Permission.ASSESSMENTS_RATE, cls.unit_id),
        )
