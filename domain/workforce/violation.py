"""Violations of control rules by people, and the points they cost once confirmed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, LongText, Quantity
from domain.core.entity import Fact
from domain.core.errors import Missing, RuleBroken
from domain.core.period import month_of
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class ViolationSeverity(StrEnum):
    """How grave it is."""

    MINOR = "minor"
    MODERATE = "moderate"
    MAJOR = "major"

    @property
    def points(self) -> Decimal:
        """What it costs (K51)."""
        return _POINTS[self]

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"minor": "calm", "moderate": "waiting", "major": "bad"}[self.value]


_POINTS = {
    ViolationSeverity.MINOR: Decimal(2),
    ViolationSeverity.MODERATE: Decimal(5),
    ViolationSeverity.MAJOR: Decimal(20),
}


class ViolationStatus(StrEnum):
    """Whether it has been established."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"

    @property
    def tone(self) -> str:
        """How urgent it looks."""
        return {"pending": "waiting", "confirmed": "bad", "dismissed": "calm"}[self.value]


class ConfirmedBeforeItHappened(RuleBroken):
    """The dates contradict each other."""

    text = "It was confirmed on {confirmed_on}, before it happened ({occurred_on})."


class NotConfirmed(RuleBroken):
    """A day of confirmation without a confirmation."""

    text = "Only a confirmed violation has a day of confirmation."


def is_confirmed(values: Mapping[str, Any]) -> bool:
    """Whether a day of confirmation means anything beside these values."""
    return bool(values.get("status") == ViolationStatus.CONFIRMED)


class Violation(Fact):
    """One violation. Only confirmed ones cost points, in the month they were confirmed in."""

    __tablename__ = "violation"
    read_permission = Permission.JOURNAL_READ
    write_permission = Permission.FACTS_IMPORT
    period_columns: ClassVar[tuple[str, ...]] = ("period", "confirmed_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "confirmed_period")
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whoever committed it, salesperson or not: figures are broken down by this column."""
    occurred_on: Mapped[date]
    severity: Mapped[ViolationSeverity]
    status: Mapped[ViolationStatus] = mapped_column(insert_default=ViolationStatus.PENDING)
    confirmed_on: Mapped[date | None]
    confirmed_period: Mapped[int | None]
    points: Mapped[Quantity] = mapped_column(insert_default=Decimal(0))
    """Of a confirmed one; a pending or dismissed one costs nothing."""
    is_fraud: Mapped[bool | None]
    """It was a fraud. None: nobody has said so."""
    rule: Mapped[str] = mapped_column(insert_default="")
    what: Mapped[LongText] = mapped_column(insert_default="")

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")

    def check(self) -> None:
        """Keep what follows in step; refuse a confirmation without or before its day."""
        for name, value in consequences(
            self.occurred_on, self.severity, self.status, self.confirmed_on
        ).items():
            setattr(self, name, value)
        if self.confirmed_on is not None and not is_confirmed({"status": self.status}):
            raise NotConfirmed(field="confirmed_on")


def consequences(
    occurred_on: date, severity: ViolationSeverity, status: ViolationStatus, confirmed_on: date | None
) -> dict[str, object]:
    """Months and points. Missing without the day of a confirmation."""
    confirmed = status == ViolationStatus.CONFIRMED
    if confirmed and confirmed_on is None:
        raise Missing(field="confirmed_on", field_name="Violation.confirmed_on")
    if confirmed_on is not None and confirmed_on < occurred_on:
        raise ConfirmedBeforeItHappened(
            field="confirmed_on", confirmed_on=confirmed_on, occurred_on=occurred_on
        )
    return {
        "period": month_of(occurred_on),
        "confirmed_period": month_of(confirmed_on) if confirmed and confirmed_on else None,
        "points": ViolationSeverity(severity).points if confirmed else Decimal(0),
    }
