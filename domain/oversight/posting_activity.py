"""How much people wrote into the portal month by month, and how much of it outside working hours."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Quantity
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class PostingActivity(Fact):
    """The journal lines of one account in one month, counted once: the journal itself never changes."""

    __tablename__ = "posting_activity"

    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose account it is, salesperson or not: figures are broken down by this column."""
    who: Mapped[str] = mapped_column(String(200))
    latest_on: Mapped[date]
    """The day of its last line in the month."""
    entries: Mapped[Quantity] = mapped_column(insert_default=Decimal(0))
    off_hours: Mapped[Quantity] = mapped_column(insert_default=Decimal(0))

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
