"""Suggestions and reports of wrongdoing that employees, customers and others hand in."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.organisation.unit import Unit


class SuggestionKind(StrEnum):
    """What was handed in."""

    SUGGESTION = "suggestion"
    REPORT = "report"
    """A report of wrongdoing 举报."""


class Suggestion(Fact):
    """One suggestion or report. Who handed it in is not kept here, nor what a report says."""

    __tablename__ = "suggestion"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "decided_period", "late_from", "late_until")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "decided_period", "late_until")

    number: Mapped[Code] = mapped_column(index=True)
    kind: Mapped[SuggestionKind] = mapped_column(insert_default=SuggestionKind.SUGGESTION)
    subject: Mapped[str] = mapped_column(String(200), insert_default="")
    """What it is about; always empty for a report."""
    anonymous: Mapped[bool] = mapped_column(insert_default=False)
    received_on: Mapped[date]
    reply_due_on: Mapped[date]
    """The tenth working day after receipt, the last day to reply."""
    replied_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    adopted: Mapped[bool | None]
    decided_period: Mapped[int | None] = mapped_column(index=True)
    late_from: Mapped[int | None]
    """Month of the day after `reply_due_on`, where no reply had come by then."""
    late_until: Mapped[int | None]
    """Month in which the late reply came."""

    unit: Mapped[Unit] = relationship(lazy="raise")
