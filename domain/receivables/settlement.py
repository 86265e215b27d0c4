"""Keep settlements in step with invoices, credit notes and receipts.

The accounts that a change touches are told anew from their records; only what differs is written.
So the same records give the same settlements whatever order they came in, and undoing a batch
restores what was there before it. A credit note settles only the invoice it names; one without an
invoice stays a credit of the customer. A receipt that names a draft or cancelled invoice, and what a
third party pays beyond the invoice it named, stay unapplied.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, delete_rows, insert_rows, select_in, update_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.stale_figures import Mark, mark_stale, marks_of
from domain.receivables.account import Settled, settle_account
from domain.receivables.account_records import ALLOCATION, INVOICE, RECEIPT, Records, load
from domain.receivables.complete_rows import months_past
from domain.receivables.late_interest import late_weight
from domain.receivables.receipt import Allocation

SOURCE = "settlement"
ACCOUNTS = 200
"""How many accounts are told at once: bounds memory."""
FACTS = ("invoice", "credit_note", "receipt")


def settle(session: Session, touched: Touched) -> None:
    """Tell the accounts again that the touched rows belong to, or belonged to."""
    customers, lone = _accounts(session, touched)
    _without_account(session, touched)
    for some in chunks(sorted(customers), ACCOUNTS):
        _write(session, load(session, some, ()))
    for some in chunks(sorted(lone), ACCOUNTS):
        _write(session, load(session, (), some))


def _accounts(session: Session, touched: Touched) -> tuple[set[int], set[int]]:
    """Customers, and invoices that name no customer."""
    rows = [(row["id"], row["customer_id"]) for row in touched.get("invoice", ())]
    named = {row["invoice_id"] for row in touched.get("credit_note", ())}
    named |= {row["named_invoice_id"] for row in touched.get("receipt", ())}
    named.discard(None)
    columns = (INVOICE.c.id, INVOICE.c.customer_id)
    rows += [(row.id, row.customer_id) for row in select_in(session, columns, INVOICE.c.id, named)]
    rows += [
        (None, row["customer_id"])
        for row in touched.get("receipt", ())
        if row["named_invoice_id"] is None and row["customer_id"] is not None
    ]
    customers = {customer for _, customer in rows if customer is not None}
    return customers, {invoice for invoice, customer in rows if customer is None}


def _without_account(session: Session, touched: Touched) -> None:
    """Money from nobody known, for nothing named, settles nothing."""
    ids = {
        row["id"]
        for row in touched.get("receipt", ())
        if row["named_invoice_id"] is None and row["customer_id"] is None
    }
    columns = (RECEIPT.c.id, RECEIPT.c.amount)
    nobody = (RECEIPT.c.named_invoice_id.is_(None), RECEIPT.c.customer_id.is_(None))
    rows = select_in(session, columns, RECEIPT.c.id, ids, *nobody, RECEIPT.c.unapplied != RECEIPT.c.amount)
    update_rows(session, RECEIPT, [{"id": row.id, "unapplied": row.amount} for row in rows])


def _write(session: Session, records: Records) -> None:
    wanted: dict[str, Columns] = {}
    for account in records.accounts.values():
        for part in settle_account(account.debts, account.payments):
            row = _allocation(part, records)
            wanted[row["source_ref"]] = row
    _change(session, records.allocations, wanted)
    _leave_unapplied(session, records)


def _allocation(part: Settled, records: Records) -> Columns:
    invoice = records.invoices[part.debt.id]
    credit, payment = part.payment.credit, part.payment.id
    origin = (records.credit_notes if credit else records.receipts)[payment]
    copied = {name: invoice[name] for name in ("unit_id", "customer_id", "salesperson_id")}
    return (
        copied
        | months_past(invoice, part.on)
        | {
            "source": SOURCE,
            "source_ref": f"{'credit_note' if credit else 'receipt'} {payment} invoice {part.debt.id}",
            "batch_id": origin["batch_id"],
            "batch_row": origin["batch_row"],
            "receipt_id": None if credit else payment,
            "credit_note_id": payment if credit else None,
            "invoice_id": part.debt.id,
            "allocated_on": part.on,
            "amount": part.amount,
            "late_amount": _late(part, invoice["due_on"]) if not credit else None,
        }
    )


def _late(part: Settled, due: date | None) -> Decimal | None:
    return None if due is None else late_weight(part.amount, (part.on - due).days)


def _change(session: Session, there: Iterable[Mapping[str, Any]], wanted: dict[str, Columns]) -> None:
    """Make the settlements there are those that are wanted, and mark the months of all that differ."""
    marks: set[Mark] = set()
    gone, changed = [], []
    for row in there:
        new = wanted.pop(row["source_ref"], None)
        if new is None:
            gone.append(row["id"])
        elif any(row[name] != value for name, value in new.items()):
            changed.append({"id": row["id"]} | new)
            marks |= set(marks_of(Allocation, [new]))
        else:
            continue
        marks |= set(marks_of(Allocation, [row]))
    for new in wanted.values():
        marks |= set(marks_of(Allocation, [new]))
    delete_rows(session, ALLOCATION, gone)
    update_rows(session, ALLOCATION, changed)
    insert_rows(session, ALLOCATION, list(wanted.values()))
    mark_stale(session, marks)


def _leave_unapplied(session: Session, records: Records) -> None:
    left = {
        payment.id: payment.left
        for account in records.accounts.values()
        for payment in account.payments
        if not payment.credit
    }
    changed = [key for key, rest in left.items() if records.receipts[key]["unapplied"] != rest]
    update_rows(session, RECEIPT, [{"id": key, "unapplied": left[key]} for key in changed])
    rows = (records.receipts[key] for key in changed)
    mark_stale(session, {("receipt", row["unit_id"], row["period"]) for row in rows})
