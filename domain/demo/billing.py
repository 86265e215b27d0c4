"""Shipped orders are invoiced; a few invoices are corrected, disputed, or answered by a return."""

from datetime import timedelta
from decimal import Decimal

from domain.demo.book import Book
from domain.demo.chance import Deck, cents, one_in
from domain.demo.people import SELLING
from domain.demo.sale import Sale

CREDITED, DISPUTED, RETURNED = 90, 120, 110
"""One invoice in so many."""
PART = Decimal("0.1")
REASONS = ("规格不符", "运输损坏", "质量问题", "客户改型")


def bill(book: Book) -> None:
    """Give every order its invoice, and some a credit note, a dispute or a return."""
    for unit in SELLING:
        random = book.plan.stream("billing", unit, book.part)
        credit, dispute, back = (one_in(random, count) for count in (CREDITED, DISPUTED, RETURNED))
        reasons, after = Deck(random, REASONS), Deck(random, (0, 0, 1, 2))
        for sale in book.of(unit):
            sale.invoiced_on = sale.shipped_on + timedelta(days=after.deal())
            sale.disputed = dispute.deal()
            if credit.deal():
                give_credit(sale, PART, random.randrange(3, 15))
            if back.deal():
                take_back(sale, Decimal("0.3"), random.randrange(8, 40), reasons.deal())
            set_due(sale)


def set_due(sale: Sale) -> None:
    """The day the invoice is due on."""
    sale.due_on = sale.invoiced_on + timedelta(days=sale.buyer.term)


def give_credit(sale: Sale, part: Decimal, days: int) -> None:
    """A credit note over a part of the invoice so many days after it."""
    sale.credited = cents(sale.net * part)
    sale.credited_on = sale.invoiced_on + timedelta(days=days)


def take_back(sale: Sale, part: Decimal, days: int, reason: str) -> None:
    """A part of the goods comes back so many days after the invoice, and is credited that day."""
    sale.returned = cents(sale.net * part)
    sale.returned_on = sale.invoiced_on + timedelta(days=days)
    sale.reason = reason
    sale.credited, sale.credited_on = sale.returned, sale.returned_on
