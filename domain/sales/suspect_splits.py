"""Keep the list of suspected split orders in step with the orders (R24)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.sales.approval_tiers import limits_on
from domain.sales.fulfilment import orders_of
from domain.sales.order import Order, OrderStatus
from domain.sales.split_orders import PlacedOrder, suspected_splits
from domain.sales.split_suspect import SplitStatus, SplitSuspect

ORDER, SUSPECT = table_of(Order), table_of(SplitSuspect)
SOURCE = "split orders"
SHOWN = 400
COMPARED = tuple(
    ORDER.c[name]
    for name in (
        "id", "number", "customer_id", "created_by", "ordered_on", "net", "period", "unit_id",
        "salesperson_id",
    )
)  # fmt: skip


def settle(session: Session, touched: Touched) -> None:
    """Look again at the orders of every customer that a change touches.

    A suspect is a group of orders; another order makes it another group, to be looked at anew. A group
    that is none any more goes, unless a person has decided about it.
    """
    found = select_in(session, (ORDER.c.customer_id,), ORDER.c.id, orders_of(touched))
    customers = {row["customer_id"] for row in touched.get("order", ())} | {row.customer_id for row in found}
    for some in chunks(sorted(customers - {None})):
        _suspect(session, some)


def _suspect(session: Session, customers: Sequence[int]) -> None:
    query = (
        select(*COMPARED)
        .where(ORDER.c.customer_id.in_(customers), ORDER.c.created_by.is_not(None))
        .where(ORDER.c.status != OrderStatus.CANCELLED, ORDER.c.net.is_not(None))
        .order_by(ORDER.c.customer_id, ORDER.c.created_by)
    )
    rows = (dict(row._mapping) for row in session.execute(query))
    wanted: list[Columns] = []
    for _, orders in groupby(rows, key=itemgetter("customer_id", "created_by")):
        wanted += _groups(list(orders))
    known = select_in(session, (SUSPECT,), SUSPECT.c.customer_id, customers)
    there = [dict(row._mapping) for row in known]
    again = {row["source_ref"] for row in wanted}
    kept = [row for row in there if row["source_ref"] in again or row["status"] is SplitStatus.OPEN]
    keep_rows(session, SplitSuspect, kept, wanted)


def _groups(orders: Iterable[Columns]) -> Iterator[Columns]:
    """Suspicious groups among the orders of one customer and one creator, under the limits of their day."""
    by_limits: dict[tuple[Decimal, ...], list[Columns]] = defaultdict(list)
    for order in orders:
        by_limits[limits_on(order["ordered_on"])].append(order)
    for limits, some in by_limits.items():
        by_key: dict[int | str, Columns] = {order["id"]: order for order in some}
        placed = [PlacedOrder(order["id"], order["ordered_on"], order["net"]) for order in some]
        for limit in limits:
            for group in suspected_splits(placed, limit):
                yield _row([by_key[order.key] for order in group], limit)


def _row(group: Sequence[Columns], limit: Decimal) -> Columns:
    first, last = group[0], group[-1]
    ids = " ".join(str(order["id"]) for order in group)
    copied: dict[str, Any] = {
        name: last[name] for name in ("period", "unit_id", "customer_id", "salesperson_id", "created_by")
    }
    return copied | {
        "source": SOURCE,
        "source_ref": f"{limit:f} {sha256(ids.encode()).hexdigest()}",
        "first_id": first["id"],
        "last_id": last["id"],
        "approval_limit": limit,
        "order_count": len(group),
        "order_numbers": ", ".join(order["number"] for order in group)[:SHOWN],
        "amount": sum(order["net"] for order in group),
        "first_on": first["ordered_on"],
        "last_on": last["ordered_on"],
    }
