"""A customer's account told forward in time: which invoices each receipt and credit note settles.

What happened later never changes what was settled before, and the order in which things became known
to the portal changes nothing: the account follows from its dated records alone (reference C.1, C23).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from heapq import heappop, heappush
from itertools import groupby

from domain.receivables.allocation import Claim, allocate

ZERO = Decimal(0)


@dataclass(slots=True)
class Debt:
    """A posted invoice; `ref` is its reference in the source, which decides between equal dates."""

    id: int
    ref: str
    issued_on: date
    due_on: date | None
    left: Decimal

    @property
    def turn(self) -> tuple[date, date, str, int]:
        """The oldest due goes first, then the oldest issued. Without a due date it is due at once."""
        return self.due_on or self.issued_on, self.issued_on, self.ref, self.id


@dataclass(slots=True)
class Payment:
    """A receipt or a credit note (`credit`). A credit note settles the invoice it names and nothing else."""

    id: int
    ref: str
    on: date
    left: Decimal
    named: int | None = None
    credit: bool = False
    spreads: bool = True
    """Whether what the named invoice does not take may settle others of the customer."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A part of a payment that settles an invoice on a date: the later of payment and issue."""

    payment: Payment
    debt: Debt
    on: date
    amount: Decimal


@dataclass(slots=True)
class Account:
    """The state of the account on a day."""

    open: list[tuple[tuple[date, date, str, int], Debt]] = field(default_factory=list)
    waiting: deque[Payment] = field(default_factory=deque)

    def spread(self, today: date) -> Iterator[Settled]:
        """Let waiting money, first come first, settle the oldest open invoices."""
        while self.waiting:
            payment = self.waiting[0]
            yield from self._oldest(payment, today)
            if payment.left:
                return
            self.waiting.popleft()

    def _oldest(self, payment: Payment, today: date) -> Iterator[Settled]:
        candidates: list[Debt] = []
        covered = ZERO
        while self.open and covered < payment.left:
            _, debt = heappop(self.open)
            if debt.left:
                candidates.append(debt)
                covered += debt.left
        yield from _settle(payment, candidates, today)
        for debt in candidates:
            if debt.left:
                heappush(self.open, (debt.turn, debt))


def settle_account(debts: Iterable[Debt], payments: Iterable[Payment]) -> list[Settled]:
    """Every settlement in the order of time; the `left` of each debt and payment is what remains.

    On one day: invoices are issued, credit notes apply, receipts settle the invoices they name, then
    money without a name (earlier money first) settles the oldest due. Money for an invoice that is not
    issued yet waits for it.
    """
    by_id = {debt.id: debt for debt in debts}
    account, settled = Account(), []
    events = sorted(_events(by_id, payments), key=lambda event: event[:5])
    for today, of_day in groupby(events, key=lambda event: event[0]):
        for _, _, _, _, _, record in of_day:
            if isinstance(record, Debt):
                heappush(account.open, (record.turn, record))
                continue
            if record.named in by_id:
                settled += _settle(record, [by_id[record.named]], today)
            if record.left and record.spreads:
                account.waiting.append(record)
        settled += account.spread(today)
    return settled


Event = tuple[date, int, date, str, int, Debt | Payment]


def _events(debts: dict[int, Debt], payments: Iterable[Payment]) -> Iterator[Event]:
    for debt in debts.values():
        yield debt.issued_on, 0, debt.issued_on, debt.ref, debt.id, debt
    for payment in payments:
        if payment.left <= 0:
            continue
        named = debts.get(payment.named) if payment.named is not None else None
        day = max(payment.on, named.issued_on) if named else payment.on
        rank = 1 if payment.credit else 2 if named else 3
        yield day, rank, payment.on, payment.ref, payment.id, payment


def _settle(payment: Payment, candidates: list[Debt], today: date) -> list[Settled]:
    # Candidates come in turn, so their place is the key that keeps equal dates in one order.
    claims = [
        Claim(place, debt.due_on or debt.issued_on, debt.left, debt.issued_on)
        for place, debt in enumerate(candidates)
    ]
    settled = []
    for place, amount in allocate(payment.left, claims).settled:
        debt = candidates[int(place)]
        debt.left -= amount
        settled.append(Settled(payment, debt, today, amount))
    payment.left -= sum((part.amount for part in settled), ZERO)
    return settled
