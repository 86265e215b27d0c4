"""What facts, fields and values are called on the screens of an import."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from db.bulk import table_of
from domain.core.errors import DomainError
from domain.core.fact_spec import FactSpec, FieldSpec
from domain.intake.batch import RowOutcome
from domain.intake.custom_fields import CustomFieldSpec
from domain.intake.plan import Fate
from domain.intake.record_registry import records
from domain.intake.registry import FACTS
from ui import formats
from ui.language import current, label, say


def fact_name(fact: str) -> str:
    """The fact as people call its records: 发票, Invoice."""
    spec = FACTS.get(fact) or records().get(fact)
    return label(f"entity.{spec.entity.__name__}") if spec else fact


def outcome_name(outcome: Fate | RowOutcome) -> str:
    """What became of a row, as a heading: catalogues have it as a word inside a sentence."""
    said = label(outcome)
    return said[:1].upper() + said[1:]


def field_name(spec: FactSpec, item: FieldSpec) -> str:
    """The field as the screens of its records call it."""
    return label(f"{spec.entity.__name__}.{item.name}")


def choice_name(item: FieldSpec, value: Any) -> str:
    """A stored choice as the state it becomes: 已过账, Posted; of a code list, by its name."""
    if isinstance(item, CustomFieldSpec):
        named = {
            one.code: one.name_zh if current() == "zh_CN" else one.name_en for one in item.definition.choices
        }
        return named.get(str(value), str(value))
    members = {
        str(member.value): label(member)
        for spec in (*FACTS.values(), *records().values())
        if item in spec.fields and item.attribute
        for member in getattr(table_of(spec.entity).c[item.attribute].type, "enum_class", None) or ()
    }
    return members.get(str(value), str(value))


def value_text(value: Any) -> str:
    """A value out of a file, or stored, as it is shown; a refusal as a sentence."""
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, DomainError):
        return say(value)
    if value is None or value == "":
        return formats.NOTHING
    return next((show(value) for kind, show in SHOWN.items() if isinstance(value, kind)), str(value))


SHOWN: dict[type, Callable[[Any], str]] = {
    bool: formats.flag,
    Decimal: formats.number,
    datetime: formats.instant,
    date: formats.day,
}
