"""What the accounts of some customers consist of, loaded together."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, or_, select
from sqlalchemy.orm import Session

from db.bulk import by_name, table_of
from domain.receivables.account import Debt, Payment
from domain.receivables.invoice import CreditNote, Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt

INVOICE, RECEIPT, CREDIT, ALLOCATION = map(table_of, (Invoice, Receipt, CreditNote, Allocation))
UNUSED = frozenset({"custom", "created_at", "updated_at", "archived_at"})
Columns = Mapping[str, Any]


@dataclass(slots=True)
class AccountRecords:
    """The records of one account: of a customer, or of a single invoice that names no customer."""

    debts: list[Debt] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)


@dataclass(slots=True)
class Records:
    """The accounts to settle, the rows they are made of by id, and the settlements there are so far."""

    accounts: dict[int, AccountRecords] = field(default_factory=lambda: defaultdict(AccountRecords))
    """By customer, or by minus the id of an invoice without customer."""
    invoices: dict[int, Columns] = field(default_factory=dict)
    receipts: dict[int, Columns] = field(default_factory=dict)
    credit_notes: dict[int, Columns] = field(default_factory=dict)
    allocations: list[Columns] = field(default_factory=list)


def load(session: Session, customers: Collection[int], invoices: Collection[int]) -> Records:
    """The accounts of these customers and of these invoices without customer, whole.

    Settling an account needs all of it, also what the actor may not see: plain tables on purpose.
    """
    records = Records()
    mine = or_(
        INVOICE.c.customer_id.in_(customers),
        and_(INVOICE.c.customer_id.is_(None), INVOICE.c.id.in_(invoices)),
    )
    for row in _rows(session, select(*_of(INVOICE)).where(mine)):
        records.invoices[row["id"]] = row
        if row["status"] is InvoiceStatus.POSTED:
            debt = Debt(row["id"], _ref(row), row["issued_on"], row["due_on"], row["amount"])
            records.accounts[_account(row)].debts.append(debt)
    for row in _rows(session, _receipts(mine, customers)):
        records.receipts[row["id"]] = row
        records.accounts[_payer_account(row, records)].payments.append(_receipt(row, records))
    for row in _rows(
        session, select(*_of(CREDIT)).join(INVOICE, INVOICE.c.id == CREDIT.c.invoice_id).where(mine)
    ):
        records.credit_notes[row["id"]] = row
        note = Payment(row["id"], _ref(row), row["issued_on"], row["amount"], row["invoice_id"])
        note.credit, note.spreads = True, False
        records.accounts[_account(records.invoices[row["invoice_id"]])].payments.append(note)
    so_far = select(*_of(ALLOCATION)).join(INVOICE, INVOICE.c.id == ALLOCATION.c.invoice_id)
    records.allocations = list(
        _rows(session, so_far.where(or_(mine, ALLOCATION.c.customer_id.in_(customers))))
    )
    return records


def _receipts(mine: ColumnElement[bool], customers: Collection[int]) -> Select[Any]:
    unnamed = and_(RECEIPT.c.named_invoice_id.is_(None), RECEIPT.c.customer_id.in_(customers))
    named = INVOICE.c.id == RECEIPT.c.named_invoice_id
    return select(*_of(RECEIPT)).outerjoin(INVOICE, named).where(or_(mine, unnamed))


def _receipt(row: Columns, records: Records) -> Payment:
    payment = Payment(row["id"], _ref(row), row["received_on"], row["amount"], row["named_invoice_id"])
    if payment.named is not None:
        invoice = records.invoices[payment.named]
        of_another = row["customer_id"] not in (None, invoice["customer_id"])
        payment.spreads = not of_another and invoice["status"] is InvoiceStatus.POSTED
    return payment


def _payer_account(receipt: Columns, records: Records) -> int:
    named = receipt["named_invoice_id"]
    return int(receipt["customer_id"]) if named is None else _account(records.invoices[named])


def _account(invoice: Columns) -> int:
    return int(invoice["customer_id"]) if invoice["customer_id"] is not None else -int(invoice["id"])


def _ref(row: Columns) -> str:
    return f"{row['source_ref']}\n{row['source']}"


def _of(table: Table) -> list[Column[Any]]:
    """What an account needs of a record; reading less is much faster."""
    return [column for column in table.c if column.name not in UNUSED]


def _rows(session: Session, query: Select[Any]) -> Iterator[dict[str, Any]]:
    return by_name(session.execute(query))
