"""Every change leaves a line that nobody can edit: who, when, what (old -> new), why, from where.

One listener writes for every entity, in the same transaction, so nobody can forget it. Lines form
a hash chain: each holds the hash of the line before, so that a changed, removed or reordered line
is found, offline too. The database refuses UPDATE and DELETE on the table.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import JSON, Index, String, event, insert, inspect, select, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, UOWTransaction, mapped_column

from db.base import Base
from domain.core.clock import now
from domain.core.entity import Entity
from domain.core.visibility import about_records, actor_of

GENESIS = "0" * 64
CUSTOM = "custom"
"""The column in which a record keeps the values of custom fields."""
NOISE = frozenset({"id", "version", "created_at", "updated_at"})
HASHED = ("seq", "at", "actor_id", "actor", "origin", "entity", "entity_id", "action", "reason", "changes")

_explanations: WeakKeyDictionary[Entity, dict[str, str]] = WeakKeyDictionary()
_savepoints: WeakKeyDictionary[SessionTransaction, int] = WeakKeyDictionary()
"""How many lines waited when each savepoint began."""


@about_records
class JournalEntry(Base):
    """One change of one record."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_entity_entity_id", "entity", "entity_id"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(200))
    origin: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(80))
    entity_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class JournalHead(Base):
    """The end of the chain; locking its row puts writers in a queue."""

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


def explain(entity: Entity, *, action: str, reason: str = "") -> None:
    """Name the pending change; the next flush writes it down under this name."""
    _explanations[entity] = {"action": action, "reason": reason}


def note(
    session: Session,
    action: str,
    *,
    entity: str,
    entity_id: int | None = None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Write down an event that is not a change of one record: a batch, a sign-in, an export."""
    line = {"entity": entity, "entity_id": entity_id, "action": action, "reason": reason}
    _remember(session, line | {"changes": plain(changes or {})})


def plain(value: Any) -> Any:
    """The value as JSON keeps it: decimals and dates as text, enums by value."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | bytes) else value


def digest(previous: str, line: dict[str, Any]) -> str:
    """The hash of a line, given the hash of the line before it."""
    kept = {name: plain(line[name]) for name in HASHED}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_broken(lines: Iterable[dict[str, Any]], start: tuple[int, str] = (0, GENESIS)) -> int | None:
    """The sequence number of the first line that does not follow from the one before; None if all do."""
    seq, previous = start
    for line in lines:
        if (
            line["seq"] != seq + 1
            or line["previous_hash"] != previous
            or digest(previous, line) != line["hash"]
        ):
            return int(line["seq"])
        seq, previous = line["seq"], line["hash"]
    return None


def entries(session: Session) -> Iterator[dict[str, Any]]:
    """All lines in order, as plain dictionaries, streamed."""
    columns = JournalEntry.__table__.c
    rows = session.execute(select(*columns).order_by(columns.seq).execution_options(yield_per=2000))
    for row in rows.mappings():
        yield {name: plain(value) for name, value in row.items()}


@event.listens_for(Session, "after_flush")
def collect_changes(session: Session, _: UOWTransaction) -> None:
    """Remember what the flush wrote; the chain is extended once, just before the commit."""
    for action, records in (
        ("created", session.new),
        ("changed", session.dirty),
        ("deleted", session.deleted),
    ):
        for record in records:
            if isinstance(record, Entity):
                changes = _changes(record, whole=action == "deleted")
                if changes or action == "deleted":
                    said = _explanations.pop(record, {"action": action, "reason": ""})
                    line = {"entity": type(record).__name__, "entity_id": record.id, "changes": changes}
                    _remember(session, said | line)


@event.listens_for(Session, "before_commit")
def extend_chain(session: Session) -> None:
    """Append the collected lines to the chain, inside the transaction that made them.

    Not when a savepoint is released: one around it may still be gone back to.
    """
    session.flush()
    if session.in_nested_transaction():
        return
    pending = session.info.pop("journal", None)
    if not pending:
        return
    head = session.execute(
        select(JournalHead.seq, JournalHead.hash).where(JournalHead.id == 1).with_for_update()
    ).one_or_none()
    if head is None:
        session.execute(insert(JournalHead).values(id=1, seq=0, hash=GENESIS))
    seq, last = head or (0, GENESIS)
    rows = []
    for line in pending:
        seq += 1
        row = line | {"seq": seq, "previous_hash": last}
        row["hash"] = last = digest(last, row)
        rows.append(row)
    session.execute(insert(JournalEntry), rows)
    session.execute(update(JournalHead).where(JournalHead.id == 1).values(seq=seq, hash=last))


@event.listens_for(Session, "after_transaction_create")
def mark_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Remember how much had happened when a savepoint began."""
    if transaction.nested:
        _savepoints[transaction] = len(session.info.get("journal", ()))


@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, transaction: SessionTransaction) -> None:
    """What was rolled back did not happen; what happened before a savepoint did."""
    begun = _savepoints.pop(transaction, None)
    if begun is None:
        session.info.pop("journal", None)
    else:
        del session.info.get("journal", [])[begun:]


def _remember(session: Session, line: dict[str, Any]) -> None:
    actor = actor_of(session)
    who = {"actor_id": actor.user_id, "actor": actor.name, "origin": actor.origin}
    session.info.setdefault("journal", []).append(who | line | {"at": now()})


def _changes(record: Entity, *, whole: bool) -> dict[str, Any]:
    state = inspect(record)
    hidden = record.unjournalled
    changes: dict[str, Any] = {}
    for column in state.mapper.column_attrs:
        if column.key in NOISE:
            continue
        history = state.attrs[column.key].history
        if whole:
            old, new = getattr(record, column.key), None
        elif history.has_changes():
            old, new = (history.deleted or [None])[0], (history.added or [None])[0]
        else:
            continue
        if old is None and new is None:
            continue
        if column.key == CUSTOM:
            changes |= _custom_changes(old or {}, new or {})
        else:
            changes[column.key] = ["***", "***"] if column.key in hidden else [plain(old), plain(new)]
    return changes


def _custom_changes(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """One line per custom field, as if each had a column of its own."""
    return {
        f"{CUSTOM}.{key}": [old.get(key), new.get(key)]
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    }
