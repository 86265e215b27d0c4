"""Invoices and credit notes."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.order import Order

AGEING_PERIODS = ("overdue_from", "overdue_31_from", "overdue_61_from", "overdue_91_from")
"""First month-end at which an item is more than 0, 30, 60, 90 days past due."""


class InvoiceStatus(StrEnum):
    """Only posted invoices count."""

    DRAFT = "draft"
    POSTED = "posted"
    CANCELLED = "cancelled"


class Invoice(Fact):
    """A claim on a customer. `amount` is gross (with tax), `net` without."""

    __tablename__ = "invoice"
    listed_by = "issued_on"
    write_permission = Permission.FACTS_WRITE
    period_columns: ClassVar[tuple[str, ...]] = ("period", "due_period", *AGEING_PERIODS)

    number: Mapped[Code] = mapped_column(index=True)
    number_key: Mapped[Code] = mapped_column(index=True)
    """The number without case, punctuation and leading zeros, for finding duplicates."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("sales_order.id"), index=True)
    issued_on: Mapped[date]
    due_on: Mapped[date | None]
    amount: Mapped[Money]
    net: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))
    disputed: Mapped[bool] = mapped_column(insert_default=False)
    status: Mapped[InvoiceStatus] = mapped_column(insert_default=InvoiceStatus.POSTED)
    due_period: Mapped[int | None] = mapped_column(index=True)
    overdue_from: Mapped[int | None]
    overdue_31_from: Mapped[int | None]
    overdue_61_from: Mapped[int | None]
    overdue_91_from: Mapped[int | None]
    term_amount: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """amount x days from issue to due: the weight of its payment term."""
    invoiced_ahead: Mapped[bool | None]
    """Posted before the goods of its order left (or they have not left); null without an order."""
    first_of_customer: Mapped[bool | None]
    """The customer's first posted invoice: with it a customer is won. Null where nobody looked yet."""
    at_month_end: Mapped[bool | None]
    """Issued on one of the last three days of its month."""
    in_second_half: Mapped[bool | None]
    """Issued in the last 15 days of its month; null where nobody looked yet."""
    graded: Mapped[bool | None]
    """Its customer had a valid credit grade on the day of issue; null while no grades are kept."""
    overseas: Mapped[bool | None]
    """Its customer pays from abroad; null where nobody says."""
    first_digit: Mapped[int | None]
    """First digit of the amount; null below 10, where small prices decide."""
    round_amount: Mapped[bool | None]
    """A whole multiple of 1000; null below 1000."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    order: Mapped[Order | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class CreditNote(Fact):
    """A reduction of a claim, in full or in part."""

    __tablename__ = "credit_note"
    listed_by = "issued_on"

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    issued_on: Mapped[date]
    amount: Mapped[Money]
    net: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))

    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    customer: Mapped[Customer | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
