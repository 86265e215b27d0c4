"""Keep the silences of customers in step with their orders (G24, R35, R36)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.sales.customer import Customer
from domain.sales.customer_lapse import CustomerLapse
from domain.sales.order import Order, OrderStatus
from domain.sales.purchase_rhythm import AT_RISK, LOST, WATCH, Silence, silences

ORDER, CUSTOMER, LAPSE = map(table_of, (Order, Customer, CustomerLapse))
SOURCE = "orders"


def settle(session: Session, touched: Touched) -> None:
    """Tell again the silences of every customer whose orders, unit or salesperson a change touches."""
    customers = {row["customer_id"] for row in touched.get("order", ())} - {None}
    customers |= {row["id"] for row in touched.get("customer", ())}
    for some in chunks(sorted(customers)):
        there = [dict(row._mapping) for row in select_in(session, (LAPSE,), LAPSE.c.customer_id, some)]
        keep_rows(session, CustomerLapse, there, list(_wanted(session, some)))


def bought_on(session: Session, customers: Sequence[int]) -> dict[int, list[date]]:
    """The days on which each customer ordered something that stands."""
    query = (
        select(ORDER.c.customer_id, ORDER.c.ordered_on)
        .where(ORDER.c.customer_id.in_(customers), ORDER.c.status != OrderStatus.CANCELLED)
        .distinct()
    )
    days: dict[int, list[date]] = defaultdict(list)
    for row in session.execute(query):
        days[row.customer_id].append(row.ordered_on)
    return days


def _wanted(session: Session, customers: Sequence[int]) -> Iterator[Columns]:
    columns = (CUSTOMER.c.id, CUSTOMER.c.unit_id, CUSTOMER.c.salesperson_id)
    known = {row.id: row for row in select_in(session, columns, CUSTOMER.c.id, customers)}
    for key, days in bought_on(session, customers).items():
        copied = {
            "customer_id": key,
            "unit_id": known[key].unit_id,
            "salesperson_id": known[key].salesperson_id,
        }
        for at, silence in enumerate(silences(days)):
            row = _lapse(silence, first=at == 0)
            if at == 0 or row["watch_from"] is not None:
                yield copied | row | {"source": SOURCE, "source_ref": f"customer {key} {silence.last_on}"}


def _lapse(silence: Silence, *, first: bool) -> Columns:
    """The silence with the months in which each state begins and ends; null for states it does not reach."""
    watch, risk, lost = (silence.reaches(times) for times in (WATCH, AT_RISK, LOST))
    months: Columns = {}
    for name, begins, ends in (("watch", watch, risk), ("at_risk", risk, lost), ("lost", lost, None)):
        reached = silence.ended_on is None or begins < silence.ended_on
        end = min((day for day in (ends, silence.ended_on) if day), default=None)
        months[f"{name}_from"] = month_of(begins) if reached else None
        months[f"{name}_until"] = month_of(end) if reached and end else None
    return months | {
        "period": month_of(silence.last_on),
        "judged_from": month_of(silence.last_on) if first else None,
        "last_on": silence.last_on,
        "median_days": silence.median_days,
        "watch_on": watch,
        "at_risk_on": risk,
        "lost_on": lost,
        "ended_on": silence.ended_on,
    }
