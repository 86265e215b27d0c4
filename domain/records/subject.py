"""The record that something is said about or added to: any kind, under the rights of that kind."""

from typing import Any

from sqlalchemy.orm import Session

from domain.core.editing import find
from domain.core.entity import Entity
from domain.core.errors import NotFound, NotPermitted
from domain.core.kinds import kinds
from domain.core.permission import Actor, Permission
from domain.core.visibility import BelongsToUnit, sees
from domain.messaging.words import Both

NUMBERS = ("number", "ref", "code", "username", "file_name")


def kind_named(name: str) -> type[Entity]:
    """The entity of that name; NotFound when there is none, or when its records are not read on their own."""
    kind = kinds().get(name)
    if kind is None or kind.read_permission is None:
        raise NotFound
    return kind


def readable(session: Session, actor: Actor, entity: str, key: int) -> Entity:
    """The record, to somebody who may read it."""
    kind = kind_named(entity)
    actor.require(read_permission(kind))
    return find(session, kind, key)


def require_adding(actor: Actor, record: Entity) -> None:
    """Only who may change the record, or brings such records in, may add files to it."""
    kind, unit = type(record), unit_of(record)
    if not kind.may_be_added_to(actor, unit):
        needed = kind.write_permission or next(iter(sorted(kind.add_permissions)), read_permission(kind))
        raise NotPermitted(permission=needed)


def may_read(actor: Actor, record: Entity) -> bool:
    """Whether another person would see the record, by the very rules the screens follow."""
    limited = isinstance(record, BelongsToUnit) and actor.units is not None
    elsewhere = limited and unit_of(record) not in (actor.units or ())
    return actor.may(read_permission(type(record))) and not elsewhere and sees(actor, record)


def read_permission(kind: type[Entity]) -> Permission:
    """What it takes to read records of the kind; NotFound where they are not read on their own."""
    if kind.read_permission is None:
        raise NotFound
    return kind.read_permission


def unit_of(record: Entity) -> int | None:
    """The unit that answers for the record, where one does."""
    found: int | None = getattr(record, "unit_id", None)
    return found


def called(record: Any) -> Both:
    """What people call the record: its number and its name, in both languages."""
    number = next((str(text) for name in NUMBERS if (text := getattr(record, name, ""))), f"#{record.id}")
    chinese = next((text for name in ("name_zh", "name", "title") if (text := getattr(record, name, ""))), "")
    english = getattr(record, "name_en", "") or chinese
    return Both(f"{number} {chinese}".strip(), f"{number} {english}".strip())
