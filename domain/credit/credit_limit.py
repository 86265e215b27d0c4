"""How much a customer may owe, and for how long."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class CreditLimit(Fact):
    """A limit for some time. A later ordinary limit replaces the ordinary one before it.

    A temporary limit is added to the ordinary one while it is valid, once somebody has approved it.
    """

    __tablename__ = "credit_limit"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "until_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)
    kept_to_date: ClassVar[bool] = True

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    amount: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))
    term_days: Mapped[int | None]
    """Payment term in calendar days."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """Last day; null: until another ordinary limit begins."""
    temporary: Mapped[bool] = mapped_column(insert_default=False)
    approved_by: Mapped[str] = mapped_column(String(80), insert_default="")
    counts: Mapped[bool] = mapped_column(insert_default=True)
    """An ordinary limit, or a temporary one that was approved."""
    ends_on: Mapped[date | None]
    """First day on which it does not hold any more; null while no end is known."""
    until_period: Mapped[int | None] = mapped_column(index=True)

    customer: Mapped[Customer] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
