"""Question: what is still open of one invoice?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.receivables.ageing import days_overdue
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Balance:
    """One posted invoice at the end of a day. `days_late` counts while something is open and due."""

    settled: Decimal
    open: Decimal
    days_late: int


def balance_of(session: Session, invoice: Invoice, as_of: date) -> Balance | None:
    """What settled the invoice up to the day and what is left; None where it is no claim."""
    if invoice.status != InvoiceStatus.POSTED or invoice.issued_on > as_of:
        return None
    settled = session.scalar(
        select(func.sum(Allocation.amount)).where(
            Allocation.invoice_id == invoice.id, Allocation.allocated_on <= as_of
        )
    )
    left = invoice.amount - (settled or ZERO)
    late = days_overdue(invoice.due_on, as_of) if invoice.due_on and left > 0 else 0
    return Balance(settled or ZERO, left, max(0, late))
