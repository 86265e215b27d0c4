"""When the goods of an order had left, as its deliveries show it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ALL = Decimal("Infinity")
"""A delivery without a quantity is all there is."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What was ordered. `ref` puts lines of one product in their turn."""

    key: int
    ref: str
    product: int | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Shipment:
    """What left. Without a product it is part of the whole order, without a quantity it is all of it."""

    on: date
    product: int | None
    quantity: Decimal | None


def fulfilled_on(goods: Iterable[Goods], shipments: Iterable[Shipment]) -> dict[int, date | None]:
    """For each of the goods the day on which its full quantity had left; None while something is missing.

    Quantities of one product add up over deliveries and fill the lines of that product in turn. A
    delivery that names no product covers every line once the quantities of such deliveries reach that
    of the whole order, or at once if it has no quantity.
    """
    turn = sorted(goods, key=lambda item: (item.ref, item.key))
    by_product: dict[int | None, list[Shipment]] = defaultdict(list)
    for shipment in sorted(shipments, key=lambda shipment: shipment.on):
        by_product[shipment.product].append(shipment)
    everything = _reached(sum((item.quantity for item in turn), Decimal(0)), by_product.pop(None, []))
    needed: dict[int | None, Decimal] = defaultdict(Decimal)
    days: dict[int, date | None] = {}
    for item in turn:
        needed[item.product] += item.quantity
        own = _reached(needed[item.product], by_product.get(item.product, []))
        days[item.key] = min((day for day in (own, everything) if day), default=None)
    return days


def first_shipment(
    goods: Iterable[Goods], shipments: Iterable[Shipment]
) -> tuple[date | None, dict[int, Decimal]]:
    """The day of the first shipment, and how much of each of the goods left on it, never more than ordered.

    Goods take what was shipped of their product in turn, then what was shipped without naming a product.
    """
    every = list(shipments)
    day = min((shipment.on for shipment in every), default=None)
    pools: dict[int | None, Decimal] = defaultdict(Decimal)
    for shipment in every:
        if shipment.on == day:
            pools[shipment.product] += ALL if shipment.quantity is None else shipment.quantity
    shipped: dict[int, Decimal] = {}
    for item in sorted(goods, key=lambda item: (item.ref, item.key)):
        left = item.quantity
        for pool in (item.product, None):
            part = min(left, pools[pool])
            pools[pool] -= part
            left -= part
        shipped[item.key] = item.quantity - left
    return day, shipped


def _reached(quantity: Decimal, shipments: Iterable[Shipment]) -> date | None:
    """The day on which deliveries, in order of time, add up to the quantity."""
    so_far = Decimal(0)
    for shipment in shipments:
        if shipment.quantity is None:
            return shipment.on
        so_far += shipment.quantity
        if so_far >= quantity:
            return shipment.on
    return None
