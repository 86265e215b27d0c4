"""What a unit invoices, ships and wins by month: what plans and stock are made to fit."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from domain.demo.book import Book
from domain.demo.people import SELLING

AHEAD = 2
"""Plans reach so many months beyond today's."""


@dataclass
class Monthly:
    """Sums of one unit and month."""

    net: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    new_customers: int = 0
    by_product: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """Net amount by product."""
    shipped: Counter[str] = field(default_factory=Counter)
    """Pieces by product that left."""


def monthly(book: Book) -> dict[tuple[str, int], Monthly]:
    """(unit, months ago) -> sums; papers still to come count, so that plans look ahead as well."""
    found: dict[tuple[str, int], Monthly] = defaultdict(Monthly)
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
    return found


def usual(known: dict[tuple[str, int], Monthly], unit: str, age: int) -> Decimal:
    """Net sales to be expected of a month: its own once it is over, else a usual one of the last three."""
    if age > 0:
        return known[unit, age].net
    return sum((known[unit, past].net for past in (1, 2, 3)), Decimal(0)) / 3


def unit_months(book: Book) -> Iterator[tuple[str, int, str]]:
    """(unit, months ago, month as written) from the first month of trade to the last one planned for."""
    for age in range(book.plan.months, -AHEAD - 1, -1):
        month = book.plan.month(age)
        for unit in SELLING:
            yield unit, age, f"{month // 100}-{month % 100:02d}"
