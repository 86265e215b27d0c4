"""Sessions: a course on its days, at its place, with its trainer."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, LongText, Name
from domain.core import clock
from domain.core.changed import was_changed
from domain.core.errors import RuleBroken
from domain.core.permission import Permission
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.course import Course
from domain.training.places import places_taken
from domain.training.session_state import SessionState
from domain.training.session_workflow import SESSION_WORKFLOW
from domain.training.tell_training import in_words, tell_moved

MEETING = ("starts_at", "ends_at", "place", "online_link")
"""Where and when people are to be."""

if TYPE_CHECKING:
    from domain.training.enrolment import Enrolment


class EndsBeforeItStarts(RuleBroken):
    """The session would take no time."""

    text = "The session ends before it starts."


class NoPlaces(RuleBroken):
    """Nobody could take part."""

    text = "There must be at least one place; leave the field empty for as many as come."


class SessionHasEnded(RuleBroken):
    """Nobody comes to what is over."""

    text = "The session is over since {when}."


class FewerThanTaken(RuleBroken):
    """Somebody who was given a place would stand before the door."""

    text = "{count} people have a place already; tell some of them first, or keep as many places."


class OneTrainer(RuleBroken):
    """Who teaches decides who may record attendance, so it must be clear."""

    text = "Name a trainer of the company or an external one, not both."


class CourseSession(WorkflowEntity):
    """One time a course is given. Everybody may see when; who takes part is kept with the enrolments."""

    __tablename__ = "course_session"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.TRAINING_ADMINISTER

    number: Mapped[Code] = mapped_column(unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    """The unit for which it is held; None: for the whole company."""
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[Name] = mapped_column(insert_default="")
    online_link: Mapped[str] = mapped_column(String(500), insert_default="")
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    external_trainer: Mapped[Name] = mapped_column(insert_default="")
    places: Mapped[int | None]
    """None: as many as come."""
    remarks: Mapped[LongText] = mapped_column(insert_default="")
    state: Mapped[SessionState] = mapped_column(insert_default=SessionState.PLANNED, index=True)

    course: Mapped[Course] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    trainer: Mapped[Person | None] = relationship(lazy="raise")
    enrolments: Mapped[list["Enrolment"]] = relationship(
        lazy="raise", viewonly=True, order_by="Enrolment.id", back_populates="course_session"
    )
    """All of them, whoever looks: for rules on places and attendance only, never to be shown."""

    workflow: ClassVar[Workflow["CourseSession"]] = SESSION_WORKFLOW

    def require_ahead(self, now: datetime) -> None:
        """Raise SessionHasEnded once it is over."""
        if now >= self.ends_at:
            raise SessionHasEnded(when=in_words(self.ends_at))

    def check(self) -> None:
        """Refuse a session without time or places, or with two trainers; tell of one that was moved."""
        if self.ends_at <= self.starts_at:
            raise EndsBeforeItStarts(field="ends_at")
        if self.places is not None and self.places < 1:
            raise NoPlaces(field="places")
        if self.trainer_id is not None and (self.external_trainer or "").strip():
            raise OneTrainer(field="external_trainer")
        session = object_session(self)
        if session is None:
            return
        if self.places is not None and was_changed(self, "places"):
            taken = places_taken(session, [self.id])[self.id]
            if self.places < taken:
                raise FewerThanTaken(field="places", count=taken)
        if was_changed(self, *MEETING):
            tell_moved(session, self, clock.now())
