"""Orders are shipped: nearly always complete and before the promised day."""

from datetime import timedelta

from domain.demo.book import Book
from domain.demo.chance import Deck, one_in
from domain.demo.people import CREDIT_MANAGER, SELLING
from domain.demo.season import working, working_before

LATE = 120
"""One order in so many leaves too late ..."""
PARTIAL = 70
"""... and the first line of one in so many ahead of the rest."""
HELD, RELEASED = 25, 10
"""One order in so many is stopped for credit; one of so many of these is let go by the credit manager."""


def ship(book: Book) -> None:
    """Give every order the day it leaves on."""
    for unit in SELLING:
        random = book.plan.stream("shipping", unit, book.part)
        late, partial, early = one_in(random, LATE), one_in(random, PARTIAL), Deck(random, (0, 1, 1, 2, 3))
        held, released = one_in(random, HELD), one_in(random, RELEASED)
        for sale in book.of(unit):
            sale.held = held.deal()
            sale.released_by = CREDIT_MANAGER if sale.held and released.deal() else ""
            days = random.randrange(1, 9) if late.deal() else -early.deal()
            moved = sale.promised_on + timedelta(days=days)
            sale.shipped_on = working(moved) if days > 0 else working_before(moved)
            sale.shipped_on = max(sale.shipped_on, sale.ordered_on + timedelta(days=1))
            if partial.deal() and len(sale.lines) > 1:
                sale.first_shipped_on = max(sale.shipped_on - timedelta(days=2), sale.ordered_on)
