"""Coaching: what a coach and the person coached talked about and agreed on; private to the two and HR."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, or_
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import LongText, Name, Quantity
from domain.core import clock
from domain.core.changed import is_written
from domain.core.errors import Missing, RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, is_machine, overseen
from domain.core.workflow import Workflow, WorkflowEntity
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.training.coaching_workflow import COACHING_WORKFLOW, CoachingState, NotTheCoach

MOST_HOURS = Decimal(24)
WRITTEN_BY_COACH = (
    "coach_id", "coachee_id", "kind", "held_on", "hours", "topic", "goals", "notes", "agreements", "next_on",
)  # fmt: skip


class CoachingKind(StrEnum):
    """In what company."""

    ONE_TO_ONE = "one_to_one"
    TEAM = "team"
    CASE = "case"
    """Along a case of the trade."""


class CoachesThemselves(RuleBroken):
    """It takes two."""

    text = "Nobody coaches themselves."


class HoursOutOfRange(RuleBroken):
    """No time, or more than a day."""

    text = "The hours are more than 0 and at most {most}."


class NextBeforeThis(RuleBroken):
    """The next time lies before this one."""

    text = "The next date lies before this one."


class NotHeldYet(RuleBroken):
    """Hours that have yet to pass do not count."""

    text = "{day} lies ahead. Write it down once it has taken place; the next date has a field of its own."


class CoachingLog(WorkflowEntity, Confidential):
    """One time, one person coached. A team has one log for each, so that nobody reads about another.

    Confirmed by the person coached, its hours count (K48).
    """

    __tablename__ = "coaching_log"
    read_permission = Permission.TRAINING_READ
    write_permission = Permission.COACHING_WRITE
    unjournalled = frozenset({"topic", "notes", "goals", "agreements"})

    coach_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    coachee_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    """Where the person coached works."""
    kind: Mapped[CoachingKind] = mapped_column(insert_default=CoachingKind.ONE_TO_ONE)
    together: Mapped[str] = mapped_column(String(40), insert_default="", index=True)
    """The same for all logs of one time with several people."""
    held_on: Mapped[date]
    hours: Mapped[Quantity]
    topic: Mapped[Name]
    goals: Mapped[LongText] = mapped_column(insert_default="")
    notes: Mapped[LongText] = mapped_column(insert_default="")
    agreements: Mapped[LongText] = mapped_column(insert_default="")
    next_on: Mapped[date | None]
    training_record_id: Mapped[int | None] = mapped_column(ForeignKey("training_record.id"))
    """Where the hours count."""
    state: Mapped[CoachingState] = mapped_column(insert_default=CoachingState.WRITTEN, index=True)

    coach: Mapped[Person] = relationship(lazy="raise", foreign_keys=coach_id)
    coachee: Mapped[Person] = relationship(lazy="raise", foreign_keys=coachee_id)
    unit: Mapped[Unit] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["CoachingLog"]] = COACHING_WORKFLOW

    @property
    def title(self) -> str:
        """What it is called where it is mentioned to those who see it."""
        return self.topic

    def check(self) -> None:
        """Refuse a log about nobody else or nothing, at impossible times, or written by another."""
        self._require_coach()
        if self.coach_id == self.coachee_id:
            raise CoachesThemselves(field="coachee")
        if self.held_on > clock.today():
            raise NotHeldYet(field="held_on", day=self.held_on)
        if not 0 < self.hours <= MOST_HOURS:
            raise HoursOutOfRange(field="hours", most=MOST_HOURS)
        if self.next_on is not None and self.next_on < self.held_on:
            raise NextBeforeThis(field="next_on")
        if not (self.topic or "").strip():
            raise Missing(field="topic", field_name="CoachingLog.topic")

    def _require_coach(self) -> None:
        session = object_session(self)
        if session is None or not is_written(self, *WRITTEN_BY_COACH) or is_machine(actor_of(session)):
            return
        if actor_of(session).person_id != self.coach_id:
            raise NotTheCoach

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The two, and HR."""
        me = actor.person_id or 0
        return or_(
            cls.coach_id == me,
            cls.coachee_id == me,
            overseen(actor, Permission.TRAINING_ADMINISTER, cls.unit_id),
        )
