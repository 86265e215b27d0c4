"""An empty file for a fact: every field that the person may bring in, an example, and what may be entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from db.settings import settings
from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec
from domain.core.language import label, translate
from domain.core.permission import Actor, Permission
from domain.intake.bad_value import BadValue
from domain.intake.choices import parse_choice
from domain.intake.custom_fields import CustomFieldSpec
from domain.intake.may_import import permission_to_import
from domain.intake.spec_of import spec_of
from domain.organisation.unit import ROOT_CODE, Unit

FLAGS = {"zh_CN": ("是", "否"), "en": ("yes", "no")}
NUMBERS: Mapping[FieldKind, Decimal] = {
    FieldKind.MONEY: Decimal(1000),
    FieldKind.QUANTITY: Decimal(10),
    FieldKind.RATIO: Decimal("0.1"),
}


@dataclass(frozen=True)
class TemplateColumn:
    """One column of the empty file."""

    heading: str
    kind: FieldKind
    required: bool
    example: Any
    """Text, Decimal or day."""
    allowed: tuple[str, ...]
    """What may be entered; empty where that is no list."""


@dataclass(frozen=True)
class Template:
    """The empty file of one fact in one language."""

    fact: str
    title: str
    language: str
    columns: Sequence[TemplateColumn]
    rows: Sequence[Sequence[Any]] = ()
    """What it is filled with; nothing: one row of examples."""


def template_of(session: Session, actor: Actor, fact: str, language: str, today: date) -> Template:
    """What to fill in, in the order in which the import shows it. UnknownFact if there is none."""
    permission = permission_to_import(fact)
    actor.require(permission)
    spec = spec_of(session, actor, fact)
    units = (
        _units(session, actor, permission)
        if any(item.kind is FieldKind.UNIT for item in spec.open_fields)
        else ()
    )
    columns = [_column(spec, item, units, language, today) for item in spec.open_fields]
    return Template(fact, label(f"entity.{spec.entity.__name__}", language), language, columns)


def _column(
    spec: FactSpec, item: FieldSpec, units: tuple[str, ...], language: str, today: date
) -> TemplateColumn:
    allowed = _allowed(spec, item, units, language)
    heading = label(f"{spec.entity.__name__}.{item.name}", language)
    required = item.required or (isinstance(item, CustomFieldSpec) and item.definition.required)
    return TemplateColumn(heading, item.kind, required, _example(item, allowed, language, today), allowed)


def _units(session: Session, actor: Actor, permission: Permission) -> tuple[str, ...]:
    """Codes of the units for which rows may come in, the company itself first."""
    unit = table_of(Unit)
    rows = session.execute(select(unit.c.id, unit.c.code).where(unit.c.archived_at.is_(None)))
    codes = [row.code for row in rows if actor.may(permission, row.id)]
    return tuple(sorted(codes, key=lambda code: (code != ROOT_CODE, code)))


def _allowed(spec: FactSpec, item: FieldSpec, units: tuple[str, ...], language: str) -> tuple[str, ...]:
    if item.kind is FieldKind.UNIT:
        return units
    if item.kind is FieldKind.BOOLEAN:
        return FLAGS[language]
    if isinstance(item, CustomFieldSpec):
        offered = (one for one in item.definition.choices if one.offered)
        return tuple(one.name_zh if language == "zh_CN" else one.name_en for one in offered)
    values = dict.fromkeys(item.choices.values())
    members = _members(spec, item)
    return tuple(worded(item, value, members.get(value), language) for value in values)


def _members(spec: FactSpec, item: FieldSpec) -> dict[str, Any]:
    if item.attribute is None:
        return {}
    kind = getattr(table_of(spec.entity).c[item.attribute].type, "enum_class", None)
    return {str(member.value): member for member in kind or ()}


def worded(item: FieldSpec, value: str, member: Any, language: str) -> str:
    """The choice as screens call it, if an import understands that; else as it is kept."""
    if member is not None:
        said = label(member, language)
        try:
            if parse_choice(said, item.choices) == value:
                return said
        except BadValue:
            pass
    return value


def _example(item: FieldSpec, allowed: tuple[str, ...], language: str, today: date) -> Any:
    if allowed:
        return allowed[0]
    if item.kind in NUMBERS:
        return NUMBERS[item.kind]
    if item.kind in (FieldKind.DATE, FieldKind.MONTH):
        return today.replace(day=1) if item.kind is FieldKind.MONTH else today
    if item.kind is FieldKind.MOMENT:
        return datetime.combine(today, time(9))
    if item.kind is FieldKind.CURRENCY:
        return settings().currency
    if item.kind is FieldKind.TEXT:
        return "https://example.com" if _is_address(item) else translate("Example", language)
    return f"{translate('EXAMPLE', language)}-001"


def _is_address(item: FieldSpec) -> bool:
    return isinstance(item, CustomFieldSpec) and item.definition.kind.value == "web_link"
