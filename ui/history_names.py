"""The journal keeps ids; people read names. One look per kind of record, for all lines shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from domain import entities
from domain.core.journal import JournalEntry
from ui.titles import title

Names = Mapping[tuple[str, int], str]
"""(entity, id) -> what the record is called now."""


def linked_names(changes: Sequence[JournalEntry], session: Session) -> Names:
    """The names of all records that these lines link to."""
    wanted: dict[type[Any], set[int]] = {}
    for entry in changes:
        for target, values in _links(entry):
            wanted.setdefault(target, set()).update(one for one in values if isinstance(one, int))
    return {
        (target.__name__, record.id): title(record)
        for target, ids in wanted.items()
        for record in session.scalars(select(target).where(target.id.in_(ids)))
    }


def link_target(entity: str, column: str) -> type[Any] | None:
    """The entity that a foreign key of an entity leads to."""
    kind = getattr(entities, entity, None)
    if kind is None or column not in inspect(kind).columns:
        return None
    keys = inspect(kind).columns[column].foreign_keys
    tables = {key.column.table.name for key in keys}
    mappers = inspect(kind).registry.mappers
    return next((mapper.class_ for mapper in mappers if mapper.local_table.name in tables), None)


def _links(entry: JournalEntry) -> Iterator[tuple[type[Any], Sequence[Any]]]:
    for column, values in (entry.changes or {}).items():
        target = link_target(entry.entity, column) if isinstance(values, list) else None
        if target is not None:
            yield target, values
