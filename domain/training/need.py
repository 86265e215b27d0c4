"""Training needs: somebody has something to learn, found somewhere, to be met by a day."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship, validates

from db.types import LongText, Name
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.need_state import NeedPriority, NeedSource, NeedState
from domain.training.need_workflow import NEED_WORKFLOW
from domain.training.tell_needs import UNMET


class NothingToLearn(RuleBroken):
    """Nobody could meet the need."""

    text = "Name the course, or say what is to be learned."


class OriginIsFixed(RuleBroken):
    """Whose need it is, and what showed it, is history."""

    text = "{field_name} cannot be changed once the need exists."


class OtherCourse(RuleBroken):
    """The session would not meet the need."""

    text = "The session is one of another course."


class TrainingNeed(WorkflowEntity, Confidential):
    """What one person should learn and why. `source`, `entity` and `entity_id` lead to what showed it.

    `natural_key` is unique: the same thing about the same person raises one need, however often it is found.
    """

    __tablename__ = "training_need"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER
    unjournalled = frozenset({"topic", "why", "effect", "natural_key"})

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Where the person worked when it was found."""
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    topic: Mapped[Name] = mapped_column(insert_default="")
    """What is to be learned, where no course of the catalogue is named."""
    source: Mapped[NeedSource] = mapped_column(insert_default=NeedSource.MANUAL, index=True)
    entity: Mapped[str] = mapped_column(String(80), insert_default="")
    entity_id: Mapped[int | None]
    why: Mapped[LongText] = mapped_column(insert_default="")
    priority: Mapped[NeedPriority] = mapped_column(insert_default=NeedPriority.NORMAL)
    raised_on: Mapped[date]
    due_on: Mapped[date]
    course_session_id: Mapped[int | None] = mapped_column(ForeignKey("course_session.id"), index=True)
    """The session that is to meet it."""
    effect_due_on: Mapped[date | None]
    """When it can be said whether anything changed."""
    effect: Mapped[LongText] = mapped_column(insert_default="")
    """What changed, as whoever reviewed it found."""
    natural_key: Mapped[str] = mapped_column(String(300), unique=True)
    state: Mapped[NeedState] = mapped_column(insert_default=NeedState.IDENTIFIED, index=True)

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    course: Mapped[Course | None] = relationship(lazy="raise")
    course_session: Mapped[CourseSession | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["TrainingNeed"]] = NEED_WORKFLOW

    def overdue(self, today: date) -> bool:
        """It should have been met by now."""
        return self.state in UNMET and self.due_on < today

    def check(self) -> None:
        """Refuse a need that says nothing."""
        if self.course_id is None and not (self.topic or "").strip():
            raise NothingToLearn(field="topic")
        session = object_session(self)
        if self.course_session_id is not None and session is not None:
            with session.no_autoflush:
                taught = session.scalar(
                    select(CourseSession.course_id).where(CourseSession.id == self.course_session_id)
                )
            if self.course_id is not None and taught != self.course_id:
                raise OtherCourse(field="course_session")

    @validates("person_id", "source", "entity", "entity_id", "raised_on", "natural_key")
    def _keep_origin(self, name: str, value: object) -> object:
        if getattr(self, name) is not None and getattr(self, name) != value:
            raise OriginIsFixed(field=name, field_name=f"TrainingNeed.{name}")
        return value

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, who answers for training, and who answers for the person's work."""
        return or_(
            cls.person_id == (actor.person_id or 0),
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
            overseen(actor, Permission.ASSESSMENTS_RATE, cls.unit_id),
        )
