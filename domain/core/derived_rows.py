"""Whole rows that follow from other records: kept in step in bulk, outside the mapped classes."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import delete_rows, insert_rows, table_of, update_rows
from domain.core.entity import Fact
from domain.core.fact_spec import Columns
from domain.core.stale_figures import mark_stale, marks_of


def keep_rows(
    session: Session, kind: type[Fact], there: Iterable[Mapping[str, Any]], wanted: Iterable[Columns]
) -> int:
    """Make the rows that are there (whole rows) the wanted ones, by `source_ref`; how many differed.

    What is not wanted goes; only differences are written and their months marked. What follows from other
    records is no edit: it is not journalled and does not count as a version.
    """
    new = {row["source_ref"]: row for row in wanted}
    changed: list[tuple[Mapping[str, Any], Columns]] = []
    gone: list[Mapping[str, Any]] = []
    for row in there:
        should = new.pop(row["source_ref"], None)
        if should is None:
            gone.append(row)
        elif any(row[name] != value for name, value in should.items()):
            changed.append((row, should))
    table = table_of(kind)
    delete_rows(session, table, [row["id"] for row in gone])
    update_rows(session, table, [{"id": row["id"]} | should for row, should in changed])
    insert_rows(session, table, list(new.values()))
    nothing: Columns = dict.fromkeys(kind.period_columns)
    states: list[Mapping[str, Any]] = [*gone, *new.values()]
    states += (state for row, should in changed for state in (row, {**row, **should}))
    mark_stale(session, set(marks_of(kind, ({**nothing, **state} for state in states))))
    return len(gone) + len(changed) + len(new)
