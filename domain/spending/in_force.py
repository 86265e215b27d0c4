"""Which version of a budget is in force: the one frozen last of all."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.spending.budget import Budget

BUDGET = table_of(Budget)
NEEDED = ("id", "unit_id", "period", "subject", "plan_version", "frozen_on", "in_force")
Line = tuple[int, int, str]
"""(unit, month, subject)."""


def settle(session: Session, touched: Touched) -> None:
    """Look again at all versions of the months that a change touches."""
    months = {row["period"] for row in touched.get("budget", ())}
    columns = [BUDGET.c[name] for name in NEEDED]
    for some in chunks(sorted(months), 12):
        rows = [dict(row._mapping) for row in select_in(session, columns, BUDGET.c.period, some)]
        write_differences(session, Budget, list(_judged(rows)))


def _judged(rows: Sequence[Columns]) -> Iterator[tuple[Columns, Columns]]:
    newest: dict[Line, tuple[Any, str]] = {}
    for row in rows:
        if row["frozen_on"] is not None:
            frozen = row["frozen_on"], row["plan_version"]
            newest[_line(row)] = max(newest.get(_line(row), frozen), frozen)
    for row in rows:
        yield row, {"in_force": newest.get(_line(row)) == (row["frozen_on"], row["plan_version"])}


def _line(row: Columns) -> Line:
    return row["unit_id"], row["period"], row["subject"]
