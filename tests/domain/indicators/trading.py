"""Business for indicator tests: facts complete with the months they count in."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.types import plain_digits
from domain.core.period import Period, month_of
from domain.core.permission import machine
from domain.indicators.catalogue import install_catalogue
from domain.indicators.figure import Figure
from domain.indicators.indicator import Indicator
from domain.indicators.read_figures import Wish, read_figures
from domain.indicators.reading import Reading
from domain.indicators.refresh import RefreshSummary, refresh
from domain.receivables.ageing import first_day_past
from domain.receivables.complete_rows import PAST, months_past
from domain.receivables.invoice import CreditNote, Invoice
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.opportunity import Opportunity, Outcome
from domain.sales.order import Order, OrderLine
from tests.factories import NOON, added, an_invoice, numbers, the_root

MACHINE = machine("test")
TODAY = date(2026, 6, 15)


def invoice(session: Session, issued: str, due: str | None, amount: object, **facts: Any) -> Invoice:
    """A posted invoice with every month it counts in."""
    issued_on, due_on = date.fromisoformat(issued), date.fromisoformat(due) if due else None
    gross = Decimal(str(amount))
    months = {name: due_on and month_of(first_day_past(due_on, days)) for name, days in PAST.items()}
    term = None if due_on is None else gross * (due_on - issued_on).days
    return an_invoice(
        session, issued_on=issued_on, due_on=due_on, amount=gross, period=month_of(issued_on),
        due_period=due_on and month_of(due_on), term_amount=term, **months | facts,
    )  # fmt: skip


def pay(session: Session, claim: Invoice, on: str, amount: object | None = None) -> Allocation:
    """Money that settles an invoice, in full unless an amount is said."""
    day, number = date.fromisoformat(on), f"R{next(numbers)}"
    paid = claim.amount if amount is None else Decimal(str(amount))
    receipt = added(
        session,
        Receipt(
            number=number, source_ref=number, received_on=day, amount=paid, currency="CNY",
            unit_id=claim.unit_id, customer_id=claim.customer_id, period=month_of(day),
        ),
    )  # fmt: skip
    return _allocate(session, claim, day, paid, receipt_id=receipt.id)


def credit(session: Session, claim: Invoice, on: str, amount: object) -> Allocation:
    """A credit note applied to an invoice."""
    day, number = date.fromisoformat(on), f"N{next(numbers)}"
    taken = Decimal(str(amount))
    note = added(
        session,
        CreditNote(
            number=number, source_ref=number, issued_on=day, amount=taken, net=taken, currency="CNY",
            unit_id=claim.unit_id, customer_id=claim.customer_id, invoice_id=claim.id, period=month_of(day),
        ),
    )  # fmt: skip
    return _allocate(session, claim, day, taken, credit_note_id=note.id)


def _allocate(session: Session, claim: Invoice, day: date, amount: Decimal, **origin: int) -> Allocation:
    columns = {name: getattr(claim, name) for name in (*PAST, "due_period")}
    return added(
        session,
        Allocation(
            source_ref=f"A{next(numbers)}", invoice_id=claim.id, unit_id=claim.unit_id, amount=amount,
            customer_id=claim.customer_id, salesperson_id=claim.salesperson_id, allocated_on=day,
            **months_past(columns, day), **origin,
        ),
    )  # fmt: skip


def deal(session: Session, closed: str, outcome: Outcome, days: int | None = 30, **facts: Any) -> Opportunity:
    """A decided opportunity."""
    day, number = date.fromisoformat(closed), f"O{next(numbers)}"
    defaults: dict[str, Any] = {
        "ref": number, "source_ref": number, "outcome": outcome, "amount": Decimal(100), "currency": "CNY",
        "closed_on": day, "closed_period": month_of(day), "cycle_days": days, "period": month_of(day),
    }  # fmt: skip
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Opportunity(**defaults | facts))


def order(session: Session, ordered: str, promised: str | None, shipped: str | None, **facts: Any) -> Order:
    """An order over 100 net."""
    days = [date.fromisoformat(day) if day else None for day in (ordered, promised, shipped)]
    number = f"S{next(numbers)}"
    defaults: dict[str, Any] = {
        "number": number, "source_ref": number, "ordered_on": days[0], "promised_on": days[1],
        "shipped_on": days[2], "net": Decimal(100), "currency": "CNY",
        "promised_period": days[1] and month_of(days[1]), "shipped_period": days[2] and month_of(days[2]),
        "period": month_of(date.fromisoformat(ordered)),
    }  # fmt: skip
    if "unit_id" not in facts:
        defaults["unit_id"] = the_root(session).id
    return added(session, Order(**defaults | facts))


def line(session: Session, parent: Order, on_time_in_full: bool | None) -> OrderLine:
    """A line of an order."""
    number = f"L{next(numbers)}"
    return added(
        session,
        OrderLine(
            order_id=parent.id, line=number, source_ref=number, unit_id=parent.unit_id, quantity=Decimal(1),
            unit_price=Decimal(100), net=Decimal(100), promised_on=parent.promised_on,
            promised_period=parent.promised_period, on_time_in_full=on_time_in_full, period=parent.period,
        ),
    )  # fmt: skip


def install(session: Session) -> None:
    """The company and the shipped indicators; a test marked `furnished` finds them there already."""
    the_root(session)
    if session.scalar(select(Indicator.id).limit(1)) is None:
        install_catalogue(session, NOON)


def refreshed(session: Session, today: date = TODAY, **options: Any) -> RefreshSummary:
    """Figures up to date."""
    session.flush()
    return refresh(session, MACHINE, today, **options)


def figures(session: Session, code: str, today: date = TODAY, **wish: Any) -> dict[str, Figure]:
    """Figures computed on the spot, by period."""
    session.flush()
    wanted: dict[str, Any] = {"code": code, "unit_id": the_root(session).id} | wish
    asked = Wish(**wanted)
    return {figure.period.label: figure for figure in read_figures(session, MACHINE, asked, today)}


def computed(session: Session, code: str, today: date = TODAY, **wish: Any) -> dict[str, Figure]:
    """Figures by period, brought up to date first; other indicators are left as they are."""
    refreshed(session, today, codes=(code,))
    return figures(session, code, today, **wish)


def reading_of(session: Session, code: str, period: str, unit_id: int | None = None) -> Reading:
    """The kept reading of a unit (the company) and a period."""
    asked = Period.parse(period)
    return session.scalars(
        select(Reading)
        .join(Indicator, Indicator.id == Reading.indicator_id)
        .where(
            Indicator.code == code,
            Reading.grain == asked.grain,
            Reading.period == asked.key,
            Reading.unit_id == (unit_id or the_root(session).id),
        )
        .execution_options(populate_existing=True)
    ).one()


def all_readings(session: Session) -> dict[tuple[object, ...], tuple[object, ...]]:
    """Every reading with everything that a refresh computes, by its key."""
    names = (
        "version_id", "value", "numerator", "denominator", "coverage", "rows", "status", "reason", "amber",
        "red", "target", "as_of", "provisional",
    )  # fmt: skip
    rows = session.scalars(select(Reading).execution_options(populate_existing=True))
    return {
        (row.indicator_id, row.grain, row.unit_id, row.period): tuple(getattr(row, name) for name in names)
        for row in rows
    }


def shown(value: Decimal | None) -> str | None:
    """A value as the command line prints it."""
    return None if value is None else plain_digits(value)


def parts(figure: Figure) -> tuple[str | None, str | None]:
    """Numerator and denominator as the command line prints them."""
    return shown(figure.numerator), shown(figure.denominator)
