"""What becomes of an earlier bonus: how much of it the customers have paid for, how much did not last.

Both follow from everything known by today, less what earlier runs have paid or taken already. So a loss that
is corrected, or money that comes in for it after all, is put right by the next run, either way.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from domain.core.rounding import quotient, rounded
from domain.rewards.bonus_amount import CENTS, ONE, ZERO

Frozen = Mapping[str, Any]


def share_of(part: Decimal, whole: Decimal) -> Decimal:
    """A share between 0 and 1; of nothing, all of it."""
    found = quotient(part, whole) if whole > 0 else None
    return ONE if found is None else min(ONE, max(ZERO, found))


def share_of_loss(loss: Frozen, sold: Frozen) -> Decimal:
    """What one loss takes of the sales: bad debt (and what came in for it) with tax, returns without."""
    whole = Decimal(sold["net" if loss["kind"] == "goods_return" else "gross"])
    share = share_of(Decimal(loss["amount"]), whole)
    return -share if loss["kind"] == "recovery" else share


def lost_share(losses: Iterable[Frozen], sold: Frozen) -> Decimal:
    """The share of the sales that did not last, 0 to 1."""
    return min(ONE, max(ZERO, sum((share_of_loss(one, sold) for one in losses), ZERO)))


def paid_share(sold: Frozen, lost: Decimal) -> Decimal:
    """The share that customers have paid and that lasts. Nothing was invoiced: nothing is awaited."""
    gross = Decimal(sold["gross"])
    return min(share_of(Decimal(sold["collected"]), gross) if gross > 0 else ONE, ONE - lost)


def released_by_now(held: Decimal, share: Decimal) -> Decimal:
    """How much of what was held back may be paid in all."""
    return rounded(held * share, CENTS)


def due_back(paid: Decimal, held: Decimal, released: Decimal, lost: Decimal) -> Decimal:
    """How much goes back in all: the lost share of what was paid at once, and what was released too much.

    Never more than was paid. What was not released yet is not taken back; it is just not released.
    """
    return rounded(paid * lost, CENTS) + max(ZERO, released - released_by_now(held, ONE - lost))
