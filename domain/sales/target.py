"""Targets: what a unit or a salesperson is to reach in a month, in frozen versions."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Scaled
from domain.core.entity import Fact
from domain.core.errors import RuleBroken
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class TargetMetric(StrEnum):
    """What is to be reached; all of them can be added up over units and months."""

    REVENUE = "revenue"
    GROSS_MARGIN = "gross_margin"
    NEW_CUSTOMERS = "new_customers"
    CONTRACT_VALUE = "contract_value"


class NegativeTarget(RuleBroken):
    """A target below nothing."""

    text = "A target of {amount} is below 0."


class Target(Fact):
    """One version of one target. Only the newest frozen version counts; the others are kept.

    A row without a salesperson is what the unit with everything below it is to reach in all.
    """

    __tablename__ = "target"

    metric: Mapped[TargetMetric]
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    """First day of its month."""
    amount: Mapped[Money]
    target_version: Mapped[str] = mapped_column(String(40), insert_default="")
    frozen_on: Mapped[date | None]
    """When it became binding; a draft has no such day and does not count."""
    in_force: Mapped[bool] = mapped_column(insert_default=False)
    counted: Mapped[Decimal] = mapped_column(Scaled(4), insert_default=Decimal(0))
    """What it adds to the target of its unit: the part of the month that its salesperson is employed for;
    of a unit's own target what its salespeople and the units below do not have among them. So a sum over
    units is what the topmost target says."""

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
