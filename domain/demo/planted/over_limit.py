"""The limits of some customers of Central China were cut, but nobody stopped their orders."""

from decimal import Decimal

from domain.demo.book import Book
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST = 4
CUT = Decimal("0.12")
PLACES = range(20, 27)


def _cut(book: Book) -> None:
    struck = {buyer.number for buyer in book.buyers if OVER_LIMIT.hits(buyer)}
    day = book.plan.start_of(FIRST).isoformat()
    book.rows["credit_limit"] += [
        row | {"amount": str(Decimal(row["amount"]) * CUT), "valid_from": day}
        for row in book.rows["credit_limit"]
        if row["customer"] in struck
    ]


OVER_LIMIT = Failure(
    id="orders_over_limit",
    what_zh="华中大区数家客户额度下调后仍照常接单，超额度赊销",
    what_en="Customers of Central China still order on credit beyond limits that had been cut",
    unit="CENTRAL",
    first=FIRST,
    seen_by=(Sighting(Detector.INDICATOR, "R02", "red", FIRST - 1, 1),),
    also=("R01",),
    changes={Step.ROWS: _cut},
    strikes=lambda buyer: buyer.place in PLACES and buyer.channel != "经销",
)
