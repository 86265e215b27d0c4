"""What lies in a warehouse at the end of a day."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Quantity, Scaled
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class StockBalance(Fact):
    """One product in one warehouse at the end of one day: at least at every month-end, or every day.

    What its month, its demand and its age say is worked out from the other lists, the orders and the moves.
    """

    __tablename__ = "stock_balance"
    listed_by = "as_of"

    warehouse: Mapped[Code] = mapped_column(index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    as_of: Mapped[date]
    quantity: Mapped[Quantity]
    value: Mapped[Money]
    """At cost."""
    available_quantity: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """What could be sold of it; null: the whole quantity."""
    empty: Mapped[bool]
    """Nothing could be sold of it."""
    closing: Mapped[bool] = mapped_column(insert_default=False)
    """It stands on the last list of its warehouse in the month: the month is valued by it."""
    demanded: Mapped[bool] = mapped_column(insert_default=False)
    """The product was ordered from the warehouse's unit or one below it, or issued from the warehouse, since
    the warehouse's list before (within the month)."""
    abc: Mapped[str] = mapped_column(String(1), insert_default="")
    """Class of the product."""
    last_moved_on: Mapped[date | None]
    """Last issue from the warehouse up to `as_of`; never issued: when it first came in or was listed."""
    slow: Mapped[bool] = mapped_column(insert_default=False)
    """There is some, and `last_moved_on` lies more than 180 days back."""

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
