"""What collecting money offers to the indicators: promises, confirmations, losses, notes, time limits."""

from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.measure import Measure, MeasureKind, Part, RecordView
from domain.organisation.unit import Unit
from domain.receivables.account_statement import AccountStatement
from domain.receivables.collection_action import LimitationMove
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.note_receivable import Acceptor, NoteReceivable
from domain.receivables.promise import Promise
from domain.receivables.provision import Provision
from domain.receivables.write_off import Recovery, WriteOff

_BY = frozenset({"salesperson", "customer"})
_DUE = Promise.moved.is_(False)
_KEPT = and_(_DUE, Promise.kept_on.is_not(None))
_COMMERCIAL = NoteReceivable.acceptor == Acceptor.COMMERCIAL
_DATED = Part(
    fact=Invoice,
    period=Invoice.period,
    where=Invoice.status == InvoiceStatus.POSTED,
    usable=Invoice.due_on.is_not(None),
)


def _promises(
    name: str, where: ColumnElement[bool], amount: InstrumentedAttribute[Any] | None = None
) -> Measure:
    """Promises in the month of their last day, once it is over."""
    part = Part(
        fact=Promise,
        period=Promise.period,
        amount=amount,
        where=where,
        pending=lambda day: Promise.deadline > day,
    )
    return Measure(name=name, parts=(part,), dimensions=_BY, money=amount is not None)


def _notes(name: str, where: ColumnElement[bool] | None = None) -> Measure:
    """Notes we hold."""
    parts = (
        Part(fact=NoteReceivable, period=NoteReceivable.period, amount=NoteReceivable.amount, where=where),
        Part(
            fact=NoteReceivable,
            period=NoteReceivable.settled_period,
            amount=NoteReceivable.amount,
            where=where,
            sign=-1,
        ),
    )
    return Measure(
        name=name, kind=MeasureKind.BALANCE, parts=parts, dimensions=frozenset({"customer"}), money=True
    )


def _near_limitation(name: str, amount: InstrumentedAttribute[Any]) -> Measure:
    part = Part(
        fact=LimitationMove,
        period=LimitationMove.period,
        amount=amount,
        optional=True,
        subject=LimitationMove.invoice_id,
        pending=lambda day: LimitationMove.moved_on > day,
    )
    return Measure(
        name=name, kind=MeasureKind.BALANCE, parts=(part,), dimensions=_BY, money=True, coverage=(_DATED,)
    )


def _lost(name: str, fact: type[WriteOff] | type[Recovery]) -> Measure:
    part = Part(fact=fact, period=fact.period, amount=fact.amount, optional=True)
    return Measure(name=name, parts=(part,), dimensions=_BY, money=True)


MEASURES = (
    _promises("promises_due", _DUE),
    _promises("promises_kept", _KEPT),
    _promises("promised_amount", _DUE, Promise.amount),
    _promises("promised_amount_kept", _DUE, Promise.kept_amount),
    Measure(
        name="customers_breaking_promises",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=Promise,
                period=Promise.streak_from,
                pending=lambda day: Promise.streak_on > day,
            ),
            Part(
                fact=Promise,
                period=Promise.streak_until,
                sign=-1,
                pending=lambda day: Promise.streak_end_on > day,
            ),
        ),
        dimensions=_BY,
    ),
    Measure(
        name="statements_due",
        parts=(
            Part(
                fact=AccountStatement,
                period=AccountStatement.period,
                amount=AccountStatement.amount,
                pending=lambda day: AccountStatement.due_on > day,
            ),
        ),
        dimensions=_BY,
        money=True,
    ),
    Measure(
        name="statements_confirmed",
        kind=MeasureKind.COHORT,
        parts=(
            Part(
                fact=AccountStatement,
                period=AccountStatement.period,
                amount=AccountStatement.confirmed,
                where=AccountStatement.confirmed_period.is_not(None),
                bin=AccountStatement.confirmed_period,
                pending=lambda day: AccountStatement.due_on > day,
            ),
        ),
        dimensions=_BY,
        money=True,
    ),
    _lost("written_off", WriteOff),
    _lost("recovered", Recovery),
    _notes("notes_held"),
    _notes("commercial_notes_held", _COMMERCIAL),
    Measure(
        name="notes_in_default",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(
                fact=NoteReceivable,
                period=NoteReceivable.default_from,
                where=_COMMERCIAL,
                pending=lambda day: NoteReceivable.default_on > day,
            ),
            Part(fact=NoteReceivable, period=NoteReceivable.default_until, where=_COMMERCIAL, sign=-1),
        ),
        dimensions=frozenset({"customer"}),
    ),
    Measure(
        name="loss_allowance",
        kind=MeasureKind.BALANCE,
        parts=(
            Part(fact=Provision, period=Provision.period, amount=Provision.amount),
            Part(fact=Provision, period=Provision.until_period, amount=Provision.amount, sign=-1),
        ),
        money=True,
    ),
    _near_limitation("near_limitation", LimitationMove.amount),
    _near_limitation("near_limitation_pressing", LimitationMove.pressing),
)

RECORDS = (
    RecordView(
        fact=Promise,
        number=Promise.number,
        on=Promise.promised_on,
        customer=Promise.customer_id,
        due=Promise.deadline,
    ),
    RecordView(
        fact=AccountStatement,
        number=AccountStatement.number,
        on=AccountStatement.as_of,
        customer=AccountStatement.customer_id,
        due=AccountStatement.due_on,
    ),
    RecordView(
        fact=WriteOff, number=WriteOff.number, on=WriteOff.written_off_on, customer=WriteOff.customer_id
    ),
    RecordView(
        fact=Recovery, number=Recovery.number, on=Recovery.recovered_on, customer=Recovery.customer_id
    ),
    RecordView(
        fact=NoteReceivable,
        number=NoteReceivable.number,
        on=NoteReceivable.received_on,
        customer=NoteReceivable.customer_id,
        due=NoteReceivable.maturity,
    ),
    RecordView(
        fact=Provision, number=Unit.code, on=Provision.as_of, due=Provision.ends_on, join=Provision.unit
    ),
    RecordView(
        fact=LimitationMove,
        number=Invoice.number,
        on=LimitationMove.moved_on,
        customer=LimitationMove.customer_id,
        due=LimitationMove.expires_on,
        join=LimitationMove.invoice,
    ),
)
