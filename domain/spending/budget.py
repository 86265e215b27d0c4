"""What a unit may spend, and what it was to sell with it."""

from datetime import date
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money
from domain.core.entity import Fact
from domain.organisation.unit import Unit


class BudgetSubject(StrEnum):
    """What is budgeted."""

    EXPENSE = "expense"
    """Sales expense."""
    SALES = "sales"
    """Net sales the expense budget was made for."""


class Budget(Fact):
    """One line of one version of the budget: a unit without those below it, a month, a kind of expense."""

    __tablename__ = "budget"

    subject: Mapped[BudgetSubject] = mapped_column(insert_default=BudgetSubject.EXPENSE)
    kind: Mapped[str] = mapped_column(String(80), insert_default="")
    """Kind of expense; empty for a total."""
    plan_version: Mapped[Code]
    frozen_on: Mapped[date | None]
    """When the version was approved and closed; null: a draft, which counts nowhere."""
    amount: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))
    in_force: Mapped[bool] = mapped_column(insert_default=False)
    """The line stands in the version frozen last of all with lines for its unit, month and subject."""

    unit: Mapped[Unit] = relationship(lazy="raise")
