"""How complete the records of active customers are."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.core.entity import Fact
from domain.sales.customer import Customer


class CustomerProfile(Fact):
    """A time in which a customer is active: from an order until a year after the last one in a row.

    Derived (`profiles`). How complete the record is, is known as of
    today only, and counts for the whole time.
    """

    __tablename__ = "customer_profile"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "active_until")

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    """The first day on which the customer is active no more."""
    active_until: Mapped[int] = mapped_column(index=True)
    required: Mapped[Decimal] = mapped_column(Scaled(4))
    """How many fields a customer's record must have."""
    filled: Mapped[Decimal] = mapped_column(Scaled(4))
    """How many of them say something."""

    customer: Mapped[Customer] = relationship(lazy="raise")
