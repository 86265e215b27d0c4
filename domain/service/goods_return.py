"""Goods that customers sent back."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from domain.sales.order import Order
from domain.sales.product import Product


class GoodsReturn(Fact):
    """Goods taken back from a customer. Counts in the month in which we accepted them."""

    __tablename__ = "goods_return"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "closing_period")

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("sales_order.id"), index=True)
    accepted_on: Mapped[date]
    quantity: Mapped[Decimal | None] = mapped_column(Scaled(4))
    net: Mapped[Money]
    """What they were sold for, without tax."""
    currency: Mapped[str] = mapped_column(String(3))
    reason: Mapped[str] = mapped_column(String(80), insert_default="")
    sold_on: Mapped[date | None]
    """Date of the invoice they were sold with, else of the first invoice of their order; null if unknown."""
    closing_period: Mapped[int | None] = mapped_column(index=True)
    """Month of the sale, where they were sold in its last 15 days and came back in the first 15 days of the
    next month; else null."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")
    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    order: Mapped[Order | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
