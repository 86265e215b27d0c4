"""Fields that conditions may ask about: the record's own, those of what it points to, custom ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, String, inspect
from sqlalchemy.orm import Mapper, RelationshipDirection, Session

from db.types import ExactDecimal, Scaled
from domain.core.custom_definition import Definition, definitions
from domain.core.custom_field import CustomKind
from domain.core.entity import Entity
from domain.organisation.unit import Unit

TECHNICAL = frozenset(
    {"id", "version", "custom", "state", "source", "source_ref", "batch_row", "batch_id", "counts"}
)
"""Columns that say nothing a rule could rest on."""


class Sort(StrEnum):
    """What a field holds, as far as comparing it goes."""

    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    TEXT = "text"
    UNIT = "unit"
    RECORD = "record"
    """Another record, named by its code or number."""


OF_CUSTOM = {
    CustomKind.NUMBER: Sort.NUMBER,
    CustomKind.MONEY: Sort.NUMBER,
    CustomKind.DAY: Sort.DAY,
    CustomKind.FLAG: Sort.FLAG,
    CustomKind.CHOICE: Sort.CHOICE,
    CustomKind.TEXT: Sort.TEXT,
    CustomKind.UNIT: Sort.UNIT,
    CustomKind.PERSON: Sort.RECORD,
}


@dataclass(frozen=True)
class ConditionField:
    """One field. `path` is `amount`, `customer.region` or `custom.risk_class`."""

    path: str
    sort: Sort
    label_keys: tuple[str, ...]
    """Keys of the labels that name it, from the outside in."""
    choices: tuple[Any, ...] = ()
    """Members of an enum, or choices of a code list."""
    target: type[Any] | None = None
    """Entity of the record or unit it holds."""
    link: Column[Any] | None = None
    """The foreign key that leads to the record whose field it is; none: its own."""
    column: Column[Any] | None = None
    definition: Definition | None = field(default=None, compare=False)


def fields_of(session: Session, kind: type[Entity]) -> dict[str, ConditionField]:
    """Every field of a kind of record, by path."""
    mapper = inspect(kind)
    found = {one.path: one for one in _own(mapper, kind.__name__)}
    for relation in mapper.relationships:
        target = relation.mapper
        if relation.direction is RelationshipDirection.MANYTOONE and target.class_ is not Unit:
            (link,) = (column for column in relation.local_columns if isinstance(column, Column))
            above = (f"{kind.__name__}.{relation.key}",)
            found |= {one.path: one for one in _own(target, relation.key, above, link)}
    found |= {one.path: one for one in map(_custom, definitions(session, kind.__name__)) if one is not None}
    return found


def key_column(kind: type[Any]) -> Column[Any] | None:
    """The column that names a record of this kind to people and to other portals: its code or number."""
    table = inspect(kind).local_table
    return next((table.c[name] for name in ("code", "number") if name in table.c), None)


def _own(
    mapper: Mapper[Any], start: str, above: tuple[str, ...] = (), link: Column[Any] | None = None
) -> Iterator[ConditionField]:
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if attribute.key in TECHNICAL or not isinstance(column, Column):
            continue
        path = attribute.key if link is None else f"{start}.{attribute.key}"
        labels = (*above, f"{mapper.class_.__name__}.{attribute.key}")
        target = _target(column)
        sort = _sort(column, target)
        if sort is not None:
            choices = tuple(column.type.enum_class or ()) if isinstance(column.type, Enum) else ()
            yield ConditionField(path, sort, labels, choices, target, link, column)


def _sort(column: Column[Any], target: type[Any] | None) -> Sort | None:
    if column.foreign_keys:
        if target is Unit:
            return Sort.UNIT
        return Sort.RECORD if target is not None and key_column(target) is not None else None
    kinds: tuple[tuple[type | tuple[type, ...], Sort], ...] = (
        (Enum, Sort.CHOICE),
        (Boolean, Sort.FLAG),
        (Date, Sort.DAY),
        ((Scaled, ExactDecimal, Integer), Sort.NUMBER),
        (String, Sort.TEXT),
    )
    return next((sort for kind, sort in kinds if isinstance(column.type, kind)), None)


def _target(column: Column[Any]) -> type[Any] | None:
    tables = {key.column.table for key in column.foreign_keys}
    mapped = (mapper for mapper in Entity.registry.mappers if mapper.local_table in tables)
    return next((mapper.class_ for mapper in mapped), None)


def _custom(one: Definition) -> ConditionField | None:
    sort = OF_CUSTOM.get(one.kind)
    if sort is None:
        return None
    return ConditionField(
        one.word, sort, (one.label_key,), choices=one.choices, target=one.target, definition=one
    )
