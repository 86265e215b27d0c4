"""What a dealer bought from us, sold on and still has, month by month."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Money, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class DealerMonth(Fact):
    """One dealer in one month. The dealer is a customer of ours."""

    __tablename__ = "dealer_month"

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ends_on: Mapped[date]
    """Last day of the month."""
    target: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """What the dealer was to sell; null or 0: no target, no attainment."""
    sell_in: Mapped[Money]
    """Bought from us."""
    sell_out: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Sold on; null where the dealer does not report it."""
    achieved: Mapped[Money]
    """Sold on, else bought from us: what counts towards the target."""
    stock: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Value of our goods at the dealer's at the end of the month, at our price; null: not reported."""
    outside_region: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Serial numbers that turned up outside the dealer's region (窜货)."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
