"""What competitors ask for what we sell."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Name, Scaled
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
    own_value: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """On the last price seen in a month for a product with two or more competitors' prices of the last 90
    days: our net sales of the product in that month's orders; else null."""
    level_value: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """The same quantity at the median of the competitors' latest prices."""

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
