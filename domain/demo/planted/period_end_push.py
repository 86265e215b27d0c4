"""Suzhou pushes sales out at the end of a quarter; much of it comes back early in the next."""

from datetime import timedelta
from decimal import Decimal

from domain.core.period import last_day_of
from domain.demo.billing import set_due
from domain.demo.book import Book
from domain.demo.catalogue import PRODUCTS
from domain.demo.chance import cents
from domain.demo.failure import Detector, Failure, Sighting, Step
from domain.demo.ordering import line
from domain.demo.plan import DemoPlan
from domain.demo.sale import Sale

FIRST, LAST = 7, 5
"""The quarter ended in one of these months."""
ORDERS = 18
TIMES = 1.0
PART = Decimal("0.8")
REASON = "客户未确认订货"


def quarter_end(plan: DemoPlan) -> int:
    """How many months ago the quarter ended that was embellished."""
    return next(age for age in range(LAST, FIRST + 1) if plan.month(age) % 100 % 3 == 0)


def _push(book: Book) -> None:
    random = book.plan.stream("push")
    own = [buyer for buyer in book.buyers if buyer.unit == PERIOD_END_PUSH.unit]
    end = last_day_of(book.plan.month(quarter_end(book.plan)))
    for buyer in own[:ORDERS]:
        day = end - timedelta(days=random.randrange(2, 5))
        lines = [line(book.plan, random, day, buyer.size * TIMES, list(PRODUCTS), Decimal("0.05"))]
        book.sales.append(Sale(buyer, day, end, lines, reason=REASON))


def _ship(book: Book) -> None:
    end = last_day_of(book.plan.month(quarter_end(book.plan)))
    for sale in _pushed(book):
        sale.shipped_on, sale.first_shipped_on = max(sale.ordered_on, end - timedelta(2)), None


def _take_back(book: Book) -> None:
    random = book.plan.stream("push returns")
    for sale in _pushed(book):
        sale.invoiced_on, sale.disputed = sale.shipped_on, False
        back = last_day_of(book.plan.month(quarter_end(book.plan))) + timedelta(random.randrange(3, 14))
        sale.reason = REASON
        sale.returned = sale.credited = cents(sale.net * PART)
        sale.returned_on = sale.credited_on = back
        set_due(sale)


def _pushed(book: Book) -> list[Sale]:
    end = last_day_of(book.plan.month(quarter_end(book.plan)))
    own = book.of(PERIOD_END_PUSH.unit)
    return [sale for sale in own if sale.promised_on == end and sale.reason == REASON]


PERIOD_END_PUSH = Failure(
    id="period_end_push",
    what_zh="苏州营业部季末突击发货开票，次月初大量退回",
    what_en="Suzhou pushed out sales at a quarter end; most came back early the next month",
    unit="EAST-SZ",
    first=FIRST,
    last=LAST,
    seen_by=(
        Sighting(Detector.INDICATOR, "R26", "amber"),
        Sighting(Detector.INDICATOR, "R27", "red"),
        Sighting(Detector.INDICATOR, "K28", "red", FIRST - 1, LAST - 1),
    ),
    also=("R30", "K32", "K01", "K02", "K03", "K11", "K13", "K04", "R40", "R06", "K40", "K41", "K12", "R57",
          "K33", "K30", "K31"),
    changes={Step.ORDERS: _push, Step.SHIPMENTS: _ship, Step.BILLS: _take_back},
    strikes=lambda buyer: buyer.place < ORDERS,
)  # fmt: skip
