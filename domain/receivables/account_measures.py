"""What single invoices, receipts and deliveries tell: exposure, slippage, digits, third parties, gaps."""

from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.order import Delivery

_BY = frozenset({"salesperson", "customer"})
_POSTED = Invoice.status == InvoiceStatus.POSTED
_ON_CREDIT = and_(_POSTED, Invoice.due_on.is_distinct_from(Invoice.issued_on))
_LATE_KNOWN = Allocation.late_amount.is_not(None)
_PAID = Allocation.receipt_id.is_not(None)
_ABROAD = Invoice.overseas.is_(True)
_OF_ABROAD = Allocation.invoice.has(_ABROAD)


def _credit_sales(name: str, where: ColumnElement[bool]) -> Measure:
    """Net amounts of invoices that are not due on the day they are issued."""
    part = Part(fact=Invoice, period=Invoice.period, amount=Invoice.net, where=and_(_ON_CREDIT, where))
    known = Part(fact=Invoice, period=Invoice.period, where=_ON_CREDIT, usable=Invoice.graded.is_not(None))
    return Measure(name=name, parts=(part,), dimensions=_BY, money=True, coverage=(known,))


def _paid(name: str, amount: InstrumentedAttribute[Any] | None) -> Measure:
    """Money from customers for invoices with a due date, when it settled them."""
    part = Part(fact=Allocation, period=Allocation.period, amount=amount, where=and_(_PAID, _LATE_KNOWN))
    known = Part(fact=Allocation, period=Allocation.period, where=_PAID, usable=_LATE_KNOWN)
    return Measure(name=name, parts=(part,), dimensions=_BY, coverage=(known,), money=amount is not None)


def _receipts(name: str, told: ColumnElement[bool], where: ColumnElement[bool] | None = None) -> Measure:
    """Receipts of which something is known; `where` those of which it is true."""
    known = Part(fact=Receipt, period=Receipt.period, amount=Receipt.amount, usable=told)
    part = Part(fact=Receipt, period=Receipt.period, amount=Receipt.amount, where=where)
    if where is None:
        return Measure(name=name, parts=(known,), dimensions=_BY, money=True)
    return Measure(name=name, parts=(part,), dimensions=_BY, money=True, coverage=(known,))


def _abroad(name: str, column: str) -> Measure:
    """What customers abroad owe, from a month in both tables on."""
    is_late = column != "period"
    invoiced = Part(
        fact=Invoice,
        period=getattr(Invoice, column),
        amount=Invoice.amount,
        where=and_(_POSTED, _ABROAD),
        pending=(lambda day: Invoice.due_on >= day) if is_late else None,
    )
    settled = Part(
        fact=Allocation,
        period=getattr(Allocation, column),
        amount=Allocation.amount,
        where=_OF_ABROAD,
        sign=-1,
        optional=True,
        subject=Allocation.invoice_id,
        follows=(Invoice,),
        pending=(lambda day: Allocation.invoice.has(Invoice.due_on >= day)) if is_late else None,
    )
    known = Part(fact=Invoice, period=Invoice.period, where=_POSTED, usable=Invoice.overseas.is_not(None))
    return Measure(
        name=name,
        kind=MeasureKind.BALANCE,
        parts=(invoiced, settled),
        dimensions=_BY,
        money=True,
        coverage=(known,),
    )


def _amounts(name: str, where: ColumnElement[bool]) -> Measure:
    part = Part(fact=Invoice, period=Invoice.period, where=and_(_POSTED, where))
    return Measure(name=name, parts=(part,), dimensions=_BY)


MEASURES = (
    Measure(
        name="exposure",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=Invoice, period=Invoice.period, amount=Invoice.amount, where=_POSTED),
            Part(
                fact=Allocation,
                period=Allocation.period,
                amount=Allocation.amount,
                where=Allocation.credit_note_id.is_not(None),
                sign=-1,
                optional=True,
                subject=Allocation.invoice_id,
            ),
            Part(fact=Receipt, period=Receipt.period, amount=Receipt.amount, sign=-1, optional=True),
        ),
        dimensions=_BY,
        money=True,
        members=True,
    ),
    _credit_sales("credit_sales", Invoice.graded.is_not(None)),
    _credit_sales("credit_sales_ungraded", Invoice.graded.is_(False)),
    _paid("paid_late_weight", Allocation.late_amount),
    _paid("paid_with_due_date", Allocation.amount),
    _paid("payments_with_due_date", None),
    _receipts("receipts_with_payer", Receipt.third_party.is_not(None)),
    _receipts("third_party_receipts", Receipt.third_party.is_not(None), Receipt.third_party.is_(True)),
    _receipts("receipts_with_method", Receipt.in_cash.is_not(None)),
    _receipts("cash_receipts", Receipt.in_cash.is_not(None), Receipt.in_cash.is_(True)),
    Measure(
        name="invoice_first_digits",
        kind=MeasureKind.HISTOGRAM,
        parts=(
            Part(
                fact=Invoice,
                period=Invoice.period,
                where=and_(_POSTED, Invoice.first_digit.is_not(None)),
                bin=Invoice.first_digit,
            ),
        ),
        dimensions=_BY,
    ),
    _amounts("invoices_from_1000", Invoice.round_amount.is_not(None)),
    _amounts("invoices_round", Invoice.round_amount.is_(True)),
    _abroad("overseas_receivables", "period"),
    _abroad("overseas_overdue", "overdue_from"),
    Measure(
        name="shipped_uninvoiced",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=Delivery,
                period=Delivery.uninvoiced_from,
                amount=Delivery.value,
                pending=lambda day: Delivery.uninvoiced_on > day,
            ),
            Part(fact=Delivery, period=Delivery.uninvoiced_until, amount=Delivery.value, sign=-1),
        ),
        dimensions=frozenset({"salesperson", "customer", "product"}),
        money=True,
        coverage=(Part(fact=Delivery, period=Delivery.period, usable=Delivery.value.is_not(None)),),
    ),
)
