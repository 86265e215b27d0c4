"""What competitors ask for what we sell."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Name
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class CompetitorPrice(Fact):
    """One price of one competitor, seen on one day, for a product comparable to one of ours."""

    __tablename__ = "competitor_price"

    competitor: Mapped[Name] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    observed_on: Mapped[date]
    price: Mapped[Money]

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
