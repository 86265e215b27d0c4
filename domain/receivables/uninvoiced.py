"""Deliveries that were not invoiced within 30 days (R29)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.sales.fulfilment import orders_of
from domain.sales.order import Delivery

DELIVERY, INVOICE = table_of(Delivery), table_of(Invoice)
NEEDED = tuple(
    DELIVERY.c[name]
    for name in (
        "id", "unit_id", "order_id", "shipped_on", "value", "invoiced_on", "uninvoiced_on",
        *Delivery.period_columns,
    )
)  # fmt: skip
LATE_AFTER = 30
ENOUGH = Decimal("0.99")
"""So much of the value must be invoiced: prices are rounded line by line and freight comes on top."""
Dated = tuple[date, Decimal]


def settle(session: Session, touched: Touched) -> None:
    """Look again at the deliveries of touched orders and of the orders of touched invoices."""
    orders = orders_of(touched) | ({row["order_id"] for row in touched.get("invoice", ())} - {None})
    for some in chunks(sorted(orders)):
        _look(session, some)


def _look(session: Session, orders: Sequence[int]) -> None:
    deliveries: dict[int, list[Columns]] = defaultdict(list)
    for row in select_in(session, NEEDED, DELIVERY.c.order_id, orders):
        deliveries[row.order_id].append(dict(row._mapping))
    columns: tuple[Any, ...] = (INVOICE.c.order_id, INVOICE.c.issued_on, INVOICE.c.net)
    invoiced: dict[int, list[Dated]] = defaultdict(list)
    posted = (INVOICE.c.status == InvoiceStatus.POSTED,)
    for row in select_in(session, columns, INVOICE.c.order_id, deliveries, *posted):
        invoiced[row.order_id].append((row.issued_on, row.net))
    changes: list[tuple[Columns, Columns]] = []
    for order, own in deliveries.items():
        days = dict(invoiced_days(own, invoiced[order]))
        changes += [(row, _columns(row, days[row["id"]])) for row in own]
    write_differences(session, Delivery, changes)


def invoiced_days(
    deliveries: Iterable[Mapping[str, Any]], invoices: Iterable[Dated]
) -> Iterator[tuple[int, date | None]]:
    """(delivery, day on which invoices had covered it and all that left before, at 99 %).

    None: not yet.
    """
    turn = sorted(invoices)
    needed = Decimal(0)
    for row in sorted(deliveries, key=lambda row: (row["shipped_on"], row["id"])):
        needed += row["value"] or 0
        so_far, day = Decimal(0), None
        for on, net in turn:
            so_far += net
            if so_far >= needed * ENOUGH:
                day = on
                break
        yield row["id"], day


def _columns(row: Columns, invoiced: date | None) -> Columns:
    begins = row["shipped_on"] + timedelta(days=LATE_AFTER + 1)
    late = row["value"] is not None and (invoiced is None or invoiced >= begins)
    return {
        "invoiced_on": invoiced,
        "uninvoiced_on": begins if late else None,
        "uninvoiced_from": month_of(begins) if late else None,
        "uninvoiced_until": month_of(invoiced) if late and invoiced else None,
    }
