"""Invoices posted before the goods of their order left (R28)."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.sales.fulfilment import orders_of
from domain.sales.order import Delivery, Order

INVOICE, ORDER, DELIVERY = map(table_of, (Invoice, Order, Delivery))
JUDGED = tuple(
    INVOICE.c[name]
    for name in (
        "id",
        "unit_id",
        "order_id",
        "status",
        "issued_on",
        "invoiced_ahead",
        *Invoice.period_columns,
    )
)
WAS_JUDGED = INVOICE.c.invoiced_ahead.is_not(None)


def settle(session: Session, touched: Touched) -> None:
    """Look again at the invoices of every touched order, and at touched invoices.

    Goods leave on the earlier of what the order says and its first delivery: an invoice between two
    part deliveries is not ahead. Null without an order.
    """
    of_orders = {
        row.id for row in select_in(session, (INVOICE.c.id,), INVOICE.c.order_id, orders_of(touched))
    }
    for some in chunks(sorted(of_orders | {row["id"] for row in touched.get("invoice", ())})):
        first = select(DELIVERY.c.order_id, func.min(DELIVERY.c.shipped_on).label("day"))
        delivered = first.group_by(DELIVERY.c.order_id).subquery()
        query = (
            select(*JUDGED, ORDER.c.stated_shipped_on, delivered.c.day)
            .outerjoin(ORDER, ORDER.c.id == INVOICE.c.order_id)
            .outerjoin(delivered, delivered.c.order_id == INVOICE.c.order_id)
            .where(INVOICE.c.id.in_(some), INVOICE.c.order_id.is_not(None) | WAS_JUDGED)
        )
        rows = [dict(row._mapping) for row in session.execute(query)]
        write_differences(session, Invoice, [(row, {"invoiced_ahead": _ahead(row)}) for row in rows])


def _ahead(row: Columns) -> bool | None:
    if row["order_id"] is None:
        return None
    left = min((day for day in (row["stated_shipped_on"], row["day"]) if day), default=None)
    return row["status"] is InvoiceStatus.POSTED and (left is None or row["issued_on"] < left)
