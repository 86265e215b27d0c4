"""Customers who buy later than they used to, by the rhythm of their own orders."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.core.entity import Fact
from domain.sales.customer import Customer


class CustomerLapse(Fact):
    """The silence after one day of buying, once a customer's rhythm is known. Derived (`lapsing`).

    `watch`, `at_risk`, `lost` begin on the days on which the silence reaches 1.5, 2, 3 times the median
    of the intervals before it; each ends when the next begins or when the customer buys again. The first
    row of a customer is there in any case (`judged_from`), later ones only if the silence got that far.
    """

    __tablename__ = "customer_lapse"
    period_columns: ClassVar[tuple[str, ...]] = (
        "period", "judged_from", "watch_from", "watch_until", "at_risk_from", "at_risk_until",
        "lost_from", "lost_until",
    )  # fmt: skip
    event_columns: ClassVar[tuple[str, ...]] = ("period", "lost_from")

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    last_on: Mapped[date]
    """The day of buying after which it is silent; `period` is its month."""
    median_days: Mapped[Decimal] = mapped_column(Scaled(4))
    watch_on: Mapped[date]
    at_risk_on: Mapped[date]
    lost_on: Mapped[date]
    ended_on: Mapped[date | None]
    """When the customer bought again."""
    judged_from: Mapped[int | None] = mapped_column(index=True)
    watch_from: Mapped[int | None] = mapped_column(index=True)
    watch_until: Mapped[int | None] = mapped_column(index=True)
    at_risk_from: Mapped[int | None] = mapped_column(index=True)
    at_risk_until: Mapped[int | None] = mapped_column(index=True)
    lost_from: Mapped[int | None] = mapped_column(index=True)
    lost_until: Mapped[int | None] = mapped_column(index=True)

    customer: Mapped[Customer] = relationship(lazy="raise")
