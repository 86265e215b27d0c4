"""Statements of account: what customers are asked to confirm that they owe."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class AccountStatement(Fact):
    """One statement. It counts in the month its confirmation is due in."""

    __tablename__ = "account_statement"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "confirmed_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period", "confirmed_period")

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who looks after it."""
    as_of: Mapped[date]
    amount: Mapped[Money]
    """What we say the customer owes on that day."""
    sent_on: Mapped[date | None]
    due_on: Mapped[date]
    """When the confirmation is due; 30 days after `as_of` where nothing else was agreed."""
    confirmed_on: Mapped[date | None]
    """When the customer confirmed it in writing; silence is no confirmation."""
    confirmed_period: Mapped[int | None] = mapped_column(index=True)
    difference: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Ours less theirs."""
    confirmed: Mapped[Decimal] = mapped_column(Scaled(4), insert_default=Decimal(0))
    """What both sides agree on: the amount less the difference, not below 0; 0 without confirmation."""

    customer: Mapped[Customer] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
