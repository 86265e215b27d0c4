"""The journal keeps ids and codes; people read names. One look per kind of record, for all lines shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from domain import entities
from domain.core.custom_definition import PREFIX, Definition, definitions
from domain.core.journal import JournalEntry
from domain.core.kinds import target_of
from ui import table
from ui.fields import CustomColumn, kind_of
from ui.titles import title

Names = Mapping[tuple[str, Any], str]
"""(entity, id) -> what the record is called now; (custom field, kept value) -> what it says."""


def linked_names(changes: Sequence[JournalEntry], session: Session) -> Names:
    """The names of all records that these lines link to, and the words of all values of custom fields."""
    custom = _custom_fields(changes, session)
    wanted: dict[type[Any], set[int]] = {}
    for entry in changes:
        for target, values in _links(entry, custom):
            wanted.setdefault(target, set()).update(one for one in values if isinstance(one, int))
    names: dict[tuple[str, Any], str] = {
        (target.__name__, record.id): title(record)
        for target, ids in wanted.items()
        for record in session.scalars(select(target).where(target.id.in_(ids)))
    }
    return names | dict(_said(changes, custom, names))


def link_target(entity: str, column: str) -> type[Any] | None:
    """The entity that a foreign key of an entity leads to."""
    kind = getattr(entities, entity, None)
    if kind is None or column not in inspect(kind).columns:
        return None
    return target_of(kind, column)


def _custom_fields(changes: Sequence[JournalEntry], session: Session) -> dict[str, Definition]:
    kinds = {
        entry.entity for entry in changes if any(name.startswith(PREFIX) for name in entry.changes or {})
    }
    return {one.label_key: one for one in definitions(session) if one.entity in kinds} if kinds else {}


def _links(
    entry: JournalEntry, custom: Mapping[str, Definition]
) -> Iterator[tuple[type[Any], Sequence[Any]]]:
    for column, values in (entry.changes or {}).items():
        if isinstance(values, list):
            field = custom.get(f"{entry.entity}.{column}")
            target = field.target if field else link_target(entry.entity, column)
            if target is not None:
                yield target, values


def _said(
    changes: Sequence[JournalEntry], custom: Mapping[str, Definition], names: Names
) -> Iterator[tuple[tuple[str, Any], str]]:
    for entry in changes:
        for column, values in (entry.changes or {}).items():
            field = custom.get(f"{entry.entity}.{column}")
            if field is not None and isinstance(values, list):
                for value in values:
                    yield (field.label_key, value), _words(field, value, names)


def _words(field: Definition, value: Any, names: Names) -> str:
    if field.target is not None and value is not None:
        return names.get((field.target.__name__, value), f"#{value}")
    return table.text(field.read_kept(value), kind_of(CustomColumn(object, field)))
