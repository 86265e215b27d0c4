"""What suppliers promised and when it came."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name, Quantity, Scaled
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class SupplierDelivery(Fact):
    """One line of a purchase order. Counts in the month the supplier had promised it for."""

    __tablename__ = "supplier_delivery"
    listed_by = "promised_on"

    number: Mapped[Code] = mapped_column(index=True)
    line: Mapped[Code]
    supplier: Mapped[Name] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    promised_on: Mapped[date]
    received_on: Mapped[date | None]
    """When the last of it came."""
    quantity: Mapped[Quantity]
    received_quantity: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Null: all of it, once it has come."""
    on_time_in_full: Mapped[bool]
    """All of it came at most 2 days before and not after the promise."""

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
