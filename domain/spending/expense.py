"""What selling costs."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer


class Expense(Fact):
    """One sales expense of one person; negative where one was taken back."""

    __tablename__ = "expense"
    listed_by = "spent_on"

    number: Mapped[Code] = mapped_column(index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who spent it."""
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    """For whom."""
    kind: Mapped[str] = mapped_column(String(80), insert_default="")
    """Travel, entertainment, freight, ... as the books call it."""
    spent_on: Mapped[date]
    amount: Mapped[Money]
    currency: Mapped[str] = mapped_column(String(3))

    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    customer: Mapped[Customer | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
