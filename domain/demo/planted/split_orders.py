"""Orders of three customers of Southwest China are cut in pieces to stay below an approval limit."""

from datetime import timedelta
from decimal import Decimal

from domain.demo.book import Book
from domain.demo.buyer import Buyer
from domain.demo.catalogue import BY_NUMBER, list_price, unit_cost
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.plan import DemoPlan
from domain.demo.sale import Sale, SaleLine
from domain.demo.season import working

FIRST, LAST = 6, 4
AMOUNTS = (93_000, 88_000, 96_000)
"""Below the limit of 100,000."""
ARTICLE = BY_NUMBER["P-1004"]


def _split(book: Book) -> None:
    for buyer in book.buyers:
        if SPLIT_ORDERS.hits(buyer):
            for age in range(FIRST, LAST - 1, -1):
                book.sales += [_piece(book.plan, buyer, age, count) for count in range(len(AMOUNTS))]


def _piece(plan: DemoPlan, buyer: Buyer, age: int, count: int) -> Sale:
    day = working(plan.start_of(age) + timedelta(days=10 + count))
    price = list_price(ARTICLE, day, plan.first)
    pieces = round(Decimal(AMOUNTS[count]) / price)
    line = SaleLine(ARTICLE, pieces, price, unit_cost(ARTICLE, day, plan.first))
    return Sale(buyer, day, working(day + timedelta(8)), [line])


SPLIT_ORDERS = Failure(
    id="split_orders",
    what_zh="西南大区三家客户的订单被拆成多张，每张都压在 10 万元审批线以下",
    what_en="Orders of three customers of Southwest China were cut to stay below the limit of 100,000",
    unit="WEST",
    first=FIRST,
    last=LAST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R24", "red"),
        Sighting(Detector.SUSPECTS, "split_suspect", "9"),
    ),
    also=("K13",),
    changes={Step.ORDERS: _split},
    people=("E419",),
    strikes=lambda buyer: buyer.place in (7, 8, 9),
)
