"""Certificates earned elsewhere: claimed by the person with proof, accepted by somebody else."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import LongText, Name
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.external_state import ExternalState
from domain.training.external_workflow import EXTERNAL_WORKFLOW
from domain.workforce.training_record import TrainingRecord, require_training


class ProofKind(StrEnum):
    """What the certificate is."""

    CERTIFICATE = "certificate"
    LICENCE = "licence"
    DEGREE = "degree"


class ExternalCertificate(WorkflowEntity, Confidential):
    """A certificate of another institution that stands for one of our courses once it has been accepted."""

    __tablename__ = "external_certificate"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_READ

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    """The course it stands for."""
    kind: Mapped[ProofKind] = mapped_column(insert_default=ProofKind.CERTIFICATE)
    issuer: Mapped[Name]
    certificate_number: Mapped[Name] = mapped_column(insert_default="")
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
    """As the issuer says; None: it does not expire."""
    remarks: Mapped[LongText] = mapped_column(insert_default="")
    training_record_id: Mapped[int | None] = mapped_column(ForeignKey("training_record.id"))
    state: Mapped[ExternalState] = mapped_column(insert_default=ExternalState.SUBMITTED, index=True)

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")
    certificate: Mapped[TrainingRecord | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["ExternalCertificate"]] = EXTERNAL_WORKFLOW

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, and who administers or certifies training in the person's unit."""
        return or_(
            cls.person_id == (actor.person_id or 0),
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
            overseen(actor, Permission.TRAINING_CERTIFY, cls.unit_id),
        )

    def check(self) -> None:
        """Refuse a certificate that ends before it was earned."""
        if self.completed_on is not None:
            require_training(self.completed_on, self.valid_until, None)
