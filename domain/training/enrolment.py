"""Enrolments: one person in one course, from the invitation to the certificate."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment_state import EnrolmentState
from domain.training.enrolment_workflow import ENROLMENT_WORKFLOW
from domain.workforce.training_record import TrainingRecord


class ResultBy(StrEnum):
    """Who found the result."""

    QUIZ = "quiz"
    """The portal, from the answers."""
    TRAINER = "trainer"


class Enrolment(WorkflowEntity, Confidential):
    """Somebody's way through a course: seen by themselves, the session's trainer, HR and their superiors.

    Without a session it is a recertification: the short exam of a course whose certificate has just ended or
    is about to.
    """

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("course_session_id", "person_id"),)
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER
    unjournalled = frozenset({"wrong_codes", "wrong_code_at"})

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    course_session_id: Mapped[int | None] = mapped_column(ForeignKey("course_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Where the person worked when invited."""
    invited_on: Mapped[date]
    retake_of_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"), index=True)
    """The enrolment that came to nothing and is made up for by this one."""
    attended_at: Mapped[datetime | None]
    """When the person checked in or was marked present."""
    wrong_codes: Mapped[int] = mapped_column(insert_default=0)
    """Wrong codes given at check-in since the last pause."""
    wrong_code_at: Mapped[datetime | None]
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Percent of the points; None: no exam, or not yet."""
    passed: Mapped[bool | None]
    """What the result says; None: not yet."""
    result_by: Mapped[ResultBy | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The person who gave the mark; None: the portal did."""
    completed_on: Mapped[date | None]
    """The day of the result, from which a certificate holds."""
    feedback_on: Mapped[date | None]
    """When feedback was given; what it says is kept without a name."""
    training_record_id: Mapped[int | None] = mapped_column(ForeignKey("training_record.id"))
    """The certificate."""
    valid_until: Mapped[date | None]
    """The last day of the certificate."""
    state: Mapped[EnrolmentState] = mapped_column(insert_default=EnrolmentState.INVITED, index=True)

    course: Mapped[Course] = relationship(lazy="raise")
    course_session: Mapped[CourseSession | None] = relationship(lazy="raise", back_populates="enrolments")
    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    marked_by: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=marked_by_id)
    unit: Mapped[Unit] = relationship(lazy="raise")
    certificate: Mapped[TrainingRecord | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["Enrolment"]] = ENROLMENT_WORKFLOW

    @property
    def is_recertification(self) -> bool:
        """The short exam, without a session."""
        return self.course_session_id is None

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, the session's trainer, and who answers for training or for the person's work."""
        me = actor.person_id or 0
        taught = select(CourseSession.id).where(CourseSession.trainer_id == me)
        return or_(
            cls.person_id == me,
            cls.course_session_id.in_(taught),
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
            overseen(actor, Permission.TRAINING_CERTIFY, cls.unit_id),
            overseen(actor, Permission.ASSESSMENTS_RATE, cls.unit_id),
        )
