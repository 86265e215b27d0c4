"""Complaints of customers: how fast they were answered, and whether they were settled in time."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product


class ComplaintGrade(StrEnum):
    """How grave a complaint is; it decides how long it may take."""

    CRITICAL = "critical"
    """Safety, law or press."""
    MAJOR = "major"
    NORMAL = "normal"


class ComplaintStatus(StrEnum):
    """Where a complaint stands. A withdrawn one counts nowhere."""

    OPEN = "open"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class Complaint(Fact):
    """What a customer complained about."""

    __tablename__ = "complaint"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "sla_period")

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    """The business date of `received_at`."""
    cause: Mapped[str] = mapped_column(String(80), insert_default="")
    severity: Mapped[ComplaintGrade] = mapped_column(insert_default=ComplaintGrade.NORMAL)
    first_response_at: Mapped[datetime | None]
    response_hours: Mapped[int | None]
    """Hours of the clock from receipt to first response, a part hour counting as a whole; null without."""
    agreed_due_on: Mapped[date | None]
    """The last day to settle it, where one was agreed."""
    sla_due_on: Mapped[date]
    """Last day to settle it: as agreed, else 1 day (critical), 3 days (major), 5 working days (normal)."""
    sla_period: Mapped[int] = mapped_column(index=True)
    resolved_on: Mapped[date | None]
    resolved_in_time: Mapped[bool | None]
    """Settled by `sla_due_on`; null while it is open."""
    status: Mapped[ComplaintStatus] = mapped_column(insert_default=ComplaintStatus.OPEN)
    reopened: Mapped[bool] = mapped_column(insert_default=False)
    """The customer came back after it was settled."""
    repeated: Mapped[bool | None]
    """The customer had complained of the same cause within 90 days before; null without customer or cause."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
