"""Documents get their numbers in the order in which they were written."""

from collections.abc import Callable
from datetime import date

from domain.demo.book import Book
from domain.demo.sale import Sale


def number_orders(book: Book) -> None:
    """Sort the orders by day and number them."""
    book.sales.sort(key=lambda sale: (sale.ordered_on, sale.buyer.number))
    _number(book, "SO", lambda sale: sale.ordered_on, "number")


def number_papers(book: Book) -> None:
    """Number deliveries, invoices and receipts."""
    _number(book, "DN", lambda sale: sale.shipped_on, "delivery")
    _number(book, "IV", lambda sale: sale.invoiced_on, "invoice")
    _number(book, "RC", lambda sale: sale.paid_on, "receipt")


def _number(book: Book, prefix: str, when: Callable[[Sale], date], attribute: str) -> None:
    dated = sorted(book.sales, key=lambda sale: (when(sale), sale.buyer.number, sale.number))
    for count, sale in enumerate(dated, 1):
        setattr(sale, attribute, f"{prefix}{when(sale):%y%m}-{book.part * 100_000 + count:06d}")
