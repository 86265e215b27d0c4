"""The frame contracts of customers: one a year for each, without gaps."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from domain.demo.book import Book
from domain.demo.buyer import Buyer
from domain.demo.chance import cents

YEAR, MONTH = 365, 30


def terms(book: Book) -> Iterator[tuple[Buyer, str, date, date]]:
    """(customer, number, first day, last day) of every contract that has begun, customer by customer."""
    for buyer in book.buyers:
        begins = buyer.since
        # First ones end in different months, so that not all are renewed in the same one.
        length, count = MONTH * (1 + buyer.place % 12), 1
        end = min(book.plan.today, buyer.until - timedelta(1))
        while begins <= end:
            last = begins + timedelta(length - 1)
            yield buyer, f"HT-{buyer.number}-{count}", begins, last
            begins, length, count = last + timedelta(1), YEAR, count + 1


def contract_value(buyer: Buyer, begins: date, last: date) -> Decimal:
    """What the customer is expected to order under the contract."""
    return cents(Decimal(buyer.size) * ((last - begins).days + 1) / MONTH)
