"""Records that people keep by hand, as something that can come in from a file: read off their mapping."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, Enum, Integer, String, Text, inspect
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from db.types import MONEY_PLACES, KindOfRecord, Scaled, UtcDateTime
from domain.core.entity import Entity
from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec, words
from domain.core.language import label
from domain.core.permission import Actor, Permission
from domain.core.workflow import WorkflowEntity
from domain.intake.references import KINDS

OWN_LIFE = frozenset({*Entity.__annotations__, *WorkflowEntity.__annotations__, "to_be_completed"})
"""Columns that tell of a record's life in the portal."""
SHORT = 80
"""Characters up to which a text is a code: leading zeros and all."""

Add = Callable[[Session, Actor, dict[str, Any], datetime], Entity]
"""(session, actor, values by attribute, now) -> the new record; raises what its verb refuses."""


@dataclass(frozen=True, kw_only=True)
class RecordSpec(FactSpec):
    """A kind of record that is written by its verbs, so that every rule and guard of theirs holds.

    `key` are the fields by which people tell the records apart; `add` replaces `create`.
    """

    permission: Permission
    add: Add | None = None


def record_spec(
    name: str,
    entity: type[Entity],
    key: tuple[str, ...],
    *,
    headers: Mapping[str, str] | None = None,
    left_out: frozenset[str] = frozenset(),
    brought: frozenset[str] = frozenset(),
    add: Add | None = None,
) -> RecordSpec:
    """The kind of record with every column that a cell can hold; `headers`: other names people give them.

    What the journal does not keep no file brings, but for what `brought` names.
    """
    if entity.write_permission is None and not key:
        raise ValueError(f"nobody writes {entity.__name__} by hand")
    known = {name: words(said) for name, said in (headers or {}).items()}
    fields = tuple(
        replace(item, aliases=known.get(item.name, ()))
        for item in _fields(entity, left_out | (entity.unjournalled - brought))
    )
    return RecordSpec(
        name=name, entity=entity, fields=fields, key=key, prepare=lambda row, stored: {},
        permission=entity.write_permission or Permission.CONFIGURATION_WRITE, add=add,
    )  # fmt: skip


def _fields(entity: type[Entity], left_out: frozenset[str]) -> Iterator[FieldSpec]:
    for attribute in inspect(entity).column_attrs:
        column = attribute.columns[0]
        if attribute.key in OWN_LIFE | left_out or not isinstance(column, Column):
            continue
        kind = _kind(column)
        if kind is not None:
            yield FieldSpec(
                name=attribute.key.removesuffix("_id") if column.foreign_keys else attribute.key,
                attribute=attribute.key, kind=kind, choices=_choices(column),
                required=not column.nullable and column.default is None,
            )  # fmt: skip


def _kind(column: Column[Any]) -> FieldKind | None:
    if column.foreign_keys:
        targets = {key.column.table for key in column.foreign_keys}
        return next((kind for kind, where in KINDS.items() if where.table in targets), None)
    for kinds, kind in _READ_AS:
        if isinstance(column.type, kinds):
            return kind
    if isinstance(column.type, Scaled):
        return FieldKind.MONEY if column.type.places == MONEY_PLACES else FieldKind.RATIO
    if isinstance(column.type, String):
        short = column.type.length is not None and column.type.length <= SHORT
        return FieldKind.CODE if short else FieldKind.TEXT
    return None


_READ_AS: tuple[tuple[type[Any], FieldKind], ...] = (
    (KindOfRecord, FieldKind.CODE),
    (Enum, FieldKind.CHOICE),
    (Text, FieldKind.TEXT),
    (Boolean, FieldKind.BOOLEAN),
    (UtcDateTime, FieldKind.MOMENT),
    (Date, FieldKind.DATE),
    (Integer, FieldKind.QUANTITY),
)


def _choices(column: Column[Any]) -> dict[str, str]:
    """What screens call a choice, in every language, and how it is kept."""
    members = getattr(column.type, "enum_class", None) or ()
    return {
        said: str(member.value)
        for member in members
        for said in (str(member.value), *(label(member, language) for language in LANGUAGES))
    }
