"""Contracts with customers: proposed, approved, signed, in force."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class ContractStatus(StrEnum):
    """Where a contract stands. A cancelled one counts nowhere."""

    DRAFT = "draft"
    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Contract(Fact):
    """A contract in the register. It counts in the month it was signed in (`period`; null before)."""

    __tablename__ = "contract"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "approved_period")

    period: Mapped[int | None] = mapped_column(index=True, sort_order=804)  # type: ignore[assignment]
    number: Mapped[Code] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(200), insert_default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[Money]
    """Whole value; of an amendment the value that the contract has from then on."""
    currency: Mapped[str] = mapped_column(String(3))
    template_version: Mapped[str] = mapped_column(String(80), insert_default="")
    on_template: Mapped[bool | None]
    """Written on our current template; a contract on the customer's paper is not."""
    clause_deviation: Mapped[bool | None]
    """Clauses of the template were changed; null where nobody says."""
    standard: Mapped[bool | None]
    """On the current template without changed clauses; null where nobody says which template was used."""
    frame: Mapped[bool] = mapped_column(insert_default=False)
    """Covers every order of its customer while it is valid."""
    submitted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    """The final approval."""
    approved_period: Mapped[int | None] = mapped_column(index=True)
    approval_days: Mapped[int | None]
    """Working days from submission to the final approval; null where one of the dates is missing."""
    signed_on: Mapped[date | None]
    unreviewed: Mapped[bool | None]
    """Signed before the final approval, or without one; null while it is not signed."""
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    """Last day; null: without end."""
    status: Mapped[ContractStatus] = mapped_column(insert_default=ContractStatus.ACTIVE)
    amends: Mapped[str | None] = mapped_column(String(80), index=True)
    """Number of the contract that this one amends."""
    added: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """What it adds to the value under contract: its amount; of an amendment the difference to what was
    agreed before. Null where the amended contract is not known, not signed or cancelled."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
