"""When orders and their lines had left in full, and whether that kept the original promise.

What an order's own row says about shipping stands; without it the deliveries show it. Lines follow
their order in unit, salesperson, customer, month and promise. Only what differs is written.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, records_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.entity import Fact
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.sales.order import Delivery, Order, OrderLine, OrderStatus
from domain.sales.shipment import Goods, Shipment, first_shipment, fulfilled_on

ORDER, LINE, DELIVERY = map(table_of, (Order, OrderLine, Delivery))
COPIED = ("unit_id", "salesperson_id", "customer_id")


def orders_of(touched: Touched) -> set[int]:
    """The orders that the touched rows are, or belong or belonged to."""
    rows = [row for fact in ("order_line", "delivery") for row in touched.get(fact, ())]
    return {row["id"] for row in touched.get("order", ())} | {row["order_id"] for row in rows}


def settle(session: Session, touched: Touched) -> None:
    """Complete the orders that a change touches, with their lines and deliveries."""
    for some in chunks(sorted(orders_of(touched))):
        _complete(session, some)


def _complete(session: Session, ids: Sequence[int]) -> None:
    orders = list(records_in(session, (ORDER,), ORDER.c.id, ids))
    lines, deliveries = _by_order(session, LINE, ids), _by_order(session, DELIVERY, ids)
    changes: dict[type[Fact], list[tuple[Columns, Columns]]] = defaultdict(list)
    for order in orders:
        own = Shipped.of(order, lines[order["id"]], deliveries[order["id"]])
        changes[Order].append((order, _whole(order, lines[order["id"]], deliveries[order["id"]], own)))
        changes[OrderLine] += [(line, _line(order, line, own)) for line in lines[order["id"]]]
        copied = {name: order[name] for name in COPIED}
        changes[Delivery] += [(delivery, copied) for delivery in deliveries[order["id"]]]
    for kind, rows in changes.items():
        write_differences(session, kind, rows)


def _by_order(session: Session, table: Any, ids: Sequence[int]) -> dict[int, list[Columns]]:
    found: dict[int, list[Columns]] = defaultdict(list)
    for record in records_in(session, (table,), table.c.order_id, ids):
        found[record["order_id"]].append(record)
    return found


@dataclass(frozen=True, slots=True)
class Shipped:
    """What left of the lines of an order, by line id."""

    full_on: dict[int, date | None]
    first_on: date | None
    first: dict[int, Decimal]

    @classmethod
    def of(cls, order: Columns, lines: Iterable[Columns], deliveries: Iterable[Columns]) -> "Shipped":
        """As deliveries show it; without any, all of it left when the order says so."""
        goods = [
            Goods(line["id"], line["source_ref"], line["product_id"], line["quantity"]) for line in lines
        ]
        shipments = [Shipment(row["shipped_on"], row["product_id"], row["quantity"]) for row in deliveries]
        stated = order["stated_shipped_on"]
        shown = fulfilled_on(goods, shipments)
        whole = [Shipment(stated, None, None)] if stated and not shipments else []
        first_on, first = first_shipment(goods, shipments or whole)
        return cls({key: day or stated for key, day in shown.items()}, first_on, first)


def _whole(order: Columns, lines: Sequence[Columns], deliveries: Sequence[Columns], own: Shipped) -> Columns:
    shipped = order["stated_shipped_on"]
    if shipped is None and lines:
        days = [day for day in own.full_on.values() if day]
        shipped = max(days) if len(days) == len(lines) else None
    elif shipped is None:
        shipped = max((row["shipped_on"] for row in deliveries), default=None)
    took = shipped and (shipped - order["ordered_on"]).days
    return {
        "net": sum(line["net"] for line in lines) if lines else order["amount"],
        "shipped_on": shipped,
        "shipped_period": shipped and month_of(shipped),
        "cycle_days": None if took is None or took < 0 else took,
    }


def _line(order: Columns, line: Columns, own: Shipped) -> Columns:
    promised, fulfilled = order["promised_on"], own.full_on[line["id"]]
    stands = order["status"] is not OrderStatus.CANCELLED
    counts, left = promised is not None and stands, own.first_on if stands else None
    copied = {name: order[name] for name in (*COPIED, "period", "promised_on", "promised_period")}
    return copied | {
        "fulfilled_on": fulfilled,
        "on_time_in_full": (fulfilled is not None and fulfilled <= promised) if counts else None,
        "first_shipped_period": left and month_of(left),
        "first_shipped": own.first[line["id"]] if left else None,
    }
