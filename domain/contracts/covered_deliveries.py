"""Keep what deliveries are worth, and whether a signed contract covered them when they left (R18)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.contracts.contract import Contract, ContractStatus
from domain.contracts.shipped_value import Left, Sold, shipped_values
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.sales.fulfilment import orders_of
from domain.sales.order import Delivery, Order, OrderLine

CONTRACT, ORDER, LINE, DELIVERY = map(table_of, (Contract, Order, OrderLine, Delivery))
OF_ORDER = tuple(ORDER.c[name] for name in ("id", "net", "contract_number", "customer_id"))
OF_LINE = tuple(LINE.c[name] for name in ("order_id", "product_id", "quantity", "net"))
OF_DELIVERY = tuple(
    DELIVERY.c[name]
    for name in (
        "id", "unit_id", "order_id", "product_id", "shipped_on", "quantity", "value", "contracted",
        *Delivery.period_columns,
    )
)  # fmt: skip
OF_CONTRACT = tuple(
    CONTRACT.c[name] for name in ("number", "customer_id", "signed_on", "valid_from", "valid_to", "frame")
)
EFFECTIVE = (CONTRACT.c.signed_on.is_not(None), CONTRACT.c.status != ContractStatus.CANCELLED)


def settle(session: Session, touched: Touched) -> None:
    """Look again at the deliveries of touched orders and of orders under touched contracts."""
    kept = bool(session.execute(select(exists().select_from(CONTRACT))).scalar())
    for some in chunks(sorted(orders_of(touched) | _under_contracts(session, touched, kept))):
        _judge(session, some, kept)


def _under_contracts(session: Session, touched: Touched, kept: bool) -> set[int]:
    """Orders under touched contracts; all with deliveries when the first contract comes or the last goes."""
    rows = touched.get("contract", ())
    if not rows:
        return set()
    numbers = {row["number"] for row in rows}
    customers = {row["customer_id"] for row in rows} - {None}
    found = {row.id for row in select_in(session, (ORDER.c.id,), ORDER.c.contract_number, numbers)}
    found |= {row.id for row in select_in(session, (ORDER.c.id,), ORDER.c.customer_id, customers)}
    stale = DELIVERY.c.contracted.is_(None) if kept else DELIVERY.c.contracted.is_not(None)
    return found | set(session.execute(select(DELIVERY.c.order_id).where(stale).distinct()).scalars())


def _judge(session: Session, ids: Sequence[int], kept: bool) -> None:
    orders = {row.id: dict(row._mapping) for row in select_in(session, OF_ORDER, ORDER.c.id, ids)}
    lines, deliveries = _by(session, OF_LINE, LINE, ids), _by(session, OF_DELIVERY, DELIVERY, ids)
    contracts = _contracts(session, orders.values()) if kept else {}
    changes: list[tuple[Columns, Columns]] = []
    for key, own in deliveries.items():
        order = orders[key]
        sold = [Sold(row["product_id"], row["quantity"], row["net"]) for row in lines[key]]
        left = [Left(row["id"], row["shipped_on"], row["product_id"], row["quantity"]) for row in own]
        values = shipped_values(order["net"], sold, left)
        for row in own:
            covered = covers(contracts.get(key, ()), row["shipped_on"]) if kept else None
            changes.append((row, {"value": values[row["id"]], "contracted": covered}))
    write_differences(session, Delivery, changes)


def covers(contracts: Iterable[Mapping[str, Any]], day: date) -> bool:
    """Whether one of the contracts was signed by that day and in force on it."""
    return any(
        row["signed_on"] <= day
        and (row["valid_from"] is None or row["valid_from"] <= day)
        and (row["valid_to"] is None or day <= row["valid_to"])
        for row in contracts
    )


def _contracts(session: Session, orders: Iterable[Columns]) -> dict[int, list[Columns]]:
    """Order -> signed contracts that may cover it: the one it names, frame contracts of its customer."""
    rows = list(orders)
    numbers = {row["contract_number"] for row in rows} - {None, ""}
    customers = {row["customer_id"] for row in rows} - {None}
    named, frames = defaultdict(list), defaultdict(list)
    for one in select_in(session, OF_CONTRACT, CONTRACT.c.number, numbers, *EFFECTIVE):
        named[one.number].append(dict(one._mapping))
    of_frame = (CONTRACT.c.frame.is_(True), *EFFECTIVE)
    for one in select_in(session, OF_CONTRACT, CONTRACT.c.customer_id, customers, *of_frame):
        frames[one.customer_id].append(dict(one._mapping))
    return {
        row["id"]: [*named.get(row["contract_number"], ()), *frames.get(row["customer_id"], ())]
        for row in rows
    }


def _by(session: Session, columns: Sequence[Any], table: Any, ids: Sequence[int]) -> dict[int, list[Columns]]:
    found: dict[int, list[Columns]] = defaultdict(list)
    for row in select_in(session, columns, table.c.order_id, ids):
        found[row.order_id].append(dict(row._mapping))
    return found
