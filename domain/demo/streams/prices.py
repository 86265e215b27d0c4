"""The rows of products, price lists and authorities over discounts."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.demo.book import Book, Row
from domain.demo.catalogue import FLOOR, PRODUCTS, list_price
from domain.demo.chance import cents
from domain.demo.plan import DemoPlan

AUTHORITIES = (("SR", "0.10"), ("BM", "0.15"), ("RD", "0.20"))
"""Which discount each post may give."""


def products(book: Book) -> Iterator[Row]:
    """What the company sells."""
    if book.is_first:
        for one in PRODUCTS:
            yield {
                "number": one.number, "name": one.name, "name_en": one.name_en, "category": one.category,
                "abc": one.abc, "list_price": str(list_price(one, book.plan.today, book.plan.first)),
            }  # fmt: skip


def price_list(book: Book) -> Iterator[Row]:
    """A price for each product and year, with its floor."""
    if book.is_first:
        for begins, ends in _years(book.plan):
            for one in PRODUCTS:
                price = list_price(one, begins, book.plan.first)
                yield {
                    "product": one.number, "list_price": str(price), "floor_price": str(cents(price * FLOOR)),
                    "valid_from": begins.isoformat(), "valid_to": ends.isoformat(),
                }  # fmt: skip


def discount_authority(book: Book) -> Iterator[Row]:
    """What each post may give away."""
    if book.is_first:
        for post, most in AUTHORITIES:
            yield {"post": post, "max_discount": most, "valid_from": book.plan.first.isoformat()}


def _years(plan: DemoPlan) -> Iterator[tuple[date, date]]:
    begins = plan.first
    while begins <= plan.today:
        following = date(begins.year + 1, 1, 1)
        yield begins, following - timedelta(1)
        begins = following
