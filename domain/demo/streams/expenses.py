"""The rows of sales expenses: what salespeople claim, near what was budgeted."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from domain.demo.book import Book, Row
from domain.demo.chance import Deck, cents
from domain.demo.monthly import monthly, unit_months, usual
from domain.demo.people import SALESPEOPLE
from domain.demo.streams.plans import EXPENSES

KINDS = (("差旅费", 0.4), ("业务招待费", 0.25), ("市场推广费", 0.2), ("通讯交通费", 0.15))
SPARED = (0.93, 0.96, 0.99, 1.02)
"""What is spent over what was budgeted."""


def expenses(book: Book) -> Iterator[Row]:
    """One claim of each kind by each salesperson and month."""
    known = monthly(book.plan) if book.is_first else {}
    for unit, age, month in unit_months(book) if book.is_first else ():
        people = SALESPEOPLE[unit]
        random = book.plan.stream("expenses", unit, month)
        spared = Deck(random, SPARED).deal()
        whole = float(usual(known, unit, age) * EXPENSES) * spared
        for person in people:
            for place, (kind, share) in enumerate(KINDS):
                amount = whole * share / len(people) * random.uniform(0.8, 1.2)
                day = book.plan.start_of(age) + timedelta(days=random.randrange(27))
                if day <= book.plan.today and amount >= 1:
                    yield {
                        "number": f"EX{day:%y%m}-{person}-{place + 1}", "person": person, "unit": unit,
                        "kind": kind, "spent_on": day.isoformat(), "amount": str(cents(Decimal(amount))),
                    }  # fmt: skip
