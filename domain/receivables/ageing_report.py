"""Question: how old is what customers owe, on a date, and does it tie out with the ledger?"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, null, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from domain.core.entity import Fact
from domain.core.permission import Actor, Permission
from domain.core.told_name import told_name
from domain.organisation.unit import Unit
from domain.receivables.ageing import AgeingTable, OpenItem, age_items
from domain.receivables.invoice import CreditNote, Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.customer import Customer

ZERO = Decimal(0)
GROUPS: Mapping[str, InstrumentedAttribute[Any]] = {
    "customer": Invoice.customer_id,
    "unit": Invoice.unit_id,
}


@dataclass(frozen=True, slots=True)
class AgeingReport:
    """Open receivables by due date, from the rows themselves, visible units only.

    `open_total` is the ledger's own sum (posted invoices minus settlements dated up to the day);
    `difference` is what the buckets are away from it: 0 when they tie out. Money received and credit
    notes that settle nothing yet stand apart: they reduce no bucket.
    """

    table: AgeingTable
    names: Mapping[Hashable, tuple[str, str]]
    """Group -> (number, name); what names no customer is under None."""
    open_total: Decimal
    unapplied_cash: Decimal
    unapplied_credit: Decimal
    without_due_date: int
    """Open items without a due date: nothing proves them overdue, so they stand under not due."""

    @property
    def difference(self) -> Decimal:
        """Buckets minus ledger."""
        return self.table.difference(self.open_total)


def ageing_report(
    session: Session, actor: Actor, as_of: date, by: str | None = None, units: Collection[int] | None = None
) -> AgeingReport:
    """Ageing by due date at the end of a day; `by` customer or unit breaks it down, `units` narrows it."""
    actor.require(Permission.FACTS_READ)
    rows = session.execute(_open_invoices(as_of, by).where(_within(Invoice, units))).all()
    items = [OpenItem(row.group, row.due_on or as_of, row.amount - (row.applied or ZERO)) for row in rows]
    undated = sum(1 for row, item in zip(rows, items, strict=True) if row.due_on is None and item.amount)
    return AgeingReport(
        table=age_items(items, as_of),
        names=_names(session, by),
        open_total=_open_total(session, as_of, units),
        unapplied_cash=_unapplied(session, Receipt, as_of, units),
        unapplied_credit=_unapplied(session, CreditNote, as_of, units),
        without_due_date=undated,
    )


def _open_invoices(as_of: date, by: str | None) -> Select[Any]:
    applied = (
        select(Allocation.invoice_id, func.sum(Allocation.amount).label("applied"))
        .where(Allocation.allocated_on <= as_of)
        .group_by(Allocation.invoice_id)
        .subquery()
    )
    group: ColumnElement[Any] = null() if by is None else GROUPS[by].expression
    return (
        select(group.label("group"), Invoice.due_on, Invoice.amount, applied.c.applied)
        .outerjoin(applied, applied.c.invoice_id == Invoice.id)
        .where(*_claims(as_of))
    )


def _claims(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return Invoice.status == InvoiceStatus.POSTED, Invoice.issued_on <= as_of


def _within(fact: type[Fact], units: Collection[int] | None) -> ColumnElement[bool]:
    return true() if units is None else fact.unit_id.in_(sorted(units))


def _open_total(session: Session, as_of: date, units: Collection[int] | None) -> Decimal:
    claims = select(func.sum(Invoice.amount)).where(*_claims(as_of), _within(Invoice, units))
    settlements = select(func.sum(Allocation.amount)).where(
        Allocation.allocated_on <= as_of, _within(Allocation, units)
    )
    claimed, settled = session.scalar(claims), session.scalar(settlements)
    return (claimed or ZERO) - (settled or ZERO)


def _unapplied(
    session: Session, kind: type[Receipt] | type[CreditNote], as_of: date, units: Collection[int] | None
) -> Decimal:
    """What came in up to the day, less what it has settled up to the day."""
    on, link = (
        (Receipt.received_on, Allocation.receipt_id)
        if kind is Receipt
        else (CreditNote.issued_on, Allocation.credit_note_id)
    )
    came = session.scalar(select(func.sum(kind.amount)).where(on <= as_of, _within(kind, units)))
    ours = true() if units is None else link.in_(select(kind.id).where(_within(kind, units)))
    settled = select(func.sum(Allocation.amount)).where(
        link.is_not(None), Allocation.allocated_on <= as_of, ours
    )
    return (came or ZERO) - (session.scalar(settled) or ZERO)


def _names(session: Session, by: str | None) -> dict[Hashable, tuple[str, str]]:
    if by == "unit":
        units = session.execute(select(Unit.id, Unit.code, Unit.name_zh))
        return {row.id: (row.code, row.name_zh) for row in units}
    if by == "customer":
        name = told_name(session, Customer)
        customers = session.execute(select(name.key, Customer.number, name.chinese))
        return {key: (number, called) for key, number, called in customers}
    return {}
