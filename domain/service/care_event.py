"""Members of the customer programme, and how we and they keep in touch."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class CareKind(StrEnum):
    """What happened."""

    JOIN = "join"
    """The customer became a member."""
    LEAVE = "leave"
    TOUCH = "touch"
    """We called, visited or greeted."""
    EARN = "earn"
    REDEEM = "redeem"


class CareEvent(Fact):
    """One event of the customer programme; at most one of a kind counts per customer and day."""

    __tablename__ = "care_event"

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    happened_on: Mapped[date]
    kind: Mapped[CareKind]

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
