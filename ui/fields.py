"""A field of a record is its mapped attribute; its type says what it is and how it is treated."""

from dataclasses import dataclass
from enum import Enum as PyEnum
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Date, Enum, Integer, Text
from sqlalchemy.orm import InstrumentedAttribute, RelationshipProperty

from db.types import MONEY_PLACES, KindOfRecord, Scaled, UtcDateTime
from domain.core.custom_definition import Definition
from domain.core.custom_field import CustomKind
from ui.language import in_language, label


@dataclass(frozen=True)
class CustomColumn:
    """A field that people added, where a mapped attribute may stand."""

    class_: type[Any]
    definition: Definition

    @property
    def key(self) -> str:
        """`custom.<key>`: in addresses, widget keys, values and label keys alike."""
        return self.definition.word


Attribute = InstrumentedAttribute[Any]


@dataclass(frozen=True)
class Masked:
    """A field of which this person sees no more than its end; it sorts, filters and adds up nothing."""

    field: Attribute | CustomColumn

    @property
    def class_(self) -> type[Any]:
        """The entity it belongs to."""
        return entity_of(self.field)

    @property
    def key(self) -> str:
        """As unmasked."""
        return self.field.key


Field = Attribute | CustomColumn | Masked


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
    WEB_LINK = "web_link"
    RECORDS = "records"
    """What kind of record: the name of an entity."""
    FILE = "file"


NUMERIC = frozenset({Kind.WHOLE, Kind.MONEY, Kind.QUANTITY, Kind.RATIO})
_KINDS: tuple[tuple[type, Kind], ...] = (
    (KindOfRecord, Kind.RECORDS),
    (Enum, Kind.CHOICE),
    (Boolean, Kind.FLAG),
    (Date, Kind.DAY),
    (UtcDateTime, Kind.INSTANT),
    (Text, Kind.LONG_TEXT),
    (JSON, Kind.DATA),
)


_CUSTOM_KINDS = {
    CustomKind.NUMBER: Kind.QUANTITY,
    CustomKind.PERSON: Kind.LINK,
    CustomKind.UNIT: Kind.LINK,
}


def kind_of(field: Field) -> Kind:
    """What the field holds."""
    if isinstance(field, Masked):
        return Kind.TEXT
    if isinstance(field, CustomColumn):
        held = field.definition.kind
        return _CUSTOM_KINDS.get(held) or Kind(held.value)
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


NUMBERS = frozenset(
    {
        "attempt",
        "coefficient",
        "hours",
        "item_below",
        "least_score",
        "outside_region",
        "peer_least",
        "points",
        "quota",
        "scale",
        "score",
        "score_below",
        "score_from",
        "z_score",
    }
)
"""Scaled numbers that are neither money nor called a quantity."""


def _scaled(key: str, places: int) -> Kind:
    if "quantity" in key or key in NUMBERS:
        return Kind.QUANTITY
    return Kind.RATIO if places == 8 else Kind.MONEY


def entity_of(field: Field) -> type[Any]:
    """The entity whose records have the field."""
    return cast(type[Any], field.class_)


def key_of(field: Field) -> str:
    """The label key of a field: `Invoice.issued_on`."""
    return f"{field.class_.__name__}.{field.key}"


def name_of(field: Field) -> str:
    """What people call the field."""
    return label(key_of(field))


def target_of(field: Field) -> type[Any]:
    """The entity a link leads to."""
    found = field.definition.target if isinstance(field, CustomColumn) else None
    if not isinstance(field, InstrumentedAttribute):
        if found is None:
            raise TypeError(f"{field.key} leads nowhere")
        return found
    target: type[Any] = field.property.mapper.class_
    return target


def expression_of(field: Field) -> Any:
    """What a query compares, sorts and adds up: a link's foreign key, else the value itself."""
    if isinstance(field, CustomColumn):
        return field.definition.column(field.class_)
    if isinstance(field, Masked):
        raise TypeError(f"{field.key} is masked")
    return stored_in(field)


def places_of(field: Field) -> int:
    """How many digits after the point are kept."""
    kept = field.type if isinstance(field, InstrumentedAttribute) else None
    return kept.places if isinstance(kept, Scaled) else MONEY_PLACES


def longest(field: Field) -> int | None:
    """How many characters fit; None: nobody says."""
    return getattr(field.type, "length", None) if isinstance(field, InstrumentedAttribute) else None


def help_of(field: Field) -> str | None:
    """What the people who defined the field say about it."""
    if isinstance(field, CustomColumn):
        return in_language(field.definition.help_zh, field.definition.help_en) or None
    found = label(f"help.{key_of(field)}")
    return None if found.startswith("help.") else found


def stored_in(field: Field) -> Field:
    """The column that keeps the value: a link's foreign key, else the field itself."""
    if not isinstance(field, InstrumentedAttribute) or kind_of(field) is not Kind.LINK:
        return field
    (column,) = field.property.local_columns
    mapper = field.property.parent
    kept: Field = getattr(field.class_, mapper.get_property_by_column(column).key)
    return kept


def word_of(choice: Any) -> str:
    """The word of a choice in an address: an enum member's value, an item's code."""
    return str(choice.value if isinstance(choice, PyEnum) else choice.code)


def is_optional(field: Field) -> bool:
    """Whether the field may stay empty: a null is allowed, or the model fills it in."""
    kept = stored_in(field)
    if not isinstance(kept, InstrumentedAttribute):
        return not (isinstance(kept, CustomColumn) and kept.definition.required)
    (column,) = kept.property.columns
    return bool(column.nullable or column.default is not None)


def choices_of(field: Field) -> list[Any]:
    """The members a choice can be."""
    if isinstance(field, CustomColumn):
        return [choice for choice in field.definition.choices if choice.offered]
    if isinstance(field, Masked):
        return []
    members = field.type.enum_class
    return list(members) if members is not None else []
