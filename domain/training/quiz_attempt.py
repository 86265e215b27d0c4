"""Attempts: one go at the questions of a course."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential
from domain.organisation.person import Person
from domain.training.course import Course
from domain.training.enrolment import Enrolment
from domain.training.quiz_answer import QuizAnswer


class AttemptKind(StrEnum):
    """What the attempt is for."""

    PRE = "pre"
    """Before the course, to see what it taught; it decides nothing."""
    POST = "post"
    """The exam."""
    SHORT = "short"
    """The exam of a recertification."""

    @property
    def tone(self) -> str:
        """None is better than another."""
        return "calm"


class QuizAttempt(Entity, Confidential):
    """Questions drawn by a seed, what was answered, what it came to. Seen like its enrolment."""

    __tablename__ = "quiz_attempt"
    __table_args__ = (UniqueConstraint("enrolment_id", "kind", "number"),)
    read_permission = Permission.TRAINING_READ

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[AttemptKind]
    number: Mapped[int]
    """Which try of this kind within the enrolment: 1, 2, 3 ..."""
    is_first: Mapped[bool]
    """The person's very first try at this exam, also counting enrolments that came to nothing before."""
    seed: Mapped[int]
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    points: Mapped[int | None]
    most_points: Mapped[int | None]
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Percent of the points."""
    passed: Mapped[bool | None]
    """None of a test before the course: it decides nothing."""

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    answers: Mapped[list[QuizAnswer]] = relationship(
        lazy="raise", back_populates="attempt", order_by=QuizAnswer.position
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Whoever sees the enrolment."""
        return cls.enrolment_id.in_(select(Enrolment.id).where(Enrolment.visible_to(actor)))
