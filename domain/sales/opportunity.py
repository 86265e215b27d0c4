"""Opportunities: deals on their way, won or lost."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Scaled
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product


class Outcome(StrEnum):
    """How a deal ended, or that it has not."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    DISQUALIFIED = "disqualified"


class ClosedBeforeOpened(RuleBroken):
    """The deal would end before it began."""

    text = "Closed on {closed_on}, before it was opened on {opened_on}."


class ClosedWithoutDate(RuleBroken):
    """A decided deal has no date to count it in."""

    text = "A won or lost opportunity needs the date it was closed on."


class Opportunity(Fact):
    """One deal. It counts in the month it was closed in (`closed_period`) once it is decided."""

    __tablename__ = "opportunity"
    listed_by = "opened_on"
    period_columns: ClassVar[tuple[str, ...]] = (
        "period", "closed_period", "open_from", "open_until", "expected_period",
    )  # fmt: skip
    event_columns: ClassVar[tuple[str, ...]] = ("period", "closed_period")

    period: Mapped[int | None] = mapped_column(index=True, sort_order=804)  # type: ignore[assignment]
    """Month it was opened in, else closed in; null for a prospect without any date."""
    ref: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    stage: Mapped[str] = mapped_column(String(80), insert_default="")
    outcome: Mapped[Outcome]
    amount: Mapped[Decimal | None] = mapped_column(Scaled(4))
    currency: Mapped[str] = mapped_column(String(3))
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closed_period: Mapped[int | None] = mapped_column(index=True)
    cycle_days: Mapped[int | None]
    """Calendar days from opening to closing; null while open or when a date is missing."""
    expected_close_on: Mapped[date | None]
    """When the salesperson expects the decision; kept when the deal is decided."""
    expected_period: Mapped[int | None] = mapped_column(index=True)
    """Month of `expected_close_on` of a qualified deal; null for one whose probability is said to be 0."""
    probability: Mapped[Decimal | None] = mapped_column(Scaled(8))
    """Chance of winning as the salesperson sees it, 0..1."""
    open_from: Mapped[int | None] = mapped_column(index=True)
    """Month from which the deal is open; null without a date of opening."""
    open_until: Mapped[int | None] = mapped_column(index=True)
    """Month from whose end on it is open no more; null while it is."""
    staged: Mapped[bool | None]
    """The history of its stages is known."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
