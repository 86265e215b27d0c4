"""Groups of orders that look cut in pieces; a person decides, and the decision is remembered."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money
from domain.core.entity import Fact
from domain.core.permission import Permission
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.order import Order


class SplitStatus(StrEnum):
    """What people decided about the group."""

    OPEN = "open"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"


class SplitSuspect(Fact):
    """Orders of one customer and one creator, each just below an approval limit, together reaching it.

    Counts in the month of its last order. Derived (`suspect_splits`), but for `status`.
    """

    __tablename__ = "split_suspect"
    write_permission = Permission.ALERTS_CLOSE

    first_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id", ondelete="CASCADE"), index=True)
    last_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_by: Mapped[str] = mapped_column(String(80))
    approval_limit: Mapped[Money]
    order_count: Mapped[int]
    order_numbers: Mapped[str] = mapped_column(String(400))
    """The orders by their numbers; of a long list the beginning."""
    amount: Mapped[Money]
    """Net amount of the orders together."""
    first_on: Mapped[date]
    last_on: Mapped[date]
    status: Mapped[SplitStatus] = mapped_column(insert_default=SplitStatus.OPEN)

    first: Mapped[Order] = relationship(lazy="raise", foreign_keys=[first_id])
    last: Mapped[Order] = relationship(lazy="raise", foreign_keys=[last_id])
    customer: Mapped[Customer] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
