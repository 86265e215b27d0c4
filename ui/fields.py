"""A field of a record is its mapped attribute; its type says what it is and how it is treated."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Enum, Integer, Text
from sqlalchemy.orm import InstrumentedAttribute, RelationshipProperty

from db.types import Scaled, UtcDateTime
from ui.language import label

Field = InstrumentedAttribute[Any]


class Kind(StrEnum):
    """What a value is, as far as showing, asking, filtering and exporting it goes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    WHOLE = "whole"
    MONEY = "money"
    QUANTITY = "quantity"
    RATIO = "ratio"
    MONTH = "month"
    LINK = "link"
    DATA = "data"


NUMERIC = frozenset({Kind.WHOLE, Kind.MONEY, Kind.QUANTITY, Kind.RATIO})
_KINDS: tuple[tuple[type, Kind], ...] = (
    (Enum, Kind.CHOICE),
    (Boolean, Kind.FLAG),
    (Date, Kind.DAY),
    (UtcDateTime, Kind.INSTANT),
    (Text, Kind.LONG_TEXT),
    (JSON, Kind.DATA),
)


def kind_of(field: Field) -> Kind:
    """What the field holds."""
    if isinstance(field.property, RelationshipProperty):
        return Kind.LINK
    kept = field.type
    for column_type, kind in _KINDS:
        if isinstance(kept, column_type):
            return kind
    if isinstance(kept, Scaled):
        return _scaled(field.key, kept.places)
    if isinstance(kept, Integer):
        return Kind.MONTH if "period" in field.key else Kind.WHOLE
    return Kind.TEXT


NUMBERS = frozenset({"attempt", "hours", "outside_region", "points", "scale", "score", "z_score"})
"""Scaled numbers that are neither money nor called a quantity."""


def _scaled(key: str, places: int) -> Kind:
    if "quantity" in key or key in NUMBERS:
        return Kind.QUANTITY
    return Kind.RATIO if places == 8 else Kind.MONEY


def key_of(field: Field) -> str:
    """The label key of a field: `Invoice.issued_on`."""
    return f"{field.class_.__name__}.{field.key}"


def name_of(field: Field) -> str:
    """What people call the field."""
    return label(key_of(field))


def target_of(field: Field) -> type[Any]:
    """The entity a link leads to."""
    target: type[Any] = field.property.mapper.class_
    return target


def stored_in(field: Field) -> Field:
    """The column that keeps the value: a link's foreign key, else the field itself."""
    if kind_of(field) is not Kind.LINK:
        return field
    (column,) = field.property.local_columns
    mapper = field.property.parent
    kept: Field = getattr(field.class_, mapper.get_property_by_column(column).key)
    return kept


def is_optional(field: Field) -> bool:
    """Whether the field may stay empty: a null is allowed, or the model fills it in."""
    (column,) = stored_in(field).property.columns
    return bool(column.nullable or column.default is not None)


def choices_of(field: Field) -> list[Any]:
    """The members a choice can be."""
    members = field.type.enum_class
    return list(members) if members is not None else []
