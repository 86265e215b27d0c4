"""The functions of the formula language that look at two measures customer by customer."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.indicators.formula_context import Context
from domain.indicators.formula_functions import Evaluate

Members = Mapping[Hashable, Decimal]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Pair:
    """A function of two measures by customer (related ones are one)."""

    signature: str
    find: Callable[[Members, Members], Decimal]


def of_pair(pair: Pair, one: str, other: str, shift: int, window: int) -> Evaluate:
    """Missing as soon as one of the two is."""

    def run(context: Context) -> Decimal | None:
        first = context.members(one, shift, window)
        second = context.members(other, shift, window)
        return None if first is None or second is None else pair.find(first, second)

    return run


def _above(amounts: Members, limits: Members) -> Decimal:
    """Customers with more of the first than of the second; without a second, any of the first is more."""
    return Decimal(
        sum(1 for member, amount in amounts.items() if amount > max(limits.get(member, ZERO), ZERO))
    )


def _of_those(amounts: Members, marked: Members) -> Decimal:
    """What customers have of the first that have any of the second; credit balances do not count."""
    return sum(
        (amount for member, amount in amounts.items() if amount > 0 and marked.get(member, ZERO) > 0), ZERO
    )


def _product(amounts: Members, weights: Members) -> Decimal:
    """The first times the second, summed; credit balances do not count."""
    return sum((amount * weights.get(member, ZERO) for member, amount in amounts.items() if amount > 0), ZERO)


PAIRS: Mapping[str, Pair] = {
    "above": Pair("above(members, members)", _above),
    "of_those": Pair("of_those(members, marked members)", _of_those),
    "product": Pair("product(members, weights)", _product),
}
