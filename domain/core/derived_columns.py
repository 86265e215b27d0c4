"""Columns that follow from other records: kept in step in bulk, outside the mapped classes."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import table_of, update_rows
from domain.core.entity import Fact
from domain.core.stale_figures import mark_stale, marks_of


def write_differences(
    session: Session, kind: type[Fact], rows: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    """Write the new values of rows (as they are, what should be) where they differ; mark their months.

    What follows from other records is no edit: it is not journalled and does not count as a version.
    """
    changed = [(old, new) for old, new in rows if any(old[name] != value for name, value in new.items())]
    update_rows(session, table_of(kind), [{"id": old["id"], **new} for old, new in changed])
    states = (state for old, new in changed for state in (old, {**old, **new}))
    mark_stale(session, set(marks_of(kind, states)))
