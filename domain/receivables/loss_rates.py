"""Expected credit losses of receivables (IFRS 9 / CAS 22, simplified approach; domain reference C.3)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.core.errors import RuleBroken
from domain.core.rounding import ARITHMETIC, quotient, rounded

ZERO, ONE = Decimal(0), Decimal(1)
PLACES = 2
"""Allowances are rounded for each bucket, half up."""


class MoreThanAll(RuleBroken):
    """More is assessed on its own than there is."""

    text = "{specific} is assessed on its own, more than the {gross} in the bucket."


def chained(roll_rates: Sequence[Decimal]) -> list[Decimal]:
    """Loss rate of each bucket from youngest to oldest: the product of the roll rates from there to loss.

    `roll_rates[i]` is the share of bucket i that rolls on; the last one rolls into loss.
    """
    rates: list[Decimal] = []
    rate = ONE
    for rolls in reversed(roll_rates):
        rate = ARITHMETIC.multiply(rate, rolls)
        rates.append(rate)
    return rates[::-1]


def cohort_rates(sales: Decimal, paid: Iterable[Decimal]) -> list[Decimal | None]:
    """Loss rate of each bucket from what a cohort of sales paid in it, youngest first, and 1 for the rest.

    What was never paid is the loss; of what reaches a bucket, that share is lost. None where nothing
    reaches it.
    """
    parts = list(paid)
    loss = sales - sum(parts, ZERO)
    left, rates = sales, list[Decimal | None]()
    for part in parts:
        rates.append(quotient(loss, left))
        left -= part
    return [*rates, quotient(loss, left)]


def forward_looking(rate: Decimal, scalar: Decimal) -> Decimal:
    """A historical rate adjusted for what is expected; nobody loses more than all."""
    return min(rate * scalar, ONE)


def allowance(balance: Decimal, rate: Decimal) -> Decimal:
    """What to provide for a bucket, to the cent."""
    return rounded(ARITHMETIC.multiply(balance, rate), PLACES)


def with_specific(
    gross: Decimal, matrix_rate: Decimal, specific: Iterable[tuple[Decimal, Decimal]]
) -> tuple[Decimal, Decimal]:
    """(allowance of items assessed on their own, of the rest of the bucket by the matrix).

    `specific` are (amount, rate); they leave the matrix, so that no item is provided for twice.
    MoreThanAll when they exceed the bucket.
    """
    items = list(specific)
    apart = sum((amount for amount, _ in items), ZERO)
    if apart > gross:
        raise MoreThanAll(specific=apart, gross=gross)
    own = sum((allowance(amount, rate) for amount, rate in items), ZERO)
    return own, allowance(gross - apart, matrix_rate)
