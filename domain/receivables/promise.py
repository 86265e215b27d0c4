"""What customers promised to pay, and whether they did."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer


class Promise(Fact):
    """A promise to pay. It counts in the month of its last day (`deadline`), when it is kept or broken."""

    __tablename__ = "promise"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "streak_from", "streak_until")
    kept_to_date: ClassVar[bool] = True

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who obtained it."""
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    """What it is about; null: whatever the customer owes."""
    made_on: Mapped[date]
    promised_on: Mapped[date]
    deadline: Mapped[date]
    """One working day after the promised day: money that comes in by then keeps the promise."""
    amount: Mapped[Money]
    moved_on: Mapped[date | None]
    """When another day was agreed."""
    moved: Mapped[bool] = mapped_column(insert_default=False)
    """Another day was agreed by the promised day: it is neither kept nor broken."""
    kept_amount: Mapped[Decimal] = mapped_column(Scaled(4), insert_default=Decimal(0))
    """What came in for it from the day it was made to the deadline, at most `amount`."""
    kept_on: Mapped[date | None]
    """The day on which all of it had come in; null: not by the deadline."""
    streak_on: Mapped[date | None]
    """The day from which the customer has broken two promises or more in a row, with this one the second."""
    streak_from: Mapped[int | None] = mapped_column(index=True)
    streak_end_on: Mapped[date | None]
    """The day on which a later promise was kept."""
    streak_until: Mapped[int | None] = mapped_column(index=True)

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
