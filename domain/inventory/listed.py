"""What other lists, orders and moves say about a stock balance: demand, age, class, end of its month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import first_day_of, month_of
from domain.inventory.demand import Demand
from domain.inventory.stock_balance import StockBalance
from domain.inventory.stock_past import StockPast
from domain.sales.order import OrderLine
from domain.sales.product import Product

BALANCE, LINE, PRODUCT = map(table_of, (StockBalance, OrderLine, Product))
SLOW = timedelta(days=180)
TOGETHER = 50
"""Products looked at together: bounds memory."""
NEEDED = (
    "id", "unit_id", "period", "warehouse", "product_id", "as_of", "closing", "demanded", "abc",
    "last_moved_on", "slow", "quantity",
)  # fmt: skip
COLUMNS = [BALANCE.c[name] for name in NEEDED]


def settle(session: Session, touched: Touched) -> None:
    """Look again at the lists that a change touches, and at touched products from that month on."""
    of_lists = _on_lists(session, touched.get("stock_balance", ()))
    since = _earliest(touched)
    products = _products(session, touched)
    rows = {row.id: row for row in of_lists}
    if products:
        later = BALANCE.c.as_of >= first_day_of(since) if since else BALANCE.c.as_of.is_not(None)
        rows |= {row.id: row for row in select_in(session, COLUMNS, BALANCE.c.product_id, products, later)}
    by_product: dict[int, list[Columns]] = {}
    for row in rows.values():
        by_product.setdefault(row.product_id, []).append(dict(row._mapping))
    for some in chunks(sorted(by_product), TOGETHER):
        _complete(session, some, [row for product in some for row in by_product[product]])


def _on_lists(session: Session, rows: Sequence[Mapping[str, Any]]) -> Iterator[Row[Any]]:
    """Everything on the lists of the warehouses and months of these rows."""
    months = {row["period"] for row in rows}
    warehouses = {row["warehouse"] for row in rows}
    for some in chunks(sorted(months)):
        yield from select_in(
            session, COLUMNS, BALANCE.c.warehouse, warehouses, BALANCE.c.period.in_(some),
            BALANCE.c.product_id.is_not(None),
        )  # fmt: skip


def _earliest(touched: Touched) -> int | None:
    """The first month in which anything changed; None: a class, which has no month."""
    if touched.get("product"):
        return None
    facts = ("stock_balance", "stock_move", "order", "order_line")
    return min((row["period"] for fact in facts for row in touched.get(fact, ())), default=None)


def _products(session: Session, touched: Touched) -> set[int]:
    facts = ("stock_balance", "stock_move", "order_line")
    named = {row["product_id"] for fact in facts for row in touched.get(fact, ())}
    orders = {row["id"] for row in touched.get("order", ())}
    named |= {row.product_id for row in select_in(session, (LINE.c.product_id,), LINE.c.order_id, orders)}
    return (named | {row["id"] for row in touched.get("product", ())}) - {None}


def _complete(session: Session, products: Sequence[int], rows: Iterable[Columns]) -> None:
    rows = list(rows)
    months = {row["period"] for row in rows}
    past = StockPast.of(session, products)
    demand = Demand.of(session, products, months)
    days = _list_days(session, {row["warehouse"] for row in rows}, months)
    classed = select(PRODUCT.c.id, PRODUCT.c.abc).where(PRODUCT.c.id.in_(products))
    classes = {row.id: row.abc or "" for row in session.execute(classed)}
    write_differences(
        session, StockBalance, [(row, _judged(row, days, past, demand, classes)) for row in rows]
    )


def _list_days(session: Session, warehouses: set[str], months: set[int]) -> dict[tuple[str, int], list[date]]:
    """(warehouse, month) -> the days it was listed, in order."""
    found: dict[tuple[str, int], set[date]] = {}
    columns = (BALANCE.c.warehouse, BALANCE.c.period, BALANCE.c.as_of)
    for some in chunks(sorted(warehouses)):
        query = select(*columns).where(BALANCE.c.warehouse.in_(some)).distinct()
        for row in session.execute(query.where(BALANCE.c.period.between(min(months), max(months)))):
            found.setdefault((row.warehouse, row.period), set()).add(row.as_of)
    return {key: sorted(days) for key, days in found.items()}


def _judged(
    row: Columns,
    days: dict[tuple[str, int], list[date]],
    past: StockPast,
    demand: Demand,
    classes: dict[int, str],
) -> Columns:
    as_of, place = row["as_of"], (row["warehouse"], row["product_id"])
    listed = days[row["warehouse"], row["period"]]
    before = max((day for day in listed if day < as_of), default=None)
    since = before or first_day_of(month_of(as_of)) - timedelta(days=1)
    moved = past.last_issue(place, as_of) or past.first_seen[place]
    wanted = demand.between(row["product_id"], row["unit_id"], since, as_of)
    return {
        "closing": as_of == listed[-1],
        "demanded": wanted or (past.last_issue(place, as_of) or since) > since,
        "abc": classes[row["product_id"]],
        "last_moved_on": moved,
        "slow": row["quantity"] > 0 and as_of - moved > SLOW,
    }
