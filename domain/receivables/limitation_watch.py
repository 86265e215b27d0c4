"""Keep what is open on invoices near their limitation date, day by day of change (R12)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.receivables.collection_action import CollectionAction, LimitationMove
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.limitation import Watch, watches
from domain.receivables.receipt import Allocation

INVOICE, ALLOCATION, ACTION, MOVE = map(table_of, (Invoice, Allocation, CollectionAction, LimitationMove))
SOURCE = "limitation"
COPIED = ("unit_id", "customer_id", "salesperson_id")
NEEDED = tuple(
    INVOICE.c[name] for name in ("id", *COPIED, "issued_on", "due_on", "amount", "batch_id", "batch_row")
)
CLAIMS = (INVOICE.c.status == InvoiceStatus.POSTED, INVOICE.c.due_on.is_not(None))
ACTED: tuple[Any, ...] = (ACTION.c.customer_id, ACTION.c.invoice_id, ACTION.c.done_on)
ACCOUNTS = 200
ZERO = Decimal(0)
Dated = tuple[date, Decimal]
Change = tuple[date, Decimal, Decimal]


def settle(session: Session, touched: Touched) -> None:
    """Tell again for the accounts that a change touches."""
    facts = ("invoice", "receipt", "credit_note", "collection_action")
    rows = [row for fact in facts for row in touched.get(fact, ())]
    customers = {row["customer_id"] for row in rows} - {None}
    lone = {row["id"] for row in touched.get("invoice", ()) if row["customer_id"] is None}
    lone |= {row["invoice_id"] for row in touched.get("collection_action", ())} - {None}
    for some in chunks(sorted(customers), ACCOUNTS):
        _tell(session, INVOICE.c.customer_id, some)
    for some in chunks(sorted(lone), ACCOUNTS):
        _tell(session, INVOICE.c.id, some)


def _tell(session: Session, key: Any, values: Sequence[int]) -> None:
    every = {row.id for row in select_in(session, (INVOICE.c.id,), key, values)}
    invoices = {row.id: dict(row._mapping) for row in select_in(session, NEEDED, key, values, *CLAIMS)}
    settled: dict[int, list[Dated]] = defaultdict(list)
    columns: tuple[Any, ...] = (ALLOCATION.c.invoice_id, ALLOCATION.c.allocated_on, ALLOCATION.c.amount)
    for row in select_in(session, columns, ALLOCATION.c.invoice_id, invoices):
        settled[row.invoice_id].append((row.allocated_on, row.amount))
    acted = _interruptions(session, invoices.values())
    wanted = [
        row
        for invoice in invoices.values()
        if sum((amount for _, amount in settled[invoice["id"]]), ZERO) < invoice["amount"]
        or _slow(invoice, settled[invoice["id"]])
        for row in _moves(invoice, settled[invoice["id"]], acted(invoice))
    ]
    there = [dict(row._mapping) for row in select_in(session, (MOVE,), MOVE.c.invoice_id, every)]
    keep_rows(session, LimitationMove, there, wanted)


def _slow(invoice: Columns, settled: Iterable[Dated]) -> bool:
    """Settled in full, but perhaps only after the watch had begun."""
    first = next(watches(invoice["due_on"], ())).begins
    return any(day > first for day, _ in settled)


def _interruptions(session: Session, invoices: Iterable[Columns]) -> Any:
    """invoice -> days of interruptions about it, or about all that its customer owed."""
    rows = list(invoices)
    of_invoice: dict[int, list[date]] = defaultdict(list)
    of_customer: dict[int, list[date]] = defaultdict(list)
    evident = (ACTION.c.interrupts.is_(True),)
    ids = {row["id"] for row in rows}
    for row in select_in(session, ACTED, ACTION.c.invoice_id, ids, *evident):
        of_invoice[row.invoice_id].append(row.done_on)
    customers = {row["customer_id"] for row in rows} - {None}
    whole = (*evident, ACTION.c.invoice_id.is_(None))
    for row in select_in(session, ACTED, ACTION.c.customer_id, customers, *whole):
        of_customer[row.customer_id].append(row.done_on)

    def days(invoice: Columns) -> list[date]:
        return [*of_invoice.get(invoice["id"], ()), *of_customer.get(invoice["customer_id"], ())]

    return days


def _moves(invoice: Columns, settled: Iterable[Dated], interruptions: Iterable[date]) -> Iterator[Columns]:
    copied = {name: invoice[name] for name in (*COPIED, "batch_id", "batch_row")}
    for watch in watches(invoice["due_on"], interruptions):
        for on, amount, pressing in changes(invoice["amount"], settled, watch):
            yield copied | {
                "source": SOURCE,
                "source_ref": f"invoice {invoice['id']} {watch.begins} {on}",
                "invoice_id": invoice["id"],
                "moved_on": on,
                "period": month_of(on),
                "expires_on": watch.expires,
                "amount": amount,
                "pressing": pressing,
            }


def changes(amount: Decimal, settled: Iterable[Dated], watch: Watch) -> Iterator[Change]:
    """(day, change of what is open on watch, of what is open within the last 90 days), while it lasts."""
    paid = sorted(settled)
    last = watch.ends or date.max
    days = {watch.begins, watch.pressing, *(day for day, _ in paid), *([watch.ends] if watch.ends else [])}
    near = pressing = ZERO
    for day in sorted(day for day in days if watch.begins <= day <= last):
        is_over = day == watch.ends
        is_open = ZERO if is_over else amount - sum((part for on, part in paid if on <= day), ZERO)
        pressed = is_open if day >= watch.pressing else ZERO
        if (is_open, pressed) != (near, pressing):
            yield day, is_open - near, pressed - pressing
        near, pressing = is_open, pressed
