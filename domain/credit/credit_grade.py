"""How creditworthy a customer was found to be."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Scaled
from domain.core.entity import Fact
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class CreditGrade(Fact):
    """One assessment. It holds until it expires or a later one replaces it."""

    __tablename__ = "credit_grade"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "until_period", "downgraded_until_period")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)
    kept_to_date: ClassVar[bool] = True

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    grade: Mapped[str] = mapped_column(String(20))
    score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Points, more is better."""
    graded_on: Mapped[date]
    valid_to: Mapped[date | None]
    """Last day; null: until the next assessment."""
    z_score: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Altman's Z'' from the customer's financial statements; null without statements."""
    in_distress: Mapped[bool | None]
    """Z'' below 1.10; null without statements."""
    ends_on: Mapped[date | None]
    """First day on which it does not hold any more; null while no end is known."""
    until_period: Mapped[int | None] = mapped_column(index=True)
    downgraded: Mapped[bool] = mapped_column(insert_default=False)
    """Worse than the assessment before it."""
    downgraded_until: Mapped[date | None]
    """First day on which the downgrade is no news any more: 91 days after it, or at the next assessment."""
    downgraded_until_period: Mapped[int | None] = mapped_column(index=True)

    customer: Mapped[Customer] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
