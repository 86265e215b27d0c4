"""Forecasts of sales, in versions frozen before their month begins."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Scaled
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.product import Product


class Forecast(Fact):
    """One version of what a unit (with everything below it) is expected to sell in a month.

    Only the newest of the versions frozen before the month began counts; later ones are kept, but a
    forecast made when the outcome shows is none.
    """

    __tablename__ = "forecast"
    event_columns: ClassVar[tuple[str, ...]] = ("period",)

    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    starts_on: Mapped[date]
    """First day of its month."""
    ends_on: Mapped[date]
    """Last day of its month: before it is over there is nothing to compare with."""
    amount: Mapped[Money]
    forecast_version: Mapped[str] = mapped_column(String(40), insert_default="")
    frozen_on: Mapped[date | None]
    counts: Mapped[bool] = mapped_column(insert_default=False)
    actual: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """What was sold: net invoiced less credit notes; of a product, the order lines invoiced in the month.
    Null for versions that do not count."""
    abs_actual: Mapped[Decimal | None] = mapped_column(Scaled(4))
    abs_error: Mapped[Decimal | None] = mapped_column(Scaled(4))

    product: Mapped[Product | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
