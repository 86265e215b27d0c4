"""A salesperson of Shanghai gives away more than their authority allows."""

from decimal import Decimal

from domain.demo.book import Book
from domain.demo.chance import one_in
from domain.demo.failure import Detector, Failure, Sighting, Step

FIRST, LAST = 7, 3
PERSON = "E113"
DISCOUNT = Decimal("0.22")
ONE_IN = 2


def _give_away(book: Book) -> None:
    too_much = one_in(book.plan.stream("discounts", book.part), ONE_IN)
    for sale in book.of(EXCESSIVE_DISCOUNTS.unit):
        if EXCESSIVE_DISCOUNTS.hits(sale.buyer) and LAST <= book.plan.age(sale.ordered_on) <= FIRST:
            for line in sale.lines:
                if too_much.deal():
                    line.discount, line.manual = DISCOUNT, True


EXCESSIVE_DISCOUNTS = Failure(
    id="excessive_discounts",
    what_zh="上海营业部一名销售工程师越权打折，部分低于底价",
    what_en="A salesperson of Shanghai gave discounts beyond authority, some below the floor price",
    unit="EAST-SH",
    first=FIRST,
    last=LAST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R22", "red"),
        Sighting(Detector.INDICATOR, "R23", "amber"),
    ),
    also=("R25", "K04"),
    changes={Step.ORDERS: _give_away},
    people=(PERSON,),
    strikes=lambda buyer: buyer.salesperson == PERSON,
)
