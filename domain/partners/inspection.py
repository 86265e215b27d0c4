"""What incoming goods were worth when we looked at them."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Name, Quantity
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class Inspection(Fact):
    """One lot of a supplier, inspected on arrival."""

    __tablename__ = "inspection"

    number: Mapped[Code] = mapped_column(index=True)
    supplier: Mapped[Name] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    inspected_on: Mapped[date]
    received_quantity: Mapped[Quantity]
    rejected_quantity: Mapped[Quantity]

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
