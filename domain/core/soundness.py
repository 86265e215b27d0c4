"""What every record must satisfy, read off its mapping: required fields, longest texts, unique values.

The database refuses the same, but only this says which field is at fault and how to mend it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, UniqueConstraint, inspect, select
from sqlalchemy.orm import Session

from domain.core.entity import Entity
from domain.core.errors import Missing, RuleBroken


class AlreadyUsed(RuleBroken):
    """Another record has the value that tells records apart."""

    text = "{field_name}: “{value}” is already used by another record."


class TooLong(RuleBroken):
    """The text does not fit."""

    text = "{field_name}: at most {most} characters, not {found}."


def require_sound(session: Session, record: Entity) -> None:
    """Raise for the first field that is missing, too long, or used elsewhere. Call it before the flush."""
    with session.no_autoflush:
        for attribute in inspect(type(record)).column_attrs:
            _require_value(record, attribute.key, attribute.columns[0])
        for keys in _unique(type(record)):
            _require_unused(session, record, keys)


def _require_value(record: Entity, key: str, column: Any) -> None:
    value = getattr(record, key)
    filled_in = column.default is not None or column.primary_key
    empty = value is None or (isinstance(value, str) and not value.strip())
    if empty and not column.nullable and not filled_in:
        raise Missing(field=key, field_name=f"{type(record).__name__}.{key}")
    most = getattr(column.type, "length", None)
    if most and isinstance(value, str) and len(value) > most:
        raise TooLong(field=key, field_name=f"{type(record).__name__}.{key}", most=most, found=len(value))


def _unique(kind: type[Entity]) -> Iterator[tuple[str, ...]]:
    """Attributes whose values together tell records apart."""
    mapper = inspect(kind)
    table = mapper.local_table
    if not isinstance(table, Table):
        return
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(mapper.get_property_by_column(column).key for column in constraint.columns)
    for column in table.columns:
        if column.unique:
            yield (mapper.get_property_by_column(column).key,)


def _require_unused(session: Session, record: Entity, keys: tuple[str, ...]) -> None:
    values = {key: getattr(record, key) for key in keys}
    if any(value is None for value in values.values()):
        return
    columns = inspect(type(record)).columns
    same: list[ColumnElement[bool]] = [columns[key] == value for key, value in values.items()]
    if record.id is not None:
        same.append(columns["id"] != record.id)
    # The table, not the entity: also a record that the actor may not see keeps its number.
    if session.execute(select(columns["id"]).where(*same).limit(1)).first():
        name, value = keys[-1], values[keys[-1]]
        raise AlreadyUsed(field=name, field_name=f"{type(record).__name__}.{name}", value=value)
