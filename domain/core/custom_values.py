"""Values of custom fields: checked, and kept with their record."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.types import MONEY_PLACES
from domain.core.custom_definition import LINKS, PREFIX, SCALED, Choice, Definition, definitions
from domain.core.custom_field import CustomKind
from domain.core.entity import Entity
from domain.core.errors import DomainError, Missing, RuleBroken
from domain.core.field_access import require_writable
from domain.core.permission import Actor

LONGEST = {CustomKind.TEXT: 500, CustomKind.LONG_TEXT: 20_000, CustomKind.WEB_LINK: 2_000}


class NotOffered(RuleBroken):
    """The value is not one of those to choose from."""

    text = "{field_name}: “{value}” is not one of the choices."


class NotReadable(RuleBroken):
    """The value cannot be understood as what the field holds."""

    text = "{field_name}: “{value}” does not fit. Expected: {kind}."


class ValueTooLong(RuleBroken):
    """The text is longer than the field keeps."""

    text = "{field_name}: at most {most} characters, not {found}."


class FieldHidden(DomainError):
    """The field is not visible to any role of the person, or is not defined."""

    text = "{field_name} is not open to your role."


def split(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Own columns of the entity, and custom values by the key of their field."""
    own = {name: value for name, value in values.items() if not name.startswith(PREFIX)}
    return own, {name.removeprefix(PREFIX): value for name, value in values.items() if name not in own}


def fill_in(session: Session, actor: Actor, record: Entity, values: Mapping[str, Any]) -> None:
    """Check custom values (by key, as read or as typed) and keep them; raises for the first at fault."""
    known = {one.key: one for one in definitions(session, type(record).__name__)} if values else {}
    kept = dict(record.custom or {})
    for key, value in values.items():
        one = known.get(key)
        if one is None or not one.open_to(actor):
            raise FieldHidden(field=PREFIX + key, field_name=f"{type(record).__name__}.{PREFIX}{key}")
        plain = to_keep(one, value)
        if one.kind in LINKS and plain is not None:
            _require_target(session, one, plain)
        if plain is None and one.required:
            raise Missing(field=one.word, field_name=one.label_key)
        if kept.get(key) != plain:
            require_writable(actor, type(record), (one.word,))
        if plain is None:
            kept.pop(key, None)
        else:
            kept[key] = plain
    if kept != (record.custom or {}):
        record.custom = kept


def to_keep(one: Definition, value: Any) -> Any:
    """The value as JSON keeps it; None for nothing. Raises a RuleBroken that names the field."""
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    if one.kind in LONGEST:
        return _text(one, str(value))
    if one.kind in SCALED:
        return _scaled(one, value)
    if one.kind is CustomKind.CHOICE:
        return _choice(one, value)
    if one.kind is CustomKind.DAY:
        return _day(one, value)
    return bool(value) if one.kind is CustomKind.FLAG else _identity(one, value)


def _text(one: Definition, value: str) -> str:
    most = LONGEST[one.kind]
    if len(value) > most:
        raise ValueTooLong(field=one.word, field_name=one.label_key, most=most, found=len(value))
    if one.kind is CustomKind.WEB_LINK and not value.startswith(("https://", "http://")):
        raise _misfit(one, value)
    return value


def _scaled(one: Definition, value: Any) -> int:
    try:
        scaled = Decimal(str(value).replace(",", "").replace("，", "")).scaleb(MONEY_PLACES)
        if scaled != scaled.to_integral_value() or abs(scaled) >= 10**18:
            raise InvalidOperation
    except InvalidOperation:
        raise _misfit(one, value) from None
    return int(scaled)


def _choice(one: Definition, value: Any) -> str:
    wanted = value.code if isinstance(value, Choice) else str(value)
    for choice in one.choices:
        if wanted in (choice.code, choice.name_zh, choice.name_en):
            return choice.code
    raise NotOffered(field=one.word, field_name=one.label_key, value=wanted)


def _day(one: Definition, value: Any) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError:
        raise _misfit(one, value) from None


def _identity(one: Definition, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise _misfit(one, value) from None


def _misfit(one: Definition, value: Any) -> NotReadable:
    return NotReadable(field=one.word, field_name=one.label_key, value=str(value), kind=one.kind)


def _require_target(session: Session, one: Definition, key: int) -> None:
    target = one.target
    if target is None or session.scalar(select(target.id).where(target.id == key)) is None:
        raise NotOffered(field=one.word, field_name=one.label_key, value=str(key))
