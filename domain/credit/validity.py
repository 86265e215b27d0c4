"""Until when limits and grades hold, given those that follow them (R01-R04, R10, R60)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.entity import Fact
from domain.core.fact_spec import Columns, Touched
from domain.core.period import month_of
from domain.credit.credit_grade import CreditGrade
from domain.credit.credit_limit import CreditLimit
from domain.credit.grade_scale import is_downgrade
from domain.sales.customer import Customer

CUSTOMER = table_of(Customer)
NEWS_DAYS = 90
"""So long a downgrade counts as one."""
Change = tuple[Columns, Columns]
Tell = Callable[[Sequence[Columns]], Iterator[Change]]


def settle(session: Session, touched: Touched) -> None:
    """Tell again about the limits and grades of touched customers; they belong to the customer's unit."""
    moved = {row["id"] for row in touched.get("customer", ())}
    kinds: tuple[tuple[str, type[Fact], Tell], ...] = (
        ("credit_limit", CreditLimit, limits_of),
        ("credit_grade", CreditGrade, grades_of),
    )
    for fact, kind, tell in kinds:
        customers = moved | {row["customer_id"] for row in touched.get(fact, ())}
        for some in chunks(sorted(customers)):
            _tell(session, kind, tell, some)


def _tell(session: Session, kind: type[Fact], tell: Tell, customers: Sequence[int]) -> None:
    columns: tuple[Any, ...] = (CUSTOMER.c.id, CUSTOMER.c.unit_id)
    unit = {row.id: row.unit_id for row in select_in(session, columns, CUSTOMER.c.id, customers)}
    table = table_of(kind)
    rows: dict[int, list[Columns]] = defaultdict(list)
    for row in select_in(session, (table,), table.c.customer_id, customers):
        rows[row.customer_id].append(dict(row._mapping))
    changes = [
        (row, new | {"unit_id": unit[customer]}) for customer, own in rows.items() for row, new in tell(own)
    ]
    write_differences(session, kind, changes)


def limits_of(rows: Iterable[Columns]) -> Iterator[Change]:
    """When the limits of one customer end: on their last day, or when the next ordinary one begins."""
    every = list(rows)
    ordinary = sorted(
        (row for row in every if not row["temporary"]), key=lambda row: (row["valid_from"], row["id"])
    )
    for row, following in pairwise([*ordinary, None]):
        if row is not None:
            yield row, _until(row, following["valid_from"] if following else None)
    for row in every:
        if row["temporary"]:
            yield row, _until(row, None)


def grades_of(rows: Iterable[Columns]) -> Iterator[Change]:
    """When the grades of one customer end, and which of them are worse than the one before."""
    turn = sorted(rows, key=lambda row: (row["graded_on"], row["id"]))
    for before, row, following in zip([None, *turn], turn, [*turn[1:], None], strict=False):
        replaced = following["graded_on"] if following else None
        worse = before is not None and is_downgrade(
            (before["grade"], before["score"]), (row["grade"], row["score"])
        )
        news = row["graded_on"] + timedelta(days=NEWS_DAYS + 1)
        until = min(news, replaced or date.max) if worse else None
        yield (
            row,
            _until(row, replaced)
            | {
                "downgraded": worse,
                "downgraded_until": until,
                "downgraded_until_period": until and month_of(until),
            },
        )


def _until(row: Columns, replaced: date | None) -> Columns:
    last = row["valid_to"]
    ends = min((day for day in (last and last + timedelta(days=1), replaced) if day), default=None)
    return {"ends_on": ends, "until_period": ends and month_of(ends)}
