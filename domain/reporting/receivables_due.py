"""What customers are to pay soon: open invoices by the week they fall due in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation

ZERO = Decimal(0)
HORIZON = 30
"""Days looked ahead."""


@dataclass(slots=True)
class DueWeek:
    """Open invoices that fall due from a day to another, both included."""

    first: date
    last: date
    count: int = 0
    amount: Decimal = ZERO


def due_soon(
    session: Session, actor: Actor, units: Collection[int], today: date, days: int = HORIZON
) -> list[DueWeek]:
    """What falls due within so many days, week by week from tomorrow on; the last week may be a short one.

    As of the day: what was paid later does not count as paid. One statement.
    """
    actor.require(Permission.FACTS_READ)
    first, last = today + timedelta(days=1), today + timedelta(days=days)
    weeks = [
        DueWeek(begin, min(begin + timedelta(days=6), last))
        for begin in (first + timedelta(weeks=week) for week in range((days + 6) // 7))
    ]
    applied = (
        select(Allocation.invoice_id, func.sum(Allocation.amount).label("applied"))
        .where(Allocation.allocated_on <= today)
        .group_by(Allocation.invoice_id)
        .subquery()
    )
    query = (
        select(Invoice.due_on, Invoice.amount, applied.c.applied)
        .outerjoin(applied, applied.c.invoice_id == Invoice.id)
        .where(
            Invoice.status == InvoiceStatus.POSTED, Invoice.issued_on <= today,
            Invoice.due_on.between(first, last), Invoice.unit_id.in_(sorted(units)),
        )
    )  # fmt: skip
    for due_on, amount, paid in session.execute(query):
        left = amount - (paid or ZERO)
        if due_on is not None and left > 0:
            week = weeks[(due_on - first).days // 7]
            week.count += 1
            week.amount += left
    return weeks
