"""Which version of a target counts, and for how much (K02, K18)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, select_in, table_of
from domain.core.derived_columns import write_differences
from domain.core.fact_spec import Columns, Touched
from domain.organisation.person import Person
from domain.organisation.tree import UnitTree, unit_tree
from domain.sales.target import Target
from domain.sales.target_shares import Employment, Share, counted, pro_rated

TARGET, PERSON = map(table_of, (Target, Person))


def settle(session: Session, touched: Touched) -> None:
    """Weigh again all targets of the months that a change touches."""
    months = {row["period"] for row in touched.get("target", ())}
    tree = unit_tree(session) if months else UnitTree({})
    for some in chunks(sorted(months), 50):
        _weigh(session, some, tree)


def _weigh(session: Session, months: Sequence[int], tree: UnitTree) -> None:
    rows = [dict(row._mapping) for row in session.execute(select(TARGET).where(TARGET.c.period.in_(months)))]
    newest = newest_frozen(rows)
    people = {row["salesperson_id"] for row in newest} - {None}
    columns = (PERSON.c.id, PERSON.c.joined_on, PERSON.c.left_on)
    found = select_in(session, columns, PERSON.c.id, people)
    employed = {row.id: Employment(row.joined_on, row.left_on) for row in found}
    groups: dict[tuple[Any, int], list[Share]] = defaultdict(list)
    for row in newest:
        groups[row["metric"], row["period"]].append(_share(row, employed))
    amounts = {key: amount for shares in groups.values() for key, amount in counted(shares, tree).items()}
    changes = [
        (row, {"in_force": row["id"] in amounts, "counted": amounts.get(row["id"], Decimal(0))})
        for row in rows
    ]
    write_differences(session, Target, changes)


def newest_frozen(rows: Iterable[Columns]) -> list[Columns]:
    """Of the versions of each target the one frozen last; drafts do not count."""
    newest: dict[tuple[Any, ...], Columns] = {}
    for row in rows:
        if row["frozen_on"] is not None:
            key = (row["metric"], row["unit_id"], row["salesperson_id"], row["period"])
            newest[key] = max(newest.get(key, row), row, key=age)
    return list(newest.values())


def age(row: Columns) -> tuple[Any, ...]:
    """Order of versions: by the day they were frozen; of one day, V10 comes after V2."""
    version = row.get("target_version", row.get("forecast_version")) or ""
    return row["frozen_on"], len(version), version, row["id"]


def _share(row: Columns, employed: dict[int, Employment]) -> Share:
    person = row["salesperson_id"]
    amount = row["amount"]
    if person is not None:
        amount = pro_rated(amount, row["period"], employed.get(person, Employment()))
    return Share(row["id"], row["unit_id"], person is not None, amount)
