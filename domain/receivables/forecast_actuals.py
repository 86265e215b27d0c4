"""What came of forecasts: the sales of their unit, or of their product in it (K11, R40)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.organisation.tree import UnitTree, unit_tree
from domain.receivables.invoice import CreditNote, Invoice, InvoiceStatus
from domain.sales.forecast import Forecast
from domain.sales.fulfilment import orders_of
from domain.sales.order import OrderLine

FORECAST, INVOICE, CREDIT_NOTE, LINE = map(table_of, (Forecast, Invoice, CreditNote, OrderLine))
Sold = dict[tuple[int, int], dict[int | None, Decimal]]
"""(month, unit) -> product (None: everything) -> amount."""


def settle(session: Session, touched: Touched) -> None:
    """Compare again the forecasts of every month in which a change touches forecasts or sales.

    Runs after the months in which order lines are invoiced are known.
    """
    months = {
        row["period"] for fact in ("forecast", "invoice", "credit_note") for row in touched.get(fact, ())
    }
    orders = orders_of(touched) | ({row["order_id"] for row in touched.get("invoice", ())} - {None})
    invoiced = select_in(session, (LINE.c.invoiced_period,), LINE.c.order_id, orders)
    months |= {row.invoiced_period for row in invoiced if row.invoiced_period}
    months |= {row["invoiced_period"] for row in touched.get("order_line", ()) if row.get("invoiced_period")}
    there = select(FORECAST.c.period).where(FORECAST.c.period.in_(sorted(months))).distinct()
    forecast = list(session.execute(there).scalars()) if months else []
    tree = unit_tree(session) if forecast else UnitTree({})
    for some in chunks(sorted(forecast), 12):
        _compare(session, some, tree)


def _compare(session: Session, months: Sequence[int], tree: UnitTree) -> None:
    sold = _sold(session, months)
    rows = [dict(row._mapping) for row in select_in(session, (FORECAST,), FORECAST.c.period, months)]
    below = {unit: tree.below(unit) for unit in {row["unit_id"] for row in rows}}
    write_differences(session, Forecast, [(row, outcome(row, sold, below[row["unit_id"]])) for row in rows])


def outcome(row: Columns, sold: Sold, units: Iterable[int]) -> Columns:
    """What was sold in the units, and how far off the forecast was; nothing for one that does not count."""
    if not row["counts"]:
        return {"actual": None, "abs_actual": None, "abs_error": None}
    of_units = (sold.get((row["period"], unit), {}) for unit in units)
    actual = sum((amounts.get(row["product_id"], Decimal(0)) for amounts in of_units), Decimal(0))
    return {"actual": actual, "abs_actual": abs(actual), "abs_error": abs(actual - row["amount"])}


def _sold(session: Session, months: Sequence[int]) -> Sold:
    """Net sales by month and unit, and invoiced order lines by month, unit and product."""
    found: Sold = defaultdict(lambda: defaultdict(Decimal))
    posted = INVOICE.c.status == InvoiceStatus.POSTED
    for table, sign, which in ((INVOICE, 1, (posted,)), (CREDIT_NOTE, -1, ())):
        for month, unit, amount in _sums(session, table, months, which):
            found[month, unit][None] += sign * amount
    query = (
        select(LINE.c.invoiced_period, LINE.c.unit_id, LINE.c.product_id, func.sum(LINE.c.net))
        .where(LINE.c.invoiced_period.in_(months), LINE.c.product_id.is_not(None))
        .group_by(LINE.c.invoiced_period, LINE.c.unit_id, LINE.c.product_id)
    )
    for month, unit, product, amount in session.execute(query):
        found[month, unit][product] += amount
    return found


def _sums(
    session: Session, table: Table, months: Sequence[int], which: Sequence[ColumnElement[bool]]
) -> Iterable[tuple[int, int, Decimal]]:
    query = select(table.c.period, table.c.unit_id, func.sum(table.c.net)).where(
        table.c.period.in_(months), *which
    )
    for row in session.execute(query.group_by(table.c.period, table.c.unit_id)):
        yield row[0], row[1], row[2]
