"""Claims given up, and what came back of them after all."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer


class WriteOff(Fact):
    """A claim given up as bad. It settles nothing: the invoice is closed by its credit note."""

    __tablename__ = "write_off"
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    written_off_on: Mapped[date]
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200), insert_default="")
    approved_by: Mapped[str] = mapped_column(String(80), insert_default="")

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class Recovery(Fact):
    """Money for a claim that had been written off."""

    __tablename__ = "recovery"
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    recovered_on: Mapped[date]
    amount: Mapped[Money]

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
