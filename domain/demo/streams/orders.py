"""The rows of orders, their lines and deliveries."""

from collections.abc import Iterator
from datetime import timedelta

from domain.demo.book import Book, Row
from domain.demo.people import DESK
from domain.demo.sale import Sale

REASON = "信用额度超限"


def parties(sale: Sale) -> Row:
    """Unit, salesperson and customer of a paper."""
    buyer = sale.buyer
    return {"unit": buyer.unit, "salesperson": buyer.salesperson, "customer": buyer.number}


def orders(book: Book) -> Iterator[Row]:
    """Every order, with the hold for credit that some met."""
    for sale in book.sales:
        row = parties(sale) | {
            "number": sale.number, "ordered_on": sale.ordered_on.isoformat(),
            "promised_on": sale.promised_on.isoformat(), "created_by": DESK[sale.buyer.unit].name,
            "held": "是" if sale.held else "否",
        }  # fmt: skip
        if sale.held:
            row["hold_reason"] = REASON
        released_on = sale.ordered_on + timedelta(1)
        if sale.released_by and released_on <= book.plan.today:
            row |= {"released_by": sale.released_by, "released_on": released_on.isoformat()}
        yield row


def order_lines(book: Book) -> Iterator[Row]:
    """What was ordered, at which price."""
    for sale in book.sales:
        for count, line in enumerate(sale.lines, 1):
            yield {
                "order": sale.number, "line": str(count), "product": line.article.number,
                "quantity": str(line.quantity), "unit_price": str(line.price),
                "discount": str(line.discount), "unit_cost": str(line.cost),
                "manual_price": "是" if line.manual else "否", "approval_ref": line.approval,
            }  # fmt: skip


def deliveries(book: Book) -> Iterator[Row]:
    """What left: the whole order, or its first line ahead of the others."""
    today = book.plan.today
    for sale in book.sales:
        if sale.first_shipped_on is None:
            if sale.shipped_on <= today:
                yield _delivery(sale, sale.delivery, sale.shipped_on.isoformat())
            continue
        for count, line in enumerate(sale.lines):
            day = sale.shipped_on if count else sale.first_shipped_on
            if day <= today:
                what = {"product": line.article.number, "quantity": str(line.quantity)}
                yield _delivery(sale, f"{sale.delivery}-{count + 1}", day.isoformat()) | what


def _delivery(sale: Sale, number: str, day: str) -> Row:
    return {"number": number, "order": sale.number, "shipped_on": day}
