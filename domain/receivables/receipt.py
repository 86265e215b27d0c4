"""Money received, and which invoices it settles."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.receivables.invoice import AGEING_PERIODS, CreditNote, Invoice
from domain.sales.customer import Customer


class Receipt(Fact):
    """Money from a customer. `unapplied` is what settles no invoice yet."""

    __tablename__ = "receipt"
    listed_by = "received_on"

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    named_invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    """The invoice the payer named; without one the oldest due is settled first."""
    received_on: Mapped[date]
    amount: Mapped[Money]
    unapplied: Mapped[Decimal] = mapped_column(Scaled(4), insert_default=Decimal(0))
    currency: Mapped[str] = mapped_column(String(3))
    method: Mapped[str] = mapped_column(String(40), insert_default="")
    in_cash: Mapped[bool | None]
    """Paid in notes and coins; null where no method is stated."""
    payer: Mapped[str | None] = mapped_column(String(200))
    """Who paid, as the bank calls them."""
    third_party: Mapped[bool | None]
    """The payer is not the customer; null without a payer or customer."""
    covered: Mapped[bool | None]
    """A letter signed by all three parties is on file for a payment by somebody else."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class Allocation(Fact):
    """A part of a receipt or of a credit note that settles an invoice on a date.

    Its ageing months are those of the invoice, or its own month if that is later: so the balance of
    every ageing bucket is a running sum of invoices minus allocations.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        UniqueConstraint("source", "source_ref"),
        CheckConstraint("(receipt_id IS NULL) <> (credit_note_id IS NULL)", name="one_origin"),
    )
    period_columns: ClassVar[tuple[str, ...]] = ("period", "due_period", *AGEING_PERIODS)

    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("receipt.id"), index=True)
    credit_note_id: Mapped[int | None] = mapped_column(ForeignKey("credit_note.id"), index=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    allocated_on: Mapped[date]
    amount: Mapped[Money]
    due_period: Mapped[int | None] = mapped_column(index=True)
    overdue_from: Mapped[int | None]
    overdue_31_from: Mapped[int | None]
    overdue_61_from: Mapped[int | None]
    overdue_91_from: Mapped[int | None]
    late_amount: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """amount x days past due, early money with 0 days; null for credit notes and without a due date."""

    invoice: Mapped[Invoice] = relationship(lazy="raise")
    receipt: Mapped[Receipt | None] = relationship(lazy="raise")
    credit_note: Mapped[CreditNote | None] = relationship(lazy="raise")
