"""Custom fields of records, as fields of an import.

While rows are compared, each stands beside the mapped columns under its word (`custom.<key>`), as the value
it means; stored, all of a record are one JSON.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from db.types import MONEY_PLACES
from domain.core.custom_definition import LINKS, PREFIX, Definition
from domain.core.custom_field import CustomKind
from domain.core.custom_values import split, to_keep
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, FactSpec, FieldKind, FieldSpec
from domain.core.journal import CUSTOM
from domain.core.rounding import rounded
from domain.intake.choices import parse_boolean

READ_AS = {
    CustomKind.TEXT: FieldKind.TEXT,
    CustomKind.LONG_TEXT: FieldKind.TEXT,
    CustomKind.WEB_LINK: FieldKind.TEXT,
    CustomKind.NUMBER: FieldKind.QUANTITY,
    CustomKind.MONEY: FieldKind.MONEY,
    CustomKind.DAY: FieldKind.DATE,
    CustomKind.FLAG: FieldKind.BOOLEAN,
    CustomKind.CHOICE: FieldKind.CHOICE,
    CustomKind.PERSON: FieldKind.PERSON,
    CustomKind.UNIT: FieldKind.UNIT,
}
"""How the cells of each kind are read; a file inside a file is not."""


@dataclass(frozen=True, kw_only=True)
class CustomFieldSpec(FieldSpec):
    """A custom field of the fact; its `attribute` is its word."""

    definition: Definition


def field_of(one: Definition) -> CustomFieldSpec:
    """The custom field as a field of an import; a choice is told by its code or either name."""
    return CustomFieldSpec(
        name=one.word, attribute=one.word, kind=READ_AS[one.kind], definition=one,
        aliases=tuple(dict.fromkeys((one.name_zh, one.name_en, one.key))),
        choices={
            text: choice.code
            for choice in one.choices
            for text in (choice.code, choice.name_zh, choice.name_en)
        },
    )  # fmt: skip


def custom_fields(spec: FactSpec) -> Iterator[CustomFieldSpec]:
    """Those of the fact's fields that people added."""
    return (item for item in spec.fields if isinstance(item, CustomFieldSpec))


def unfolded(spec: FactSpec, columns: Columns) -> Columns:
    """The columns of a stored record, with each custom value under its word too."""
    if CUSTOM not in columns:
        return columns
    kept = columns[CUSTOM] or {}
    words = {
        item.name: _meant(item.definition, kept.get(item.definition.key)) for item in custom_fields(spec)
    }
    return columns | words


def revived_words(spec: FactSpec, before: Columns) -> Columns:
    """Values of custom fields as the journal keeps them (`custom.<key>`), as what they mean."""
    return {
        item.name: _meant(item.definition, before[item.name])
        for item in custom_fields(spec)
        if item.name in before
    }


def sound(spec: FactSpec, columns: Columns, *, new: bool) -> tuple[Columns, Columns]:
    """Own columns, and checked custom values by their word.

    A new record has the preset of a field about which its row says nothing. Raises the RuleBroken of the
    first value that its field does not hold.
    """
    own, custom = split(columns)
    checked: Columns = {}
    for item in custom_fields(spec):
        value = custom[item.definition.key]
        if item.definition.kind in LINKS:
            checked[item.name] = value  # looked up already, or to be created
            continue
        if value is None and new:
            value = _preset(item.definition)
        checked[item.name] = _checked(item.definition, value)
    return own, checked


def folded(spec: FactSpec, columns: Columns, stored: Mapping[str, Any] | None) -> Columns:
    """Columns as their table has them: custom values laid over what the record keeps, nothing taken out."""
    own, custom = split(columns)
    if not custom:
        return own
    kept = dict((stored or {}).get(CUSTOM) or {})
    for item in custom_fields(spec):
        key, plain = item.definition.key, to_keep(item.definition, custom[item.definition.key])
        kept.pop(key, None)
        if plain is not None:
            kept[key] = plain
    return own | {CUSTOM: kept}


def without_words(columns: Columns | None) -> Columns | None:
    """A stored record as its table has it."""
    return columns and split(columns)[0]


def plain_value(item: CustomFieldSpec, value: Any) -> Any:
    """The value as its record keeps it."""
    return to_keep(item.definition, value)


def preset_words(spec: FactSpec) -> Columns:
    """What a new record has in fields about which nothing is said."""
    presets = {
        item.name: _preset(item.definition)
        for item in custom_fields(spec)
        if item.definition.kind not in LINKS
    }
    return {name: value for name, value in presets.items() if value is not None}


def kept_value(item: CustomFieldSpec, value: Any) -> Any:
    """The value as it would be kept and read again; the RuleBroken that says why not."""
    return value if item.definition.kind in LINKS else _checked(item.definition, value)


def _checked(one: Definition, value: Any) -> Any:
    if isinstance(value, Decimal):
        value = rounded(value, MONEY_PLACES)
    return _meant(one, to_keep(one, value))


def _meant(one: Definition, kept: Any) -> Any:
    """What a kept value means; a choice is its code."""
    return kept or None if one.kind is CustomKind.CHOICE else one.read_kept(kept)


def _preset(one: Definition) -> Any:
    """What is preset, if it (still) fits."""
    try:
        if one.kind is CustomKind.FLAG:
            return parse_boolean(one.preset)
        return _checked(one, one.preset)
    except DomainError:
        return None


def word_of(name: str, entity: str) -> str:
    """The key under which a field's name is found: custom ones are called by the kind of record."""
    return f"{entity}.{name}" if name.startswith(PREFIX) else name
