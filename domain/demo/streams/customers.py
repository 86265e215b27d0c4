"""The rows of customers."""

from collections.abc import Iterator

from domain.demo.book import Book, Row


def customers(book: Book) -> Iterator[Row]:
    """Every customer of the part."""
    for buyer in book.buyers:
        yield {
            "number": buyer.number, "name": buyer.name, "name_en": buyer.name_en, "unit": buyer.unit,
            "salesperson": buyer.salesperson, "credit_code": buyer.credit_code, "region": buyer.city,
            "category": buyer.trade, "channel": buyer.channel, "overseas": "否",
        }  # fmt: skip
