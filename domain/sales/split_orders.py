"""Orders that look cut in pieces to stay below an approval limit (R24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WINDOW = timedelta(days=7)
NEARLY = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order of one customer entered by one person."""

    key: int | str
    placed_on: date
    amount: Decimal


def suspected_splits(orders: Iterable[PlacedOrder], limit: Decimal) -> tuple[tuple[PlacedOrder, ...], ...]:
    """Groups of orders within 7 days, each of 80 % up to (not including) the limit, together reaching it.

    Give the orders of one customer and one creator, and the limit in force. An order is in one group
    only; a group takes in every order up to 7 days after its first.
    """
    near = sorted(
        (order for order in orders if NEARLY * limit <= order.amount < limit),
        key=lambda order: (order.placed_on, str(order.key)),
    )
    groups: list[list[PlacedOrder]] = []
    for order in near:
        if groups and order.placed_on - groups[-1][0].placed_on <= WINDOW:
            groups[-1].append(order)
        else:
            groups.append([order])
    return tuple(
        tuple(group) for group in groups if len(group) > 1 and sum(order.amount for order in group) >= limit
    )
