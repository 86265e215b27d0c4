"""Which promises to pay were kept (K38, R13)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from domain.core.rounding import quotient

ZERO = Decimal(0)
IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Vow:
    """A promise: so much, from the day it was made to the deadline, for one invoice or for any."""

    key: int
    made_on: date
    deadline: date
    amount: Decimal
    invoice: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """A receipt and what of it settled which invoice."""

    key: int
    on: date
    amount: Decimal
    settled: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came in for a promise, and when it was complete; None: not by its deadline."""

    amount: Decimal
    kept_on: date | None


@dataclass(frozen=True, slots=True)
class Streak:
    """From when until when two or more promises in a row were broken; `key` is the second of them."""

    key: int
    begins: date
    ends: date | None


def outcomes(vows: Iterable[Vow], money: Iterable[MoneyIn]) -> dict[int, Outcome]:
    """What came in for each promise of one customer.

    No money counts twice: promises for an invoice take what settled it, first deadline first; then the
    others take what is left of the receipts.
    """
    receipts = sorted(money, key=lambda one: (one.on, one.key))
    left = {one.key: one.amount for one in receipts}
    of_invoice: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for one in receipts:
        for invoice, amount in one.settled.items():
            of_invoice[one.key, invoice] += amount
    found: dict[int, Outcome] = {}
    for vow in sorted(vows, key=lambda vow: (vow.invoice is None, vow.deadline, vow.key)):
        taken, kept_on = ZERO, None
        for one in receipts:
            if not vow.made_on <= one.on <= vow.deadline or taken >= vow.amount:
                continue
            there = left[one.key]
            if vow.invoice is not None:
                there = min(there, of_invoice[one.key, vow.invoice])
                of_invoice[one.key, vow.invoice] -= min(there, vow.amount - taken)
            part = min(there, vow.amount - taken)
            left[one.key] -= part
            taken += part
            kept_on = one.on if taken >= vow.amount else None
        found[vow.key] = Outcome(taken, kept_on)
    return found


def streaks(vows: Iterable[Vow], results: Mapping[int, Outcome]) -> Iterator[Streak]:
    """The times in which a customer has broken at least two promises in a row.

    It begins the day after the second broken deadline and ends when a later promise is kept.
    """
    broken, open_one = 0, None
    for vow in sorted(vows, key=lambda vow: (vow.deadline, vow.key)):
        kept_on = results[vow.key].kept_on
        if kept_on is None:
            broken += 1
            if broken == IN_A_ROW:
                open_one = Streak(vow.key, vow.deadline + timedelta(days=1), None)
            continue
        if open_one is not None:
            yield Streak(open_one.key, open_one.begins, max(kept_on, open_one.begins))
        broken, open_one = 0, None
    if open_one is not None:
        yield open_one


def kept_rates(promises: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal | None, Decimal | None]:
    """(by count, by amount) of promises that fell due, each (promised, kept by the deadline).

    A promise kept in part is not kept; by amount its part counts. None where none fell due.
    """
    kept = sum(1 for promised, paid in promises if paid >= promised)
    paid_in_all = sum((min(paid, promised) for promised, paid in promises), ZERO)
    promised_in_all = sum((promised for promised, _ in promises), ZERO)
    return quotient(kept, len(promises)), quotient(paid_in_all, promised_in_all)
