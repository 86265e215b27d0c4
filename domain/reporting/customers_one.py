"""One customer at a glance: what it bought, how it pays, what is open, what was said and done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, Period, add_months, month_of, month_range
from domain.core.permission import Actor, Permission
from domain.core.rounding import quotient
from domain.credit.credit_limit import CreditLimit
from domain.indicators.fact_pass import Scope
from domain.indicators.lay_out import spans
from domain.indicators.ledger import Ledger, PartRow
from domain.indicators.part_store import one_pass
from domain.indicators.pending import pending_parts
from domain.indicators.period_context import PeriodContext
from domain.indicators.registry import REGISTRY
from domain.receivables.ageing import AgeingRow, OpenItem, age_items
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.receivables.promise import Promise
from domain.receivables.receipt import Allocation, Receipt
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.order import Order, OrderStatus
from domain.service.complaint import Complaint, ComplaintStatus

ZERO = Decimal(0)
MONTHS = 25
"""Two years of months with the one to compare with."""
MEASURES = ("net_sales", "collected", "overdue", "receivables")


@dataclass(frozen=True, slots=True)
class CustomerPicture:
    """What the page of a customer shows beside its fields. Amounts in the base currency, as of the day."""

    months: tuple[int, ...]
    sums: Mapping[str, tuple[Decimal | None, ...]]
    """Measure -> its sum in each of the months (flows) or at its end (balances)."""
    ageing: AgeingRow
    unapplied: Decimal
    """Received and not yet applied to an invoice."""
    average_days: Decimal | None
    """Days from issue to settlement of what it paid within the last twelve months, weighted by amount."""
    last_order_on: date | None
    silent: CustomerLapse | None
    """Its present silence, where it is longer than usual."""
    open_complaints: int
    limit: Decimal | None
    """The credit limit in force, temporary ones added; None where there is none."""
    promised: Decimal
    """What it has promised to pay by a day that is not over yet, less what came in for it."""

    @property
    def limit_use(self) -> Decimal | None:
        """What is owed / the limit."""
        return quotient(self.ageing.total, self.limit) if self.limit else None

    def last_year(self, measure: str) -> Decimal:
        """The sum of the last twelve months, the present one included."""
        return sum((one or ZERO for one in self.sums[measure][-12:]), ZERO)

    def year_before(self, measure: str) -> Decimal:
        """The sum of the twelve months before those."""
        return sum((one or ZERO for one in self.sums[measure][-24:-12]), ZERO)


def customer_picture(session: Session, actor: Actor, customer_id: int, today: date) -> CustomerPicture:
    """Ask everything about one customer; NotFound where the actor may not see it."""
    actor.require(Permission.FACTS_READ)
    if session.scalar(select(Customer.id).where(Customer.id == customer_id)) is None:
        raise NotFound
    months = tuple(month_range(add_months(month_of(today), 1 - MONTHS), month_of(today)))
    return CustomerPicture(
        months=months,
        sums=_sums(session, customer_id, months, today),
        ageing=_ageing(session, customer_id, today),
        unapplied=session.scalar(
            select(func.sum(Receipt.unapplied)).where(Receipt.customer_id == customer_id)
        ) or ZERO,
        average_days=_average_days(session, customer_id, months[-12]),
        last_order_on=session.scalar(
            select(func.max(Order.ordered_on)).where(
                Order.customer_id == customer_id, Order.status != OrderStatus.CANCELLED
            )
        ),
        silent=_silence(session, customer_id, today),
        limit=_limit(session, customer_id, today),
        promised=_promised(session, customer_id, today),
        open_complaints=session.scalar(
            select(func.count()).select_from(Complaint).where(
                Complaint.customer_id == customer_id, Complaint.status == ComplaintStatus.OPEN
            )
        ) or 0,
    )  # fmt: skip


def _sums(
    session: Session, customer_id: int, months: Iterable[int], today: date
) -> dict[str, tuple[Decimal | None, ...]]:
    """The engine's own sums over the rows of this customer, whatever unit they are booked on."""
    parts: list[PartRow] = []
    for table in sorted(REGISTRY.tables_of(frozenset(MEASURES))):
        found = one_pass(REGISTRY, table, "customer", MEASURES)
        own = found.statement(Scope()).where(found.fact.customer_id == customer_id)  # type: ignore[attr-defined]
        for (name, unit, month, _, member, number), sums in found.fold(session.execute(own), Scope()).items():
            parts.append((table, name, unit, month, member, number, sums[0], sums[1], sums[2], sums[3]))
    not_yet = pending_parts(session, "customer", frozenset(MEASURES), None, today)
    parts += [row for row in not_yet if row[4] == customer_id]
    measures = {name: REGISTRY.measures[name] for name in MEASURES}
    ledger = Ledger.of(measures, spans(session, today), parts, lambda _unit, _member: (customer_id,))
    contexts = [PeriodContext(ledger, customer_id, Period.of(month, Grain.MONTH)) for month in months]
    return {name: tuple(context.value(name) for context in contexts) for name in MEASURES}


def _ageing(session: Session, customer_id: int, today: date) -> AgeingRow:
    applied = (
        select(Allocation.invoice_id, func.sum(Allocation.amount).label("applied"))
        .where(Allocation.customer_id == customer_id, Allocation.allocated_on <= today)
        .group_by(Allocation.invoice_id)
        .subquery()
    )
    query = (
        select(Invoice.due_on, Invoice.amount, applied.c.applied)
        .outerjoin(applied, applied.c.invoice_id == Invoice.id)
        .where(
            Invoice.customer_id == customer_id, Invoice.status == InvoiceStatus.POSTED,
            Invoice.issued_on <= today,
        )
    )  # fmt: skip
    items = [
        OpenItem(None, due or today, amount - (paid or ZERO)) for due, amount, paid in session.execute(query)
    ]
    return age_items(items, today).whole


def _average_days(session: Session, customer_id: int, since: int) -> Decimal | None:
    query = (
        select(Allocation.amount, Allocation.allocated_on, Invoice.issued_on)
        .join(Invoice, Invoice.id == Allocation.invoice_id)
        .where(
            Allocation.customer_id == customer_id, Allocation.receipt_id.is_not(None),
            Allocation.period >= since,
        )
    )  # fmt: skip
    weighted, whole = ZERO, ZERO
    for amount, paid_on, issued_on in session.execute(query):
        weighted += amount * (paid_on - issued_on).days
        whole += amount
    return weighted / whole if whole > 0 else None


def _limit(session: Session, customer_id: int, today: date) -> Decimal | None:
    limit = CreditLimit
    query = select(func.sum(limit.amount)).where(
        limit.customer_id == customer_id, limit.counts.is_(True), limit.valid_from <= today,
        or_(limit.ends_on.is_(None), limit.ends_on > today),
    )  # fmt: skip
    return session.scalar(query)


def _promised(session: Session, customer_id: int, today: date) -> Decimal:
    query = select(func.sum(Promise.amount), func.sum(Promise.kept_amount)).where(
        Promise.customer_id == customer_id, Promise.made_on <= today, Promise.deadline >= today,
        Promise.moved.is_(False), Promise.kept_on.is_(None),
    )  # fmt: skip
    amount, kept = session.execute(query).one()
    return (amount or ZERO) - (kept or ZERO)


def _silence(session: Session, customer_id: int, today: date) -> CustomerLapse | None:
    kept = CustomerLapse
    query = (
        select(kept)
        .where(kept.customer_id == customer_id, kept.ended_on.is_(None), kept.watch_on <= today)
        .order_by(kept.last_on.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()
