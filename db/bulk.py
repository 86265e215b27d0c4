"""Many rows at once, on plain tables and in chunks; the same statements on every database.

Nothing here passes the rules of the mapped classes, the journal or the row filter: whoever uses it
answers for them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ColumnElement,
    Result,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)  # fmt: skip
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import CallableColumnDefault

from db.base import Base
from db.types import UtcDateTime

T = TypeVar("T")
CHUNK = 500
"""Values in one IN list: far below every database's limit, large enough that round trips do not count."""


def table_of(kind: type[Base]) -> Table:
    """The plain table behind a mapped class."""
    return cast(Table, kind.__table__)


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in order, `size` at a time."""
    whole = items if isinstance(items, Sequence) else list(items)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]


def select_in(
    session: Session,
    columns: Sequence[Any],
    key: ColumnElement[Any],
    values: Iterable[Any],
    *conditions: ColumnElement[bool],
) -> Iterator[Row[Any]]:
    """Rows whose key is among the values, one query for each chunk of values."""
    for chunk in chunks(sorted(set(values))):
        yield from session.execute(select(*columns).where(key.in_(chunk), *conditions)).all()


def records_in(
    session: Session,
    columns: Sequence[Any],
    key: ColumnElement[Any],
    values: Iterable[Any],
    *conditions: ColumnElement[bool],
) -> Iterator[dict[str, Any]]:
    """As `select_in`, each row by the names of its columns."""
    for chunk in chunks(sorted(set(values))):
        yield from by_name(session.execute(select(*columns).where(key.in_(chunk), *conditions)))


def by_name(result: Result[Any]) -> Iterator[dict[str, Any]]:
    """Rows by the names of their columns; `dict(row._mapping)` looks each name up in each row."""
    names = tuple(result.keys())
    for row in result.all():
        yield dict(zip(names, row, strict=True))


def in_batches(session: Session, query: Select[*tuple[Any, ...]], size: int = 5_000) -> Iterator[Any]:
    """The rows of a query, fetched many at a time: one by one costs more than what is done with them."""
    for batch in session.execute(query, execution_options={"yield_per": size}).partitions():
        yield from batch


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; those without a value for a column get its default."""
    for alike in _alike(rows):
        moments = _moments(table, alike[0])
        session.execute(insert(table), [{**row, **moments} for row in alike])


def insert_new(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, but none that a unique constraint knows, even if another process adds it right now."""
    own = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for alike in _alike(rows):
        session.execute(own(table).on_conflict_do_nothing(), alike)


def update_rows(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Change the rows named by `id` to the other values given."""
    for alike in _alike(rows):
        names = [name for name in alike[0] if name != "id"]
        new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        statement = update(table).where(table.c.id == bindparam("row_id")).values(new)
        values = [{"row_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in alike]
        session.execute(statement, values)


def delete_rows(session: Session, table: Table, ids: Iterable[int]) -> None:
    """Remove the rows of these ids."""
    for chunk in chunks(sorted(set(ids))):
        session.execute(delete(table).where(table.c.id.in_(chunk)))


def _moments(table: Table, named: Mapping[str, Any]) -> dict[str, datetime]:
    """What the clock says, for columns that would ask it row by row: rows written together share a moment."""
    return {
        column.name: cast(Any, column.default).arg(None)
        for column in table.c
        if column.name not in named
        and isinstance(column.type, UtcDateTime)
        and isinstance(column.default, CallableColumnDefault)
    }


def _alike(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Rows that name the same columns, together: one statement serves them all."""
    groups: dict[frozenset[str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[frozenset(row)].append(row)
    yield from groups.values()
