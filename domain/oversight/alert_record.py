"""What became of alerts: answered when, ended how, useful or not."""

from datetime import date
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.organisation.unit import Unit


class AlertRecord(Fact):
    """One alert of the portal, told in days. Written by the portal.

    A false alarm was closed by hand, or recovered by itself, without anybody raising an issue from it.
    """

    __tablename__ = "alert_record"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "answered_period", "ended_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "answered_period", "ended_period")
    kept_to_date: ClassVar[bool] = True

    alert_id: Mapped[int] = mapped_column(index=True)
    indicator: Mapped[Code]
    level: Mapped[str] = mapped_column(String(20))
    """The worst it reached."""
    opened_on: Mapped[date]
    answered_on: Mapped[date | None]
    """The first day on which somebody said what is to be done, asked to live with it, or raised an issue."""
    answered_period: Mapped[int | None]
    answer_days: Mapped[int | None]
    ended_on: Mapped[date | None]
    ended_period: Mapped[int | None]
    led_to_issue: Mapped[bool] = mapped_column(insert_default=False)
    false_alarm: Mapped[bool | None]
    """None while it lives."""

    unit: Mapped[Unit] = relationship(lazy="raise")
