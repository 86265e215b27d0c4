"""How much of what somebody invoiced in a cycle has been paid in: what releases the hold-back."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation

ZERO = Decimal(0)
ByMonth = Mapping[int, Mapping[int, "Sales"]]
"""Salesperson -> month of the invoice -> what was invoiced and paid in."""


@dataclass(frozen=True)
class Sales:
    """What was invoiced with and without tax, and which part of it customers have paid. Credit notes pay
    nothing: what was credited is not coming in."""

    gross: Decimal = ZERO
    net: Decimal = ZERO
    collected: Decimal = ZERO

    def __add__(self, other: "Sales") -> "Sales":
        return Sales(self.gross + other.gross, self.net + other.net, self.collected + other.collected)


def sales_of(session: Session, people: Collection[int], span: tuple[int, int] | None, today: date) -> ByMonth:
    """Posted invoices of the people within the months, and receipts applied to them by today."""
    if span is None or not people:
        return {}
    mine = (
        Invoice.status == InvoiceStatus.POSTED, Invoice.archived_at.is_(None),
        Invoice.salesperson_id.in_(sorted(people)), Invoice.period.between(*span),
    )  # fmt: skip
    key = (Invoice.salesperson_id, Invoice.period)
    found: dict[int, dict[int, Sales]] = defaultdict(lambda: defaultdict(Sales))
    invoiced = select(*key, func.sum(Invoice.amount), func.sum(Invoice.net)).where(*mine).group_by(*key)
    for person, month, gross, net in session.execute(invoiced):
        found[person or 0][month] += Sales(gross or ZERO, net or ZERO)
    paid = (
        select(*key, func.sum(Allocation.amount))
        .join(Invoice, Invoice.id == Allocation.invoice_id)
        .where(
            *mine, Allocation.receipt_id.is_not(None), Allocation.archived_at.is_(None),
            Allocation.allocated_on <= today,
        )
        .group_by(*key)
    )  # fmt: skip
    for person, month, collected in session.execute(paid):
        found[person or 0][month] += Sales(collected=collected or ZERO)
    return found


def within_months(sales: ByMonth, person: int, months: tuple[int, int]) -> Sales:
    """What one person sold within the months."""
    first, last = months
    mine = sales.get(person, {})
    return sum((one for month, one in mine.items() if first <= month <= last), Sales())
