"""Acceptance notes that customers pay with."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class Acceptor(StrEnum):
    """Who promises to pay the note."""

    BANK = "bank"
    COMMERCIAL = "commercial"


class NoteReceivable(Fact):
    """A note we hold from the day it was received to the day it was paid, discounted or passed on."""

    __tablename__ = "note_receivable"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "settled_period", "default_from", "default_until")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "settled_period")
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    acceptor: Mapped[Acceptor]
    acceptor_name: Mapped[str] = mapped_column(String(200), insert_default="")
    amount: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))
    received_on: Mapped[date]
    maturity: Mapped[date]
    settled_on: Mapped[date | None]
    """When it was paid, discounted or passed on."""
    settled_period: Mapped[int | None] = mapped_column(index=True)
    rejected_on: Mapped[date | None]
    """When payment was refused."""
    default_on: Mapped[date | None]
    """The day from which it is rejected or past its maturity without payment."""
    default_from: Mapped[int | None] = mapped_column(index=True)
    default_until: Mapped[int | None] = mapped_column(index=True)
    """Month from whose end on that is over."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
