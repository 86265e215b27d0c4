"""Add a file to a record, or the next version of one."""

import unicodedata
from datetime import datetime
from pathlib import PurePath

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.core.document import require_document
from domain.core.editing import find
from domain.core.errors import NotSignedIn, ReasonNeeded, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.core.stored_file import keep
from domain.records.attachment import Attachment
from domain.records.subject import readable, require_adding

LONGEST_NAME = 255


class AlreadyAttached(RuleBroken):
    """The latest version has this very content."""

    text = "{name} is attached already, with the same content (version {number})."


def attach(
    session: Session,
    actor: Actor,
    entity: str,
    key: int,
    *,
    name: str,
    content: bytes,
    note: str = "",
    now: datetime,
) -> Attachment:
    """Keep the file with the record; a file of the same name becomes its next version."""
    record = readable(session, actor, entity, key)
    require_adding(actor, record)
    if actor.user_id is None:
        raise NotSignedIn
    kind = type(record)
    name = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name.strip())[-LONGEST_NAME:]
    media_type = require_document(name, content)
    # Two people adding the same name wait for each other at the record's row.
    session.execute(select(kind.id).where(kind.id == key).with_for_update())
    file = keep(session, name, content)
    latest = _latest(session, entity, key, name)
    if latest is not None and latest.archived_at is None and latest.file_id == file.id:
        raise AlreadyAttached(field="file", name=name, number=latest.number)
    added = Attachment(
        entity=entity, entity_id=key, name=name, number=latest.number + 1 if latest else 1, file_id=file.id,
        media_type=media_type, note=note.strip(), by_id=actor.user_id, at=now,
    )  # fmt: skip
    session.add(added)
    session.flush()
    return added


def remove_attachment(
    session: Session, actor: Actor, attachment_id: int, *, reason: str, now: datetime
) -> None:
    """Take one version out of sight; nobody is handed it any more, and the journal says why."""
    attachment = find(session, Attachment, attachment_id)
    require_adding(actor, readable(session, actor, attachment.entity, attachment.entity_id))
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    explain(attachment, action="archived", reason=reason.strip())
    attachment.archived_at = now
    session.flush()


def _latest(session: Session, entity: str, key: int, name: str) -> Attachment | None:
    same = (Attachment.entity == entity, Attachment.entity_id == key, Attachment.name == name)
    last = select(func.max(Attachment.number)).where(*same).scalar_subquery()
    return session.scalars(select(Attachment).where(*same, Attachment.number == last)).one_or_none()
