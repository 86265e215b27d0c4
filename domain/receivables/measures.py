"""What receivables offer to the indicators: invoiced, collected, owed, overdue.

Credit sales are the gross amounts of posted invoices, not netted with credit notes: these settle
invoices through allocations, as receipts do, so what is owed is invoices minus allocations.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.receivables import account_measures, collection_measures
from domain.receivables.duplicate_suspect import DuplicateSuspect, SuspectStatus
from domain.receivables.invoice import CreditNote, Invoice, InvoiceStatus
from domain.receivables.receipt import Allocation, Receipt

_BY = frozenset({"salesperson", "customer"})
_POSTED = Invoice.status == InvoiceStatus.POSTED
_DATED = Part(fact=Invoice, period=Invoice.period, where=_POSTED, usable=Invoice.due_on.is_not(None))
_RECEIVED = Allocation.receipt_id.is_not(None)
_UNDISPUTED = Allocation.invoice.has(Invoice.disputed.is_(False))

Pending = Callable[[date], ColumnElement[bool]]


def _invoiced(name: str, amount: InstrumentedAttribute[object] | None, **more: object) -> Measure:
    part = Part(fact=Invoice, period=Invoice.period, amount=amount, where=_POSTED, **more)  # type: ignore[arg-type]
    return Measure(name=name, parts=(part,), dimensions=_BY, money=amount is not None)


def _marked(
    name: str, amount: InstrumentedAttribute[object] | None, mark: InstrumentedAttribute[bool | None]
) -> Measure:
    """Posted invoices with a mark; those nobody marked lower the coverage."""
    where = and_(_POSTED, mark.is_(True))
    part = Part(fact=Invoice, period=Invoice.period, amount=amount, where=where)
    known = Part(fact=Invoice, period=Invoice.period, where=_POSTED, usable=mark.is_not(None))
    return Measure(name=name, parts=(part,), dimensions=_BY, money=amount is not None, coverage=(known,))


def _owed(
    name: str, column: str, days: int | None, coverage: tuple[Part, ...] = (_DATED,), members: bool = False
) -> Measure:
    """A balance: invoices from their month on, minus allocations from theirs on.

    `column` names the month in both tables; `days` past due an item is then (None: from the start).
    """
    invoiced = Part(
        fact=Invoice,
        period=getattr(Invoice, column),
        amount=Invoice.amount,
        where=_POSTED,
        pending=None if days is None else lambda day: Invoice.due_on >= day - timedelta(days),
    )
    settled = Part(
        fact=Allocation,
        period=getattr(Allocation, column),
        amount=Allocation.amount,
        sign=-1,
        optional=True,
        subject=Allocation.invoice_id,
        pending=None if days is None else _of_invoices_due_from(days),
    )
    return Measure(
        name=name,
        kind=MeasureKind.BALANCE,
        parts=(invoiced, settled),
        dimensions=_BY,
        money=True,
        coverage=coverage,
        members=members,
    )


def _of_invoices_due_from(days: int) -> Pending:
    """Settlements of invoices that are at most so many days past due."""
    return lambda day: Allocation.invoice.has(Invoice.due_on >= day - timedelta(days))


def _due(name: str, where: ColumnElement[bool]) -> Measure:
    part = Part(
        fact=Invoice,
        period=Invoice.due_period,
        amount=Invoice.amount,
        where=where,
        pending=lambda day: Invoice.due_on > day,
    )
    return Measure(name=name, parts=(part,), dimensions=_BY, money=True, coverage=(_DATED,))


def _settled(name: str, where: ColumnElement[bool], optional: bool = False) -> Measure:
    """What was settled, until a date, of the invoices due in a month."""
    part = Part(
        fact=Allocation,
        period=Allocation.due_period,
        amount=Allocation.amount,
        where=where,
        bin=Allocation.period,
        optional=optional,
        pending=lambda day: Allocation.invoice.has(Invoice.due_on > day),
    )
    return Measure(name=name, kind=MeasureKind.COHORT, parts=(part,), dimensions=_BY, money=True)


def _settled_undisputed(settled: Measure) -> Measure:
    """The same without invoices that the customer disputes now."""
    part = settled.parts[0]
    where = _UNDISPUTED if part.where is None else and_(part.where, _UNDISPUTED)
    parts = (replace(part, where=where, follows=(Invoice,)),)
    return replace(settled, name=f"{settled.name}_undisputed", parts=parts)


_COLLECTED = _settled("due_collected", _RECEIVED)
_CREDITED = _settled("due_credited", Allocation.credit_note_id.is_not(None), optional=True)

MEASURES = (
    replace(_invoiced("invoiced", Invoice.amount), members=True),
    _invoiced("invoiced_net", Invoice.net),
    _invoiced("invoice_count", None),
    _marked("new_customers", None, Invoice.first_of_customer),
    _marked("invoiced_at_month_end", Invoice.net, Invoice.at_month_end),
    _invoiced("term_amount", Invoice.term_amount, usable=Invoice.term_amount.is_not(None)),
    _invoiced("invoiced_with_term", Invoice.amount, usable=Invoice.term_amount.is_not(None)),
    Measure(
        name="credited_net",
        parts=(Part(fact=CreditNote, period=CreditNote.period, amount=CreditNote.net, optional=True),),
        dimensions=_BY,
        money=True,
    ),
    Measure(
        name="net_sales",
        parts=(
            Part(fact=Invoice, period=Invoice.period, amount=Invoice.net, where=_POSTED),
            Part(fact=CreditNote, period=CreditNote.period, amount=CreditNote.net, sign=-1, optional=True),
        ),
        dimensions=_BY,
        money=True,
    ),
    Measure(
        name="invoiced_ahead",
        parts=(
            Part(
                fact=Invoice,
                period=Invoice.period,
                where=and_(_POSTED, Invoice.invoiced_ahead.is_(True)),
            ),
        ),
        dimensions=_BY,
        coverage=(
            Part(
                fact=Invoice,
                period=Invoice.period,
                where=_POSTED,
                usable=Invoice.invoiced_ahead.is_not(None),
            ),
        ),
    ),
    Measure(
        name="open_duplicates",
        parts=(
            Part(
                fact=DuplicateSuspect,
                period=DuplicateSuspect.period,
                where=DuplicateSuspect.status == SuspectStatus.OPEN,
                optional=True,
            ),
        ),
    ),
    Measure(
        name="collected",
        parts=(Part(fact=Allocation, period=Allocation.period, amount=Allocation.amount, where=_RECEIVED),),
        dimensions=_BY,
        money=True,
    ),
    Measure(
        name="unapplied_cash",
        parts=(Part(fact=Receipt, period=Receipt.period, amount=Receipt.unapplied),),
        dimensions=_BY,
        money=True,
    ),
    _owed("receivables", "period", None, coverage=(), members=True),
    _owed("overdue", "overdue_from", 0, members=True),
    _owed("overdue_over_30", "overdue_31_from", 30),
    _owed("overdue_over_60", "overdue_61_from", 60),
    _owed("overdue_over_90", "overdue_91_from", 90),
    _due("due_amount", _POSTED),
    _due("due_amount_undisputed", and_(_POSTED, Invoice.disputed.is_(False))),
    _COLLECTED,
    _CREDITED,
    _settled_undisputed(_COLLECTED),
    _settled_undisputed(_CREDITED),
    *account_measures.MEASURES,
    *collection_measures.MEASURES,
)

RECORDS = (
    RecordView(
        fact=Invoice,
        number=Invoice.number,
        on=Invoice.issued_on,
        customer=Invoice.customer_id,
        due=Invoice.due_on,
    ),
    RecordView(
        fact=CreditNote, number=CreditNote.number, on=CreditNote.issued_on, customer=CreditNote.customer_id
    ),
    RecordView(fact=Receipt, number=Receipt.number, on=Receipt.received_on, customer=Receipt.customer_id),
    RecordView(
        fact=Allocation,
        number=Invoice.number,
        on=Allocation.allocated_on,
        customer=Allocation.customer_id,
        due=Invoice.due_on,
        join=Allocation.invoice,
    ),
    RecordView(
        fact=DuplicateSuspect,
        number=Invoice.number,
        on=Invoice.issued_on,
        customer=Invoice.customer_id,
        join=DuplicateSuspect.second,
    ),
    *collection_measures.RECORDS,
)
