"""When returned goods had been sold, and whether they came back right after the end of that month (R27)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import add_months, in_last_days, month_of
from domain.receivables.complete_rows import SECOND_HALF
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.service.goods_return import GoodsReturn

RETURN, INVOICE = map(table_of, (GoodsReturn, Invoice))
SOON = 15
"""Days of the next month within which a return casts doubt on the sale."""
NEEDED = (
    "id", "unit_id", "period", "closing_period", "accepted_on", "sold_on", "order_id", "invoice_id",
)  # fmt: skip


def settle(session: Session, touched: Touched) -> None:
    """Look again at touched returns and at returns of touched invoices and of their orders."""
    invoices = touched.get("invoice", ())
    known = {row["id"] for row in touched.get("goods_return", ())}
    for column, named in ((RETURN.c.invoice_id, "id"), (RETURN.c.order_id, "order_id")):
        keys = {row[named] for row in invoices} - {None}
        known |= {row.id for row in select_in(session, (RETURN.c.id,), column, keys)}
    for some in chunks(sorted(known)):
        _complete(session, some)


def _complete(session: Session, ids: Sequence[int]) -> None:
    first = select(INVOICE.c.order_id, func.min(INVOICE.c.issued_on).label("day"))
    posted = INVOICE.c.status == InvoiceStatus.POSTED
    of_order = first.where(posted, INVOICE.c.order_id.is_not(None)).group_by(INVOICE.c.order_id).subquery()
    query = (
        select(*(RETURN.c[name] for name in NEEDED), INVOICE.c.issued_on, of_order.c.day)
        .outerjoin(INVOICE, (INVOICE.c.id == RETURN.c.invoice_id) & posted)
        .outerjoin(of_order, of_order.c.order_id == RETURN.c.order_id)
        .where(RETURN.c.id.in_(ids))
    )
    rows = [dict(row._mapping) for row in session.execute(query)]
    write_differences(session, GoodsReturn, [(row, _sale(row)) for row in rows])


def _sale(row: Columns) -> Columns:
    sold = row["issued_on"] or row["day"]
    doubtful = sold is not None and right_after(sold, row["accepted_on"])
    return {"sold_on": sold, "closing_period": month_of(sold) if doubtful else None}


def right_after(sold: date, accepted: date) -> bool:
    """Sold in the last 15 days of a month, back in the first 15 days of the next one."""
    next_month = add_months(month_of(sold), 1)
    return in_last_days(sold, SECOND_HALF) and month_of(accepted) == next_month and accepted.day <= SOON
