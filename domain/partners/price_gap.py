"""What we sold, at our price and at the price level of competitors."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Quantity
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class PriceGap(Fact):
    """One product a unit sold in one month, where at least two competitors' prices are known.

    Derived (`price_gaps`) from orders, and competitors' prices seen within 90 days before the month's end.
    """

    __tablename__ = "price_gap"

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    ends_on: Mapped[date]
    """Last day of the month."""
    quantity: Mapped[Quantity]
    own_value: Mapped[Money]
    """Net value of the month's order lines; cancelled orders do not count."""
    competitors: Mapped[int]
    """How many competitors' latest prices were compared."""
    median_price: Mapped[Money]
    level_value: Mapped[Money]
    """The same quantity at the median of these prices."""

    product: Mapped[Product] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
