"""Training and coaching that somebody took part in, with exam and certificate where there is one."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name, Scaled
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.core.period import month_of
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit


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


class TrainingRecord(Fact):
    """One person, one course (or coaching), one day. It belongs to the unit the person works in.

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


def require_training(completed_on: date, valid_until: date | None, hours: Decimal | None) -> None:
    """Refuse a certificate that ends before it begins, and negative hours."""
    if valid_until is not None and valid_until < completed_on:
        raise ValidBeforeCompleted(field="valid_until", valid_until=valid_until, completed_on=completed_on)
    if hours is not None and hours < 0:
        raise NegativeHours(field="hours", hours=hours)
