"""Customers who owe more than they may, as limits in a list."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from domain.credit.credit_limit import CreditLimit
from domain.credit.queries import limit_holds
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt


def limits_exceeded(today: date) -> Select[CreditLimit]:
    """Limits in force of customers whose exposure is above all their limits together (R02).

    Exposure: posted invoices, less credit notes that settled them, less receipts.
    """
    owed = (
        _total(Invoice.amount, Invoice.customer_id, Invoice.status == InvoiceStatus.POSTED)
        - _total(Allocation.amount, Allocation.customer_id, Allocation.credit_note_id.is_not(None))
        - _total(Receipt.amount, Receipt.customer_id)
    )
    other = CreditLimit.__table__.alias("other_limit")
    allowed = (
        select(func.coalesce(func.sum(other.c.amount), 0))
        .where(
            other.c.customer_id == CreditLimit.customer_id,
            other.c.counts.is_(True),
            other.c.valid_from <= today,
            other.c.ends_on.is_(None) | (other.c.ends_on > today),
        )
        .scalar_subquery()
    )
    return select(CreditLimit).where(limit_holds(today), owed > allowed)


def _total(amount: Any, customer: Any, *conditions: ColumnElement[bool]) -> Any:
    """Sum of a customer's rows of one table; 0 without any."""
    found = select(func.coalesce(func.sum(amount), 0)).where(customer == CreditLimit.customer_id, *conditions)
    return found.correlate(CreditLimit).scalar_subquery()
