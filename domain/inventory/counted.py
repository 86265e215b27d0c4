"""Whether what was counted agrees with the books, within the tolerance of the product's class (K43)."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.inventory.stock_count import StockCount
from domain.sales.product import Product

COUNT, PRODUCT = map(table_of, (StockCount, Product))
TOLERANCE = {"A": Decimal(0), "B": Decimal("0.01"), "C": Decimal("0.02")}
"""Of the book quantity; without a class as for A (domain reference H)."""
NEEDED = (
    "id",
    "unit_id",
    "period",
    "product_id",
    "book_quantity",
    "counted_quantity",
    "stated_abc",
    "abc",
    "accurate",
)


def settle(session: Session, touched: Touched) -> None:
    """Judge touched counts, and counts of touched products."""
    products = {row["id"] for row in touched.get("product", ())}
    known = {row["id"] for row in touched.get("stock_count", ())}
    known |= {row.id for row in select_in(session, (COUNT.c.id,), COUNT.c.product_id, products)}
    for some in chunks(sorted(known)):
        _complete(session, some)


def _complete(session: Session, ids: Sequence[int]) -> None:
    query = (
        select(*(COUNT.c[name] for name in NEEDED), PRODUCT.c.abc.label("of_product"))
        .outerjoin(PRODUCT, PRODUCT.c.id == COUNT.c.product_id)
        .where(COUNT.c.id.in_(ids))
    )
    rows = [dict(row._mapping) for row in session.execute(query)]
    write_differences(session, StockCount, [(row, _judged(row)) for row in rows])


def _judged(row: Columns) -> Columns:
    abc = row["stated_abc"] or row["of_product"] or ""
    allowed = TOLERANCE.get(abc, TOLERANCE["A"]) * abs(row["book_quantity"])
    return {"abc": abc, "accurate": abs(row["counted_quantity"] - row["book_quantity"]) <= allowed}
