"""Leads: people and companies that might become customers."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer

CONVERSION_DAYS = 90
"""Within so many days of its creation a lead should have become an opportunity."""


class LeadStatus(StrEnum):
    """What became of a lead."""

    OPEN = "open"
    CONVERTED = "converted"
    DISCARDED = "discarded"


class ConvertedWithoutDate(RuleBroken):
    """A converted lead has no date to judge it by."""

    text = "A converted lead needs the date it was converted on."


class ConvertedBeforeCreated(RuleBroken):
    """The lead would have been converted before it was there."""

    text = "Converted on {converted_on}, before it was created on {created_on}."


class Lead(Fact):
    """One lead. It is judged in the month in which its 90 days end."""

    __tablename__ = "lead"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "matures_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "matures_period")

    number: Mapped[Code] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200), insert_default="")
    channel: Mapped[str] = mapped_column(String(80), insert_default="")
    """Where it came from: fair, website, referral ..."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_on: Mapped[date]
    converted_on: Mapped[date | None]
    status: Mapped[LeadStatus] = mapped_column(insert_default=LeadStatus.OPEN)
    matures_on: Mapped[date]
    """The 90th day after it was created."""
    matures_period: Mapped[int] = mapped_column(index=True)
    converted_in_time: Mapped[bool]
    """Converted by `matures_on`."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
