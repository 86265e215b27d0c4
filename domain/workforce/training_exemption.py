"""Who need not hold a certificate for a while, and why: on long leave, or otherwise proven."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, LongText
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, is_machine, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.workforce.training_record import AboutYourself
from domain.workforce.training_requirement import require_some_time


class ExemptionReason(StrEnum):
    """Why a requirement does not count for somebody."""

    LONG_LEAVE = "long_leave"
    EQUAL_CERTIFICATE = "equal_certificate"
    """Another certificate proves the same."""
    NOT_CONCERNED = "not_concerned"
    """The work of this person does not touch the subject."""


class TrainingExemption(Entity, Confidential):
    """Days on which somebody is bound by no requirement of a course, or of any course.

    Leave is nobody's business but the person's, HR's and their superiors'.
    """

    __tablename__ = "training_exemption"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER
    unjournalled = frozenset({"remark"})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Where the person worked when it was entered."""
    course_code: Mapped[Code] = mapped_column(insert_default="")
    """Empty: of every course."""
    reason: Mapped[ExemptionReason] = mapped_column(insert_default=ExemptionReason.LONG_LEAVE)
    first_on: Mapped[date]
    until: Mapped[date | None]
    """The last day; None: until somebody ends it."""
    remark: Mapped[LongText] = mapped_column(insert_default="")

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """Refuse an exemption that never holds, and one that somebody grants themselves."""
        require_some_time(self.first_on, self.until)
        session = object_session(self)
        if session is None or is_machine(actor_of(session)):
            return
        person = actor_of(session).person_id
        if person is not None and person == self.person_id:
            raise AboutYourself(field="person")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, HR, and who rates them."""
        return or_(
            cls.person_id == (actor.person_id or 0),
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
            overseen(actor, Permission.ASSESSMENTS_RATE, cls.unit_id),
        )
