"""Customers as they come, stay and go, month by month."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.period import add_months, month_range
from domain.core.permission import Actor, Permission
from domain.receivables.invoice import Invoice, InvoiceStatus
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse

YEAR = 12


@dataclass(frozen=True, slots=True)
class CustomerMonth:
    """Customers at the end of a month.

    `buying` had an invoice within the last twelve months, `retained` also in the twelve before, `gone` only
    in those before. `won` had their first invoice in the month. `at_risk` are silent for 2 to 3 times as
    long as they used to be between orders, `lost` for longer; None where no order rhythm is known at all.
    """

    month: int
    buying: int
    retained: int
    gone: int
    won: int
    at_risk: int | None
    lost: int | None


def customers_life(
    session: Session, actor: Actor, units: Collection[int], month: int, count: int = 13
) -> list[CustomerMonth]:
    """The last `count` months up to `month`; three statements."""
    actor.require(Permission.FACTS_READ)
    first = add_months(month, 1 - count)
    bought = _bought(session, units, add_months(first, 1 - 2 * YEAR), month)
    firsts = _firsts(session, units)
    lapses = _lapses(session, units)
    return [_month(at, bought, firsts, lapses) for at in month_range(first, month)]


def _month(
    month: int,
    bought: Mapping[int, set[int]],
    firsts: Mapping[int, int],
    lapses: Mapping[str, list[tuple[int, int | None]]] | None,
) -> CustomerMonth:
    now = _union(bought, add_months(month, 1 - YEAR), month)
    before = _union(bought, add_months(month, 1 - 2 * YEAR), add_months(month, -YEAR))

    def standing(name: str) -> int | None:
        if lapses is None:
            return None
        return sum(1 for since, until in lapses[name] if since <= month and (until is None or until > month))

    return CustomerMonth(
        month=month, buying=len(now), retained=len(now & before), gone=len(before - now),
        won=firsts.get(month, 0), at_risk=standing("at_risk"), lost=standing("lost"),
    )  # fmt: skip


def _union(bought: Mapping[int, set[int]], first: int, last: int) -> set[int]:
    return set().union(*(bought.get(month, set()) for month in month_range(first, last)))


def _bought(session: Session, units: Collection[int], first: int, last: int) -> dict[int, set[int]]:
    query = (
        select(Invoice.period, Invoice.customer_id)
        .where(
            Invoice.status == InvoiceStatus.POSTED, Invoice.customer_id.is_not(None),
            Invoice.period.between(first, last), Invoice.unit_id.in_(sorted(units)),
        )
        .distinct()
    )  # fmt: skip
    found: dict[int, set[int]] = defaultdict(set)
    for month, customer in session.execute(query):
        found[month].add(customer or 0)
    return found


def _firsts(session: Session, units: Collection[int]) -> dict[int, int]:
    """How many customers had their first invoice in each month."""
    first = (
        select(Invoice.customer_id, func.min(Invoice.period).label("month"))
        .where(Invoice.status == InvoiceStatus.POSTED, Invoice.customer_id.is_not(None))
        .where(Invoice.unit_id.in_(sorted(units)))
        .group_by(Invoice.customer_id)
        .subquery()
    )
    query = select(first.c.month, func.count().label("customers")).group_by(first.c.month)
    return {row.month: row.customers for row in session.execute(query)}


def _lapses(session: Session, units: Collection[int]) -> dict[str, list[tuple[int, int | None]]] | None:
    """The months from and until which customers are at risk and lost."""
    kept = CustomerLapse
    query = (
        select(kept.at_risk_from, kept.at_risk_until, kept.lost_from, kept.lost_until)
        .join(Customer, Customer.id == kept.customer_id)
        .where(kept.unit_id.in_(sorted(units)))
    )
    rows = session.execute(query).all()
    if not rows:
        return None
    return {
        "at_risk": [(row.at_risk_from, row.at_risk_until) for row in rows if row.at_risk_from is not None],
        "lost": [(row.lost_from, row.lost_until) for row in rows if row.lost_from is not None],
    }
