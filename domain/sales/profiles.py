"""Keep the completeness of active customers' records in step with customers and orders (K17)."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from db.bulk import chunks, select_in, table_of
from domain.core.derived_rows import keep_rows
from domain.core.fact_spec import Columns, Touched, words
from domain.core.period import month_of
from domain.sales.customer import Customer
from domain.sales.customer_profile import CustomerProfile
from domain.sales.lapsing import bought_on

CUSTOMER, PROFILE = map(table_of, (Customer, CustomerProfile))
SOURCE = "orders and customers"
REQUIRED = ("name", "credit_code", "region", "category", "channel", "salesperson_id")
"""What the record of every customer who buys must say."""
PLACEHOLDERS = frozenset(
    words(
        "-, --, ---, /, ., *, ?, 0, 00, 000, 1, 111, 123, 123456, x, xx, xxx, na, n/a, n.a., nil, none, "
        "null, tbd, tba, unknown, test, testing, other, others, 无, 暂无, 没有, 未知, 不详, 待定, 待补, "
        "待补充, 待完善, 测试, 其他, 其它, 空, 同上"
    )
)
"""What people write to get past a required field, in lower case: it says nothing."""


def settle(session: Session, touched: Touched) -> None:
    """Look again at every customer who, or whose orders, a change touches."""
    customers = {row["customer_id"] for row in touched.get("order", ())} - {None}
    customers |= {row["id"] for row in touched.get("customer", ())}
    look_again(session, customers)


def look_again(session: Session, customers: Iterable[int]) -> None:
    """Renew the profiles of these customers."""
    for some in chunks(sorted(customers)):
        there = [dict(row._mapping) for row in select_in(session, (PROFILE,), PROFILE.c.customer_id, some)]
        keep_rows(session, CustomerProfile, there, list(_wanted(session, some)))


@event.listens_for(Session, "after_flush")
def renew_when_edited(session: Session, _: UOWTransaction) -> None:
    """A record completed on a screen counts at once, not only after the next import."""
    edited = {record.id for record in session.dirty if isinstance(record, Customer)}
    if edited:
        settle(session, {"customer": [{"id": key} for key in edited]})


def _wanted(session: Session, customers: Sequence[int]) -> Iterator[Columns]:
    bought = bought_on(session, customers)
    for row in select_in(session, (CUSTOMER,), CUSTOMER.c.id, customers):
        for begins, ends in active_times(bought.get(row.id, ())):
            yield {
                "source": SOURCE,
                "source_ref": f"customer {row.id} {begins}",
                "customer_id": row.id,
                "unit_id": row.unit_id,
                "salesperson_id": row.salesperson_id,
                "period": month_of(begins),
                "begins_on": begins,
                "ends_on": ends,
                "active_until": month_of(ends),
                "required": Decimal(len(REQUIRED)),
                "filled": Decimal(filled(dict(row._mapping))),
            }


def active_times(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """From when until when (not including) somebody is active: a year from each day of buying."""
    begins: date | None = None
    ends: date | None = None
    for day in sorted(set(days)):
        if begins is None or ends is None or day > ends:
            if begins is not None and ends is not None:
                yield begins, ends
            begins = day
        ends = a_year_after(day)
    if begins is not None and ends is not None:
        yield begins, ends


def a_year_after(day: date) -> date:
    """The same date of the next year; 1 March after a 29 February."""
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap_day else day.replace(year=day.year + 1)


def filled(record: Mapping[str, Any]) -> int:
    """How many of the required fields say something; a name that repeats the number does not."""
    said = [name for name in REQUIRED if says_something(record[name])]
    repeats = "name" in said and record["name"] == record["number"]
    return len(said) - repeats


def says_something(value: object) -> bool:
    """Neither empty nor a placeholder."""
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip().casefold()
    return isinstance(value, int) or (bool(text) and text not in PLACEHOLDERS)
