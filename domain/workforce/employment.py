"""Who was employed in which month, as the directory says now: what averages per head are made of."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Quantity
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit


class Employment(Fact):
    """One person in one month. Written by the portal from joining and leaving dates; see mirror.

    `days` are the calendar days employed in the month; in the current month as if whoever is here stays
    to its end. So days / days of the period is the average headcount, exact over any period.
    """

    __tablename__ = "employment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    is_sales: Mapped[bool | None]
    """The post belongs to sales; None: nobody has said so of the post, or the person has none."""
    days: Mapped[Quantity]
    sales_days: Mapped[Quantity] = mapped_column(insert_default=Decimal(0))
    """The same days where the post belongs to sales, else 0."""
    is_last: Mapped[bool] = mapped_column(insert_default=False)
    """The person left within this month."""

    person: Mapped[Person] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
