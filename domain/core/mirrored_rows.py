"""Facts that mirror other records of the portal: all rows of one source, made what they should be."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.derived_rows import keep_rows
from domain.core.entity import Fact
from domain.core.fact_spec import Columns


def write_rows(
    session: Session,
    kind: type[Fact],
    source: str,
    wanted: Mapping[str, Columns],
    *conditions: ColumnElement[bool],
) -> None:
    """Make the rows of a source (of those within the conditions) the wanted ones, by `source_ref`."""
    rows = [{"source": source, "source_ref": ref} | columns for ref, columns in wanted.items()]
    keep_rows(session, kind, stored_rows(session, kind, source, *conditions), rows)


def stored_rows(
    session: Session, kind: type[Fact], source: str, *conditions: ColumnElement[bool]
) -> Iterable[Columns]:
    """The rows of a source as they are."""
    table = table_of(kind)
    query = select(table).where(table.c.source == source, *conditions)
    return [dict(row._mapping) for row in session.execute(query)]
