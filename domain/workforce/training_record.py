"""Training and coaching that somebody took part in, with exam and certificate where there is one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, inspect, or_
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from db.types import Code, Name, Scaled
from domain.core.changed import is_written
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.core.period import month_of
from domain.core.permission import Actor, Permission
from domain.core.visibility import Confidential, actor_of, is_machine, overseen
from domain.organisation.person import Person
from domain.organisation.unit import Unit

SEEN_WITH = (
    Permission.TRAINING_ADMINISTER, Permission.TRAINING_CERTIFY, Permission.TRAINING_TEACH,
    Permission.ASSESSMENTS_RATE, Permission.ORGANISATION_WRITE, Permission.JOURNAL_READ,
)  # fmt: skip
"""Whoever holds one of these in the unit sees the records of its people."""


class TrainingKind(StrEnum):
    """What kind of learning it was."""

    COURSE = "course"
    COACHING = "coaching"


class ValidBeforeCompleted(RuleBroken):
    """The certificate would have expired before it was earned."""

    text = "The certificate ends on {valid_until}, before the training was completed ({completed_on})."


class NegativeHours(RuleBroken):
    """Nobody learns for less than no time."""

    text = "The hours {hours} are negative."


class AboutYourself(RuleBroken):
    """Nobody certifies themselves by the back door."""

    text = "This is about yourself; somebody else has to enter it."


class KeptElsewhere(RuleBroken):
    """What an exam, a session or a log of coaching left behind is changed there."""

    text = (
        "This record came from an exam, a session or coaching and is not changed by hand; "
        "only the end of a certificate can be brought forward."
    )


OF_STEPS = ("training", "coaching")
"""Sources of records that steps of the portal left behind."""


class TrainingRecord(Fact, Confidential):
    """One person, one course (or coaching), one day. It belongs to the unit the person works in.

    Marks are nobody's business but the person's, their superiors', and of those who answer for training or
    look after the control of it.

    A certificate is a record of a course that was passed, or has no exam; without `valid_until` it does
    not expire.
    """

    __tablename__ = "training_record"
    write_permission = Permission.ORGANISATION_WRITE

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[TrainingKind] = mapped_column(insert_default=TrainingKind.COURSE)
    course_code: Mapped[Code] = mapped_column(index=True)
    course_name: Mapped[Name] = mapped_column(insert_default="")
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    passed: Mapped[bool | None]
    """None: there was no exam."""
    attempt: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Which try at the exam this was, as the source says."""
    is_first_attempt: Mapped[bool | None]
    """Whether it was the first try at the exam; without a number the earliest one is. None: no exam."""
    hours: Mapped[Decimal | None] = mapped_column(Scaled(4))
    trainer: Mapped[str] = mapped_column(String(200), insert_default="")

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    @property
    def certifies(self) -> bool:
        """Counts as a certificate of the course."""
        return self.kind is TrainingKind.COURSE and self.passed is not False

    def check(self) -> None:
        """Keep the month in step with the day; refuse dates and hours that contradict each other."""
        self.period = month_of(self.completed_on)
        require_training(self.completed_on, self.valid_until, self.hours)
        session = object_session(self)
        if session is not None and not is_machine(actor_of(session)):
            self._require_hand(actor_of(session))

    def _require_hand(self, actor: Actor) -> None:
        """Refuse what somebody may not write by hand."""
        state = inspect(self)
        changed = {name for name in WRITTEN if not state.persistent or is_written(self, name)}
        if changed and actor.person_id is not None and actor.person_id == self.person_id:
            raise AboutYourself(field="person")
        if not changed or not state.persistent or self.source not in OF_STEPS:
            return
        before: list[date | None] = list(state.attrs["valid_until"].history.deleted)
        earlier = self.valid_until is not None and self.valid_until < ([*before, None][0] or date.max)
        if changed != {"valid_until"} or not earlier:
            raise KeptElsewhere(field=min(changed))

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """The person, their superiors, and who answers for training, for people, or for control."""
        own = cls.person_id == (actor.person_id or 0)
        return or_(own, *(overseen(actor, one, cls.unit_id) for one in SEEN_WITH))


WRITTEN = (
    "person_id", "kind", "course_code", "completed_on", "valid_until", "score", "passed", "attempt", "hours",
)  # fmt: skip
"""What a record proves, or counts as."""


def require_training(completed_on: date, valid_until: date | None, hours: Decimal | None) -> None:
    """Refuse a certificate that ends before it begins, and negative hours."""
    if valid_until is not None and valid_until < completed_on:
        raise ValidBeforeCompleted(field="valid_until", valid_until=valid_until, completed_on=completed_on)
    if hours is not None and hours < 0:
        raise NegativeHours(field="hours", hours=hours)


def certifies_oneself(columns: Mapping[str, Any], person: int) -> AboutYourself | None:
    """Why somebody may not bring in a certificate of their own from a file; hours and failures they may."""
    own = columns.get("person_id") == person and columns.get("passed") is not False
    certifies = own and columns.get("kind", TrainingKind.COURSE) == TrainingKind.COURSE
    return AboutYourself(field="person") if certifies else None
