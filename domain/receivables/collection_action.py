"""What was done to get money in, and what it did to the time limit of the claim."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer


class Channel(StrEnum):
    """How the customer was reached."""

    PHONE = "phone"
    MESSAGE = "message"
    LETTER = "letter"
    VISIT = "visit"
    LAWYER = "lawyer"
    COURT = "court"
    OTHER = "other"


class CollectionAction(Fact):
    """One step of collection, about one invoice or all that the customer owes."""

    __tablename__ = "collection_action"

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who did it."""
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    level: Mapped[int | None]
    """Dunning level, 0..5."""
    channel: Mapped[Channel] = mapped_column(insert_default=Channel.OTHER)
    done_on: Mapped[date]
    interrupts: Mapped[bool] = mapped_column(insert_default=False)
    """Evidence is on file that it interrupted the limitation period (demand, acknowledgement, suit)."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    invoice: Mapped[Invoice | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class LimitationMove(Fact):
    """A change of what is owed on an invoice while its limitation date is near: derived, signed.

    The running sum of `amount` is what is open; of `pressing` what is open within the last 90 days.
    """

    __tablename__ = "limitation_move"
    kept_to_date: ClassVar[bool] = True

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    moved_on: Mapped[date]
    expires_on: Mapped[date]
    """When the claim becomes time-barred, as it stood on that day."""
    amount: Mapped[Decimal] = mapped_column(Scaled(4))
    pressing: Mapped[Decimal] = mapped_column(Scaled(4))

    invoice: Mapped[Invoice] = relationship(lazy="raise")
