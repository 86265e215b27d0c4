"""Single invoices that are overdue: the oldest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.core.told_name import told_name
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation
from domain.sales.customer import Customer

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class OverdueInvoice:
    """One invoice with what is open of it at the end of a day."""

    id: int
    number: str
    customer_zh: str
    customer_en: str
    due_on: date
    days: int
    """Days past due."""
    amount: Decimal
    open: Decimal
    disputed: bool


@dataclass(frozen=True, slots=True)
class OverdueInvoices:
    """The oldest of them, and how many there are."""

    oldest: tuple[OverdueInvoice, ...]
    count: int


def overdue_invoices(
    session: Session, actor: Actor, units: Collection[int], as_of: date, customer_id: int | None = None,
    most: int = 50,
) -> OverdueInvoices:  # fmt: skip
    """Posted invoices of the units past their due date and not settled in full; two statements."""
    actor.require(Permission.FACTS_READ)
    applied = (
        select(Allocation.invoice_id, func.sum(Allocation.amount).label("applied"))
        .where(Allocation.allocated_on <= as_of)
        .group_by(Allocation.invoice_id)
        .subquery()
    )
    name = told_name(session, Customer)
    query = (
        select(
            Invoice.id, Invoice.number, name.chinese, name.english, Invoice.due_on, Invoice.amount,
            applied.c.applied, Invoice.disputed,
        )
        .outerjoin(applied, applied.c.invoice_id == Invoice.id)
        .outerjoin(Customer, Customer.id == Invoice.customer_id)
        .where(
            Invoice.status == InvoiceStatus.POSTED, Invoice.issued_on <= as_of, Invoice.due_on < as_of,
            Invoice.unit_id.in_(sorted(units)), Invoice.amount > func.coalesce(applied.c.applied, ZERO),
        )
    )  # fmt: skip
    if customer_id is not None:
        query = query.where(Invoice.customer_id == customer_id)
    count = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.execute(query.order_by(Invoice.due_on, Invoice.id).limit(most))
    return OverdueInvoices(
        tuple(
            OverdueInvoice(
                key, number, name or "", english or name or "", due_on or as_of,
                (as_of - (due_on or as_of)).days, amount, amount - (paid or ZERO), disputed,
            )
            for key, number, name, english, due_on, amount, paid, disputed in rows
        ),
        count,
    )  # fmt: skip
