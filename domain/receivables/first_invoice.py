"""The first posted invoice of a customer (K18) and of an order (K04)."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.sales.fulfilment import orders_of
from domain.sales.order import OrderLine

INVOICE, LINE = map(table_of, (Invoice, OrderLine))
POSTED = INVOICE.c.status == InvoiceStatus.POSTED
MARKED = tuple(INVOICE.c[name] for name in ("id", "unit_id", "first_of_customer", *Invoice.period_columns))


def settle(session: Session, touched: Touched) -> None:
    """Look again at every customer and every order of a touched invoice, and at touched orders."""
    invoices = touched.get("invoice", ())
    customers = {row["customer_id"] for row in invoices} - {None}
    for some in chunks(sorted(customers)):
        _mark(session, first_invoices(session, some), INVOICE.c.customer_id, some)
    _mark(session, set(), INVOICE.c.id, [row["id"] for row in invoices if row["customer_id"] is None])
    orders = orders_of(touched) | ({row["order_id"] for row in invoices} - {None})
    for some in chunks(sorted(orders)):
        _of_orders(session, some)


def first_invoices(session: Session, customers: Sequence[int]) -> set[int]:
    """The first posted invoice of each customer; of one day the one recorded first."""
    day = (
        select(INVOICE.c.customer_id, func.min(INVOICE.c.issued_on).label("day"))
        .where(INVOICE.c.customer_id.in_(customers), POSTED)
        .group_by(INVOICE.c.customer_id)
        .subquery()
    )
    query = (
        select(func.min(INVOICE.c.id))
        .join(day, (day.c.customer_id == INVOICE.c.customer_id) & (day.c.day == INVOICE.c.issued_on))
        .where(POSTED)
        .group_by(INVOICE.c.customer_id)
    )
    return set(session.execute(query).scalars())


def _mark(session: Session, first: set[int], key: Any, values: Iterable[int]) -> None:
    """Without a customer an invoice is nobody's first one."""
    wrong = INVOICE.c.first_of_customer.is_(None) | INVOICE.c.first_of_customer.is_(True)
    rows = {row.id: dict(row._mapping) for row in select_in(session, MARKED, key, values, wrong)}
    rows |= {row.id: dict(row._mapping) for row in select_in(session, MARKED, INVOICE.c.id, first)}
    write_differences(
        session, Invoice, [(row, {"first_of_customer": number in first}) for number, row in rows.items()]
    )


def _of_orders(session: Session, orders: Sequence[int]) -> None:
    """Lines count as invoiced in the month of the first posted invoice of their order."""
    query = (
        select(INVOICE.c.order_id, func.min(INVOICE.c.period))
        .where(INVOICE.c.order_id.in_(orders), POSTED)
        .group_by(INVOICE.c.order_id)
    )
    month = {row[0]: row[1] for row in session.execute(query)}
    columns = (
        LINE.c.id,
        LINE.c.unit_id,
        LINE.c.order_id,
        *(LINE.c[name] for name in OrderLine.period_columns),
    )
    lines: list[Columns] = [
        dict(row._mapping) for row in select_in(session, columns, LINE.c.order_id, orders)
    ]
    write_differences(
        session, OrderLine, [(line, {"invoiced_period": month.get(line["order_id"])}) for line in lines]
    )
