"""Customers pay: most around the due date, each after a habit of its own."""

from datetime import date, timedelta

from domain.demo.book import Book
from domain.demo.chance import Deck, one_in
from domain.demo.people import SELLING
from domain.demo.season import nearest_working

STRAY = (-3, -2, -2, -1, -1, 0, 0, 1, 2, 3)
LATE, NAMELESS = 30, 40
"""One payment in so many is really late, or does not say what it is for."""
SOONEST = 2
LOST = 900
"""One invoice in so many is never paid."""


def pay(book: Book) -> None:
    """Give every invoice the day it is paid on; a credit note that comes later is not paid."""
    for unit in SELLING:
        random = book.plan.stream("paying", unit, book.part)
        lost = one_in(random, LOST)
        stray, late, nameless = Deck(random, STRAY), one_in(random, LATE), one_in(random, NAMELESS)
        for sale in book.of(unit):
            days = sale.buyer.habit + stray.deal() + sale.extra_days
            days += random.randrange(8, 25) if late.deal() or sale.disputed else 0
            days += sum(delay(sale.due_on) for delay in sale.buyer.delays)
            paid = max(sale.due_on + timedelta(days=round(days)), sale.invoiced_on + timedelta(SOONEST))
            if sale.credited_on is not None:
                paid = max(paid, sale.credited_on)
            sale.paid_on = max(nearest_working(paid), sale.credited_on or paid)
            sale.named = not nameless.deal()
            if lost.deal():
                sale.lost, sale.paid_on = True, date.max
