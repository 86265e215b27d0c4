"""What each unit invoices, ships and signs by month: what plans, stock and allowances are made to fit."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from domain.core.period import last_day_of, written
from domain.demo.book import Book
from domain.demo.frame_contracts import contract_value, terms
from domain.demo.happened import happened
from domain.demo.people import SELLING
from domain.demo.plan import DemoPlan

AHEAD = 2
"""Plans reach so many months beyond today's."""
AGED_DAYS, AGED, ALLOWED = 85, Decimal("1.3"), Decimal("0.006")
"""Days overdue from which more than the whole claim is allowed for; else this part of it."""


@dataclass
class Monthly:
    """Sums of one unit and month."""

    net: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    signed: Decimal = Decimal(0)
    """Value of the contracts that begin."""
    allowance: Decimal = Decimal(0)
    """What is expected to be lost of what is owed at the end of the month."""
    new_customers: int = 0
    by_product: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """Net amount by product."""
    shipped: Counter[str] = field(default_factory=Counter)
    """Pieces by product that left."""


Known = dict[tuple[str, int], Monthly]
"""(unit, months ago) -> sums."""


@lru_cache(maxsize=1)
def monthly(plan: DemoPlan) -> Known:
    """Sums over all parts of the company, one after the other.

    Papers still to come count, so that plans look ahead as well.
    """
    found: Known = defaultdict(Monthly)
    for part in range(plan.scale):
        book = happened(plan, part)
        _add_sales(found, book)
        _add_allowances(found, book)
        for buyer, _, begins, last in terms(book):
            found[buyer.unit, plan.age(begins)].signed += contract_value(buyer, begins, last)
    asked = ((unit, age) for unit in SELLING for age in range(-AHEAD - 1, plan.months + 1))
    return {month: found[month] for month in asked}


def _add_sales(found: Known, book: Book) -> None:
    known: set[str] = set()
    for sale in sorted(book.sales, key=lambda sale: (sale.invoiced_on, sale.number)):
        sums = found[sale.buyer.unit, book.plan.age(sale.invoiced_on)]
        sums.net += sale.net
        sums.new_customers += sale.buyer.number not in known
        known.add(sale.buyer.number)
        moved = found[sale.buyer.unit, book.plan.age(sale.shipped_on)]
        for line in sale.lines:
            sums.cost += line.cost * line.quantity
            sums.by_product[line.article.number] += line.net
            moved.shipped[line.article.number] += line.quantity
        if sale.credited_on is not None:
            found[sale.buyer.unit, book.plan.age(sale.credited_on)].net -= sale.credited


def _add_allowances(found: Known, book: Book) -> None:
    for age in range(book.plan.months, 0, -1):
        day = last_day_of(book.plan.month(age))
        for sale in book.owed_on(day):
            aged = (day - sale.due_on).days > AGED_DAYS
            found[sale.buyer.unit, age].allowance += sale.owed * (AGED if aged else ALLOWED)


def usual(known: Known, unit: str, age: int) -> Decimal:
    """Net sales to be expected of a month: its own once it is over, else a usual one of the last three."""
    if age > 0:
        return known[unit, age].net
    return sum((known[unit, past].net for past in (1, 2, 3)), Decimal(0)) / 3


def unit_months(book: Book) -> Iterator[tuple[str, int, str]]:
    """(unit, months ago, month as written) from the first month of trade to the last one planned for."""
    for age in range(book.plan.months, -AHEAD - 1, -1):
        month = book.plan.month(age)
        for unit in SELLING:
            yield unit, age, written(month)
