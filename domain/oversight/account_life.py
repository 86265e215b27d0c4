"""Accounts of the portal over time: since when they work, and whether they outlived the employment."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class AccountLife(Fact):
    """One account, as the portal itself knows it. It should end at the latest on the day after leaving."""

    __tablename__ = "account_life"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "overdue_from", "overdue_until")
    kept_to_date: ClassVar[bool] = True

    username: Mapped[str] = mapped_column(String(80))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose it is, salesperson or not."""
    opened_on: Mapped[date]
    left_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The day it was disabled, ran out or was archived."""
    overdue_on: Mapped[date | None]
    """The first day on which it had worked for more than 24 hours after the last day of its person."""
    overdue_from: Mapped[int | None]
    """The month of that day ..."""
    overdue_until: Mapped[int | None]
    """... and the month in which that ended."""

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
