"""Exports and sign-ins that somebody should look at, as the journal of the portal tells them."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class AccessEventKind(StrEnum):
    """Why it is worth a look."""

    LARGE_EXPORT = "large_export"
    OFF_HOURS_EXPORT = "off_hours_export"
    OFF_HOURS_SIGN_IN = "off_hours_sign_in"
    LOCKED = "locked"
    """So many wrong passwords that the account was locked."""


class AccessEvent(Fact):
    """One line of the journal. A large export in the night is one event, a large one."""

    __tablename__ = "access_event"
    period_columns: ClassVar[tuple[str, ...]] = ("period",)

    kind: Mapped[AccessEventKind]
    at: Mapped[datetime]
    happened_on: Mapped[date]
    who: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose account it was, salesperson or not: figures are broken down by this column."""
    rows: Mapped[int | None]
    """Rows of the export."""
    journal_seq: Mapped[int] = mapped_column(index=True)

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
