"""What deliveries are worth at the prices of their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.types import MONEY_PLACES
from domain.core.rounding import quotient, rounded

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sold:
    """A line of an order: how much of what, for how much without tax."""

    product: int | None
    quantity: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Left:
    """A delivery; without a product it is part of the whole order, without a quantity all that remained."""

    key: int
    on: date
    product: int | None
    quantity: Decimal | None


def shipped_values(
    net: Decimal | None, sold: Sequence[Sold], left: Iterable[Left]
) -> Mapping[int, Decimal | None]:
    """Net worth of each delivery of one order; None where the order does not tell a price.

    Quantities are valued at the average net price of their product on the order, or of the whole order.
    A delivery without a quantity takes what nothing before it has taken.
    """
    quantities: dict[int | None, Decimal] = defaultdict(Decimal)
    nets: dict[int | None, Decimal] = defaultdict(Decimal)
    for line in sold:
        quantities[line.product] += line.quantity
        nets[line.product] += line.net
    taken: dict[int | None, Decimal] = defaultdict(Decimal)
    values: dict[int, Decimal | None] = {}
    for item in sorted(left, key=lambda item: (item.on, item.key)):
        whole = net if item.product is None else nets.get(item.product)
        of = sum((line.quantity for line in sold), ZERO) if item.product is None else quantities[item.product]
        before = sum(taken.values(), ZERO) if item.product is None else taken[item.product]
        value = _value(item, whole, of, before)
        values[item.key] = value
        taken[item.product] += value or ZERO
    return values


def _value(item: Left, whole: Decimal | None, of: Decimal, before: Decimal) -> Decimal | None:
    if whole is None:
        return None
    if item.quantity is None:
        return max(whole - before, ZERO)
    worth = quotient(whole * item.quantity, of)
    return None if worth is None else rounded(worth, MONEY_PLACES)
