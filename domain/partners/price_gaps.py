"""Keep our prices compared with those of competitors (R41)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from db.types import MONEY_PLACES
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.period import last_day_of
from domain.core.rounding import rounded
from domain.partners.competitor_price import CompetitorPrice
from domain.partners.price_gap import PriceGap
from domain.sales.complete_rows import EXACT
from domain.sales.fulfilment import orders_of
from domain.sales.order import Order, OrderLine, OrderStatus

ORDER, LINE, PRICE, GAP = map(table_of, (Order, OrderLine, CompetitorPrice, PriceGap))
SOURCE = "competitors' prices"
FRESH = timedelta(days=90)
"""How long a competitor's price holds."""
LEAST = 2
"""Competitors without whom there is no price level."""
TOGETHER = 100
Seen = tuple[str, date, Decimal]
"""(competitor, day, price)."""


def settle(session: Session, touched: Touched) -> None:
    """Look again at products whose prices or orders a change touches, as far as competitors sell them."""
    changed = {row["product_id"] for row in touched.get("competitor_price", ())}
    sold = {row["product_id"] for row in touched.get("order_line", ())}
    lines = select_in(session, (LINE.c.product_id,), LINE.c.order_id, orders_of(touched))
    sold |= {row.product_id for row in lines}
    compared = select_in(session, (PRICE.c.product_id,), PRICE.c.product_id, sold - {None})
    for some in chunks(sorted((changed | {row.product_id for row in compared}) - {None}), TOGETHER):
        there = [dict(row._mapping) for row in select_in(session, (GAP,), GAP.c.product_id, some)]
        keep_rows(session, PriceGap, there, list(_wanted(session, some)))


def _wanted(session: Session, products: Sequence[int]) -> Iterator[Columns]:
    seen: dict[int, list[Seen]] = defaultdict(list)
    columns = (PRICE.c.product_id, PRICE.c.competitor, PRICE.c.observed_on, PRICE.c.price)
    query = select(*columns).where(PRICE.c.product_id.in_(products))
    for row in session.execute(query.order_by(PRICE.c.observed_on, PRICE.c.id)):
        seen[row.product_id].append((row.competitor, row.observed_on, row.price))
    for sale in _sales(session, products):
        prices = level(seen[sale["product_id"]], last_day_of(sale["period"]))
        if len(prices) >= LEAST and sale["quantity"] > 0:
            yield sale | _compared(sale, prices)


def _sales(session: Session, products: Sequence[int]) -> Iterator[Columns]:
    """Quantity and net value of each product by unit and month."""
    groups = (LINE.c.product_id, LINE.c.unit_id, LINE.c.period)
    sums = (func.sum(LINE.c.quantity).label("quantity"), func.sum(LINE.c.net).label("own_value"))
    query = (
        select(*groups, *sums)
        .join(ORDER, ORDER.c.id == LINE.c.order_id)
        .where(LINE.c.product_id.in_(products), ORDER.c.status != OrderStatus.CANCELLED)
        .group_by(*groups)
    )
    for row in session.execute(query):
        yield dict(row._mapping)


def level(seen: Sequence[Seen], day: date) -> list[Decimal]:
    """The latest price of each competitor, as far as it was seen within 90 days before a day."""
    latest = {competitor: price for competitor, on, price in seen if day - FRESH < on <= day}
    return list(latest.values())


def _compared(sale: Columns, prices: Sequence[Decimal]) -> Columns:
    middle = rounded(median(prices), MONEY_PLACES)
    return {
        "source": SOURCE,
        "source_ref": f"{sale['product_id']} {sale['unit_id']} {sale['period']}",
        "ends_on": last_day_of(sale["period"]),
        "competitors": len(prices),
        "median_price": middle,
        "level_value": rounded(EXACT.multiply(sale["quantity"], middle), MONEY_PLACES),
    }
