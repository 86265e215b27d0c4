"""Deals that salespeople work on: opened, led through stages, won or lost."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.core.period import first_day_of, month_of
from domain.demo.book import Book
from domain.demo.buyer import Buyer
from domain.demo.catalogue import PRODUCTS
from domain.demo.chance import cents, one_in
from domain.demo.ordering import YEARLY
from domain.demo.people import SELLING

PER_MONTH = 7
WON, LOST, DROPPED = "赢单", "输单", "无效"
WIN_RATE = 0.4
DROPPED_OF = 14
"""One lost deal in so many was never one."""
WON_A_MONTH = 560_000
"""What a unit wins in a usual month."""
STAGES = ("初步接触", "需求确认", "方案报价", "商务谈判")
REACHED = (0.0, 0.2, 0.45, 0.75)
"""Part of a deal's life after which it enters each stage."""
CHANCES = ("0.10", "0.25", "0.50", "0.75")


@dataclass
class Deal:
    """One deal. It closes on a day that may not have come yet."""

    ref: str
    buyer: Buyer
    product: str
    amount: Decimal
    opened_on: date
    closed_on: date
    outcome: str = ""

    def entered(self) -> Iterator[tuple[str, date]]:
        """(stage, day it was entered on)."""
        life = (self.closed_on - self.opened_on).days
        for stage, reached in zip(STAGES, REACHED, strict=True):
            yield stage, self.opened_on + timedelta(days=round(life * reached))

    def open_on(self, day: date) -> bool:
        """It is being worked on."""
        return self.opened_on <= day < self.closed_on


def deals(book: Book) -> list[Deal]:
    """The deals of a part, in the order in which they were opened."""
    found = [deal for unit in SELLING for deal in _of_unit(book, unit)]
    return sorted(found, key=lambda deal: (deal.opened_on, deal.ref))


def _of_unit(book: Book, unit: str) -> list[Deal]:
    random = book.plan.stream("deals", unit, book.part)
    own = [buyer for buyer in book.buyers if buyer.unit == unit]
    made = []
    for age in range(book.plan.months, -1, -1):
        start = book.plan.start_of(age)
        for count in range(PER_MONTH):
            opened = start + timedelta(days=random.randrange(28))
            closed = opened + timedelta(days=round(random.gammavariate(36, 1.35)))
            deal = Deal(
                ref=f"OP{opened:%y%m}-{unit}-{book.part * 100 + count + 1:02d}", buyer=random.choice(own),
                product=random.choice(PRODUCTS).number, opened_on=opened, closed_on=closed,
                amount=cents(random.lognormvariate(12.3, 0.35)),
            )  # fmt: skip
            if opened <= book.plan.today:
                made.append(deal)
    _decide(book, unit, made)
    return made


def _decide(book: Book, unit: str, made: list[Deal]) -> None:
    """In every month about two of five deals are won, for about the same amount in all."""
    random = book.plan.stream("outcomes", unit, book.part)
    dropped = one_in(random, DROPPED_OF)
    closing: dict[int, list[Deal]] = defaultdict(list)
    for deal in made:
        closing[month_of(deal.closed_on)].append(deal)
    for month, some in sorted(closing.items()):
        won = random.sample(some, max(1, round(len(some) * WIN_RATE)))
        for deal in some:
            deal.outcome = DROPPED if dropped.deal() else LOST
        years = (first_day_of(month) - book.plan.first).days / 365
        wanted = WON_A_MONTH * YEARLY**years * random.uniform(0.97, 1.05)
        whole = sum(deal.amount for deal in won)
        for deal in won:
            deal.outcome, deal.amount = WON, cents(deal.amount * Decimal(wanted) / whole)
