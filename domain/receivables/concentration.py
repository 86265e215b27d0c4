"""How much of a total hangs on few parties (domain reference C.2, R07, R08).

Amounts are per party, related parties already merged. Credit balances are owed to the party and do
not count.
"""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from heapq import nlargest
from typing import TypeVar

from domain.core.rounding import quotient

ZERO = Decimal(0)
K = TypeVar("K", bound=Hashable)


def merge_related(amounts: Mapping[K, Decimal], group_of: Mapping[K, K]) -> dict[K, Decimal]:
    """Amounts per group; a party that belongs to no group stands for itself."""
    merged: dict[K, Decimal] = {}
    for party, amount in amounts.items():
        group = group_of.get(party, party)
        merged[group] = merged.get(group, ZERO) + amount
    return merged


def total_owed(amounts: Iterable[Decimal]) -> Decimal:
    """What those who owe something owe together; a party's credit balance lowers nobody else's debt."""
    return sum((amount for amount in amounts if amount > 0), ZERO)


def top_sum(amounts: Iterable[Decimal], count: int = 1) -> Decimal | None:
    """The `count` largest amounts together; None when nobody owes anything."""
    owed = [amount for amount in amounts if amount > 0]
    return sum(nlargest(count, owed), ZERO) if owed else None


def sum_of_squares(amounts: Iterable[Decimal]) -> Decimal | None:
    """Sum of the squared amounts; None when nobody owes anything."""
    owed = [amount for amount in amounts if amount > 0]
    return sum((amount * amount for amount in owed), ZERO) if owed else None


def top_share(amounts: Iterable[Decimal], count: int = 1) -> Decimal | None:
    """Share of the `count` largest in the total, 0..1; None when nobody owes anything."""
    owed = [amount for amount in amounts if amount > 0]
    return quotient(sum(nlargest(count, owed), ZERO), sum(owed, ZERO))


def herfindahl(amounts: Iterable[Decimal]) -> Decimal | None:
    """HHI, the sum of squared shares: 1/n for n equal parties, 1 for a single one."""
    owed = [amount for amount in amounts if amount > 0]
    total = sum(owed, ZERO)
    return quotient(sum((amount * amount for amount in owed), ZERO), total * total)
