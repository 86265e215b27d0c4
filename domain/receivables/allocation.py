"""Which invoices a receipt settles (domain reference C.1, allocation order)."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.core.errors import RuleBroken

ZERO = Decimal(0)


class NegativeReceipt(RuleBroken):
    """Money going out settles nothing."""

    text = "A receipt of {amount} cannot settle invoices. Reverse the original receipt instead."


@dataclass(frozen=True, slots=True)
class Claim:
    """An invoice with what is open of it. `reference` names its contract or milestone, if it has one.

    `key` must sort, so that equal dates still give one order.
    """

    key: int | str
    due_on: date
    amount: Decimal
    issued_on: date | None = None
    reference: Hashable = None


@dataclass(frozen=True, slots=True)
class Split:
    """How a receipt was divided: (key of the invoice, amount) in order, and what settles nothing yet."""

    settled: tuple[tuple[int | str, Decimal], ...]
    unapplied: Decimal


def allocate(
    amount: Decimal,
    claims: Iterable[Claim],
    named: Collection[int | str] = (),
    references: Collection[Hashable] = (),
) -> Split:
    """Divide a receipt: invoices the payer named, then those of the named contracts, then the oldest due.

    Within each of these the earliest due goes first, then the earliest issued. No invoice gets more than
    is open of it; the rest stays unapplied. NegativeReceipt when there is nothing to divide.
    """
    if amount < 0:
        raise NegativeReceipt(amount=amount)

    def turn(claim: Claim) -> tuple[int, date, date, str, int | str]:
        rank = 0 if claim.key in named else 1 if claim.reference in references else 2
        kind = type(claim.key).__name__
        return rank, claim.due_on, claim.issued_on or claim.due_on, kind, claim.key

    left, settled = amount, []
    for claim in sorted(claims, key=turn):
        if left <= 0:
            break
        if (part := min(left, claim.amount)) > 0:
            settled.append((claim.key, part))
            left -= part
    return Split(tuple(settled), left)
