"""Bring a pack in, or say what that would do."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from domain.core.errors import DomainError
from domain.core.journal import note, plain
from domain.core.permission import Actor, Permission
from domain.intake.storable import revived
from domain.transfer.known_keys import KnownKeys
from domain.transfer.pack import Item
from domain.transfer.portable import Portable
from domain.transfer.registry import BY_NAME, PORTABLE


class Garbled(DomainError):
    """Somebody wrote into the pack what no portal writes."""

    text = "A value of this record cannot be read; make the pack anew."


class Fate(StrEnum):
    """What becomes of a record of a pack."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One record of the pack, what becomes of it, and which fields change (old, new)."""

    item: Item
    fate: Fate
    changes: dict[str, tuple[Any, Any]]
    refusal: DomainError | None = None


def bring_in(session: Session, actor: Actor, items: Sequence[Item], now: datetime) -> list[Line]:
    """Write every record that may be written; the others are told, and nothing of them is written.

    Records of a key that is known here are changed, others are added; nothing is removed. What needs
    somebody's approval comes in as a draft of the person who brings it in.
    """
    actor.require(Permission.CONFIGURATION_WRITE)
    order = {portable.kind.__name__: at for at, portable in enumerate(PORTABLE)}
    keys = KnownKeys(session)
    lines = [
        _bring(session, actor, item, keys, now) for item in sorted(items, key=lambda one: order[one.kind])
    ]
    counts = {fate.value: sum(line.fate is fate for line in lines) for fate in Fate}
    note(session, "imported", entity="Configuration", changes=counts)
    return lines


def try_out(session: Session, actor: Actor, items: Sequence[Item], now: datetime) -> list[Line]:
    """What `bring_in` would do, found out by doing it and going back."""
    lines: list[Line] = []
    with suppress(_GoBack), session.begin_nested():
        lines = bring_in(session, actor, items, now)
        raise _GoBack
    return lines


class _GoBack(Exception):
    """Leaves a savepoint and undoes what was done in it."""


def _bring(session: Session, actor: Actor, item: Item, keys: KnownKeys, now: datetime) -> Line:
    portable = BY_NAME[item.kind]
    try:
        with session.begin_nested():
            found, values = _resolved(session, portable, item, keys)
            changes = _changes(found, values)
            if found is not None and not changes:
                return Line(item, Fate.SAME, {})
            portable.write(session, actor, found, values, now)
            session.flush()
    except DomainError as refusal:
        return Line(item, Fate.REFUSED, {}, refusal)
    except (ArithmeticError, AttributeError, LookupError, StatementError, TypeError, ValueError):
        return Line(item, Fate.REFUSED, {}, Garbled())
    keys.forget(portable.kind)
    return Line(item, Fate.CHANGED if found is not None else Fate.NEW, changes)


def _resolved(
    session: Session, portable: Portable, item: Item, keys: KnownKeys
) -> tuple[Any, dict[str, Any]]:
    links, kind = portable.links(), portable.kind
    said: Mapping[str, Any] = {**item.key, **item.values}
    if portable.read is not None:
        said = portable.read(said, keys.require)
    values = {
        name: keys.require(links[name], value) for name, value in said.items() if name in links and value
    }
    mapper = inspect(kind)
    plain_values = {name: value for name, value in said.items() if name not in links}
    by_column = {mapper.columns[name].name: value for name, value in plain_values.items()}
    read = revived(mapper.local_table, by_column)  # type: ignore[arg-type]
    values |= {name: read[mapper.columns[name].name] for name in plain_values}
    identity = keys.find(kind, item.key)
    found = session.scalars(select(kind).where(kind.id == identity)).one_or_none() if identity else None
    return found, values


def _changes(found: Any, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    present = {name: getattr(found, name, None) if found is not None else None for name in values}
    return {
        name: (plain(present[name]), plain(value))
        for name, value in values.items()
        if found is None or plain(present[name]) != plain(value)
    }
