"""Actions of the control work: what somebody has to do until when, wherever it was decided."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class ActionStatus(StrEnum):
    """What became of an action."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class ControlAction(Fact):
    """One action. The portal writes those of its own improvement work; others are imported.

    Punctuality is judged by the original due date, being overdue by the present one.
    """

    __tablename__ = "control_action"
    period_columns: ClassVar[tuple[str, ...]] = (
        "period",
        "due_period",
        "ended_period",
        "overdue_from",
        "overdue_until",
    )
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    title: Mapped[Name] = mapped_column(insert_default="")
    origin: Mapped[str] = mapped_column(String(80), insert_default="")
    """What called for it: an alert, an audit, an inspection."""
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whoever is to do it, salesperson or not: figures are broken down by this column."""
    opened_on: Mapped[date]
    original_due_on: Mapped[date]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    """The day it was done or withdrawn."""
    status: Mapped[ActionStatus] = mapped_column(insert_default=ActionStatus.OPEN)
    in_time: Mapped[bool | None]
    """Done by the original due date; None where it was withdrawn."""
    due_period: Mapped[int | None]
    """The month it was originally due in; None where it was withdrawn."""
    ended_period: Mapped[int | None]
    overdue_from: Mapped[int | None]
    overdue_until: Mapped[int | None]

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
