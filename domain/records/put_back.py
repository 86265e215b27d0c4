"""Put an earlier value of a record back, as an ordinary change of today."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, inspect
from sqlalchemy.orm import Session

from db.types import ExactDecimal, Scaled, UtcDateTime
from domain.core.custom_definition import PREFIX, Definition, definitions
from domain.core.editing import edit
from domain.core.entity import Entity
from domain.core.errors import NotFound, RuleBroken
from domain.core.journal import JournalEntry, explain
from domain.core.permission import Actor
from domain.records.subject import readable

PUT_BACK = "put_back"
"""The journal's word for it; the reason is the number of the line the value was taken from."""
NEVER = frozenset(
    {"archived_at", "state", "state_since", "source", "source_ref", "batch_id", "batch_row", "custom"}
)
"""What only a workflow, an import or a verb of its own may change."""


class KeptByThePortal(RuleBroken):
    """Records of this kind come from files or are worked out."""

    text = "Records of this kind are not changed by hand, so nothing can be put back."


class NothingToPutBack(RuleBroken):
    """The record has the value already, or the line holds none."""

    text = "There is nothing to put back: the record has these values already."


def former_values(entry: JournalEntry) -> dict[str, Any]:
    """What the line says the record had before, as the journal keeps it: field -> value."""
    if entry.action == "created":
        return {}
    pairs = {
        name: pair[0]
        for name, pair in (entry.changes or {}).items()
        if isinstance(pair, list) and len(pair) == 2 and pair != ["***", "***"]
    }
    return {name: old for name, old in pairs.items() if name not in NEVER}


def put_back(
    session: Session,
    actor: Actor,
    entity: str,
    key: int,
    *,
    seq: int,
    fields: Collection[str],
    version: int | None = None,
) -> Entity:
    """Give the fields the values they had before line `seq`, under the rules of an edit."""
    record = readable(session, actor, entity, key)
    kind = type(record)
    if kind.write_permission is None:
        raise KeptByThePortal
    entry = session.get(JournalEntry, seq)
    if entry is None or (entry.entity, entry.entity_id) != (entity, key):
        raise NotFound
    custom = {one.word: one for one in definitions(session, entity)}
    former = former_values(entry)
    values = {name: _value(kind, name, former[name], custom) for name in fields if name in former}
    if all(_present(record, name, custom) == value for name, value in values.items()):
        raise NothingToPutBack
    explain(record, action=PUT_BACK, reason=str(seq))
    edit(session, actor, kind.write_permission, record, values, version)
    return record


def _present(record: Entity, name: str, custom: dict[str, Definition]) -> Any:
    return custom[name].read(record) if name in custom else getattr(record, name, None)


def _value(kind: type[Entity], name: str, kept: Any, custom: dict[str, Definition]) -> Any:
    """From what the journal keeps back to the value."""
    if name.startswith(PREFIX):
        return custom[name].read_kept(kept) if name in custom else None
    column = inspect(kind).columns.get(name)
    if column is None:
        raise NotFound
    if kept is None:
        return None
    members = getattr(column.type, "enum_class", None)
    if members is not None:
        return members(kept)
    if isinstance(column.type, Scaled | ExactDecimal):
        return Decimal(str(kept))
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(kept)
    return date.fromisoformat(kept) if isinstance(column.type, Date) else kept
