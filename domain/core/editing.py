"""The use cases every entity shares: create, edit, archive, restore."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import business_date, now
from domain.core.custom_values import fill_in, split
from domain.core.entity import MANUAL, Entity, Traced
from domain.core.errors import DomainError, NotFound, StaleRecord
from domain.core.field_access import require_writable
from domain.core.journal import CUSTOM, JournalEntry, explain
from domain.core.numbering import NUMBER, numbered
from domain.core.permission import Actor, Permission
from domain.core.soundness import require_sound
from domain.core.visibility import BelongsToUnit
from domain.core.workflow import WorkflowEntity

T = TypeVar("T", bound=Entity)


def find(session: Session, kind: type[T], key: int) -> T:
    """The record, if it exists and the session's actor may see it; else NotFound."""
    record = session.scalars(select(kind).where(kind.id == key)).one_or_none()
    if record is None:
        raise NotFound
    return record


def create(
    session: Session, actor: Actor, permission: Permission, kind: type[T], values: Mapping[str, Any]
) -> T:
    """Add a new, consistent record in a unit where the actor may write.

    `custom.<key>` among the values names a custom field.
    """
    actor.require(permission, values.get("unit_id"))
    own, custom = split(values)
    require_writable(actor, kind, (name for name, value in values.items() if value not in (None, "")))
    record = kind(**own)
    if getattr(record, NUMBER, None) in (None, ""):
        given = numbered(session, kind, own.get("unit_id"), business_date(now()))
        if given is not None:
            setattr(record, NUMBER, given)
    if isinstance(record, Traced) and not record.source_ref:
        record.source, record.source_ref = MANUAL, getattr(record, "number", None) or uuid4().hex
    session.add(record)  # first, so that a check may look at other records
    try:
        with session.no_autoflush:
            require_sound(session, record)
            record.check()
            fill_in(session, actor, record, custom)
    except DomainError:
        session.expunge(record)
        raise
    session.flush()
    return record


def edit(
    session: Session,
    actor: Actor,
    permission: Permission,
    record: Entity,
    values: Mapping[str, Any],
    version: int | None = None,
) -> None:
    """Change fields of a record and keep it consistent.

    `version` is what the form was opened with; StaleRecord names who changed what since then.
    """
    actor.require(permission, getattr(record, "unit_id", None))
    if isinstance(record, BelongsToUnit) and "unit_id" in values:
        actor.require(permission, values["unit_id"])
    require_version(session, record, version)
    own, custom = split(values)
    changed = {name: value for name, value in own.items() if _differs(getattr(record, name), value)}
    before = record.custom
    fill_in(session, actor, record, custom)
    require_writable(actor, type(record), changed)
    if isinstance(record, WorkflowEntity):
        touched = [*changed] if record.custom is before else [*changed, CUSTOM]
        record.workflow.require_editable(record, touched)
    for name, value in changed.items():
        setattr(record, name, value)
    require_sound(session, record)
    record.check()
    session.flush()


def require_version(session: Session, record: Entity, version: int | None) -> None:
    """Raise StaleRecord if the record is no longer what it was at that version (None: whatever it is)."""
    if version is not None and version != record.version:
        raise _stale(session, record)


def _differs(known: Any, value: Any) -> bool:
    """Whether a form says something new; an empty text where nothing was known says nothing."""
    return bool(known != value) and not (known is None and value == "")


def archive(
    session: Session, actor: Actor, permission: Permission, record: Entity, now: datetime, reason: str = ""
) -> None:
    """Take a record out of lists; nothing is deleted."""
    actor.require(permission, getattr(record, "unit_id", None))
    explain(record, action="archived", reason=reason)
    record.archived_at = now
    session.flush()


def restore(session: Session, actor: Actor, permission: Permission, record: Entity) -> None:
    """Bring an archived record back."""
    actor.require(permission, getattr(record, "unit_id", None))
    explain(record, action="restored")
    record.archived_at = None
    session.flush()


def _stale(session: Session, record: Entity) -> StaleRecord:
    last = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.entity == type(record).__name__, JournalEntry.entity_id == record.id)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    ).first()
    if last is None:
        return StaleRecord(who="?", what="?")
    return StaleRecord(who=last.actor, what=tuple(f"{type(record).__name__}.{name}" for name in last.changes))
