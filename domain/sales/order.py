"""Orders, their lines, and the deliveries that fulfil them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.types import Code, Money, Quantity, Scaled
from domain.core.entity import Fact
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product


class OrderStatus(StrEnum):
    """Whether the order stands."""

    OPEN = "open"
    CANCELLED = "cancelled"


class Order(Fact):
    """What a customer ordered, and when we promised it."""

    __tablename__ = "sales_order"
    listed_by = "ordered_on"
    period_columns: ClassVar[tuple[str, ...]] = (
        "period", "promised_period", "shipped_period", "released_period",
    )  # fmt: skip
    event_columns: ClassVar[tuple[str, ...]] = ("period", "shipped_period")

    number: Mapped[Code] = mapped_column(index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    ordered_on: Mapped[date]
    promised_on: Mapped[date | None]
    """The original promise; a later promise does not move it."""
    promised_period: Mapped[int | None] = mapped_column(index=True)
    shipped_on: Mapped[date | None]
    """When the whole order had left, as its own row says or as its deliveries show."""
    stated_shipped_on: Mapped[date | None]
    """What the order row itself says about it."""
    shipped_period: Mapped[int | None] = mapped_column(index=True)
    status: Mapped[OrderStatus] = mapped_column(insert_default=OrderStatus.OPEN)
    amount: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Net amount as the order row states it."""
    net: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Sum of the lines where there are lines, else `amount`."""
    currency: Mapped[str] = mapped_column(String(3))
    cycle_days: Mapped[int | None]
    """Calendar days from the order to the day it had left in full."""
    created_by: Mapped[str | None] = mapped_column(String(80))
    """Who entered it, as the source system calls them."""
    held: Mapped[bool | None]
    """It was stopped before delivery; null where nobody says."""
    hold_reason: Mapped[str | None] = mapped_column(String(200))
    credit_held: Mapped[bool | None]
    """It was stopped for credit, or for a reason that is not stated."""
    released_by: Mapped[str | None] = mapped_column(String(80))
    """Who let it go in spite of the hold."""
    released_on: Mapped[date | None]
    released_period: Mapped[int | None]
    contract_number: Mapped[str | None] = mapped_column(String(80), index=True)
    """The contract it was placed under, as the order row says."""

    customer: Mapped[Customer | None] = relationship(lazy="raise")
    salesperson: Mapped[Person | None] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")


class OrderLine(Fact):
    """One product on an order. Unit, salesperson, customer and promise follow the order."""

    __tablename__ = "order_line"
    period_columns: ClassVar[tuple[str, ...]] = (
        "period", "promised_period", "invoiced_period", "first_shipped_period",
    )  # fmt: skip
    event_columns: ClassVar[tuple[str, ...]] = ("period", "invoiced_period", "first_shipped_period")

    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), index=True)
    line: Mapped[Code]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    quantity: Mapped[Quantity]
    unit_price: Mapped[Money]
    discount: Mapped[Decimal] = mapped_column(Scaled(8), insert_default=Decimal(0))
    """Fraction of the price: 0.15 is 15 %."""
    net: Mapped[Money]
    """quantity x unit_price x (1 - discount), rounded half up to 1/10000."""
    promised_on: Mapped[date | None]
    promised_period: Mapped[int | None] = mapped_column(index=True)
    fulfilled_on: Mapped[date | None]
    """When the full quantity had been shipped."""
    on_time_in_full: Mapped[bool | None]
    """Fulfilled by the original promise; null for lines without promise or of cancelled orders."""
    unit_cost: Mapped[Decimal | None] = mapped_column(Scaled(4))
    cost: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """quantity x unit_cost, rounded half up to 1/10000."""
    manual_price: Mapped[bool | None]
    """Somebody changed the price that the system had proposed; null where nobody says."""
    approval_ref: Mapped[str | None] = mapped_column(String(80))
    """The approval that the discount rests on."""
    beyond_authority: Mapped[bool | None]
    """More discount than the salesperson may give, without approval; null where that cannot be judged."""
    below_floor: Mapped[bool | None]
    """Sold below the floor price in force; null without such a price."""
    invoiced_period: Mapped[int | None] = mapped_column(index=True)
    """Month in which the first posted invoice of its order was issued."""
    first_shipped_period: Mapped[int | None] = mapped_column(index=True)
    """Month of the first shipment of its order."""
    first_shipped: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """How much of its quantity left with that shipment; null before it."""

    order: Mapped[Order] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")


class Delivery(Fact):
    """Goods that left for an order; without a product it covers the whole order."""

    __tablename__ = "delivery"
    period_columns: ClassVar[tuple[str, ...]] = ("period", "uninvoiced_from", "uninvoiced_until")
    event_columns: ClassVar[tuple[str, ...]] = ("period",)

    number: Mapped[Code] = mapped_column(index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    salesperson_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shipped_on: Mapped[date]
    quantity: Mapped[Decimal | None] = mapped_column(Scaled(4))
    value: Mapped[Decimal | None] = mapped_column(Scaled(4))
    """Net worth at the prices of its order, rounded half up to 1/10000; null where that is not known."""
    contracted: Mapped[bool | None]
    """A signed contract covered it when it left; null while no contracts are kept."""
    invoiced_on: Mapped[date | None]
    """When posted invoices of its order had covered it and all that left before; null: not yet."""
    uninvoiced_on: Mapped[date | None]
    """31 days after it left, if it was not invoiced by then."""
    uninvoiced_from: Mapped[int | None] = mapped_column(index=True)
    uninvoiced_until: Mapped[int | None] = mapped_column(index=True)
    """Month from whose end on it is invoiced after all."""

    order: Mapped[Order] = relationship(lazy="raise")
    product: Mapped[Product | None] = relationship(lazy="raise")
