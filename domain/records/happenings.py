"""What happened to a record, the latest first: steps, changes, comments, files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session, selectinload

from domain.core.custom_definition import PREFIX, definitions
from domain.core.entity import Entity
from domain.core.field_access import BULLET, SHOWN_OF_MASKED, FieldAccess, access_to
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.core.visibility import Confidential, actor_of
from domain.core.workflow import WorkflowEntity
from domain.records.attachment import Attachment
from domain.records.comment import Comment, Mention

HIDDEN_PAIR = [BULLET * SHOWN_OF_MASKED, BULLET * SHOWN_OF_MASKED]
"""Of a masked field one learns that it changed."""


class HappeningKind(StrEnum):
    """What kind of thing happened."""

    STEP = "step"
    CHANGE = "change"
    COMMENT = "comment"
    FILE = "file"
    IMPORT = "import"
    ALERT = "alert"


@dataclass(frozen=True)
class Happening:
    """One line of the stream. `about` is what tells the rest: a journal line, a comment, a file ..."""

    at: datetime
    kind: HappeningKind
    who: str
    about: Any


@dataclass(frozen=True)
class Removal:
    """A file was taken away."""

    attachment: Attachment
    reason: str


def changes_of(session: Session, actor: Actor, record: Entity, most: int) -> list[JournalEntry]:
    """The record's lines of the journal, without the values of fields that are not open to the actor."""
    query = select(JournalEntry).where(
        JournalEntry.entity == type(record).__name__, JournalEntry.entity_id == record.id
    )
    lines = session.scalars(query.order_by(JournalEntry.seq.desc()).limit(most)).all()
    known = definitions(session, type(record).__name__)
    # Of a field that is defined no more, nobody can say any more who may see it.
    open_to = {one.word for one in known if one.open_to(actor)}
    return [_as_open(line, open_to, actor, type(record)) for line in lines]


def _as_open(line: JournalEntry, own: set[str], actor: Actor, kind: type[Entity]) -> JournalEntry:
    changes: dict[str, Any] = {}
    for name, pair in (line.changes or {}).items():
        access = access_to(actor, kind, name)
        if access is FieldAccess.HIDDEN or (name.startswith(PREFIX) and name not in own):
            continue
        changes[name] = HIDDEN_PAIR if access is FieldAccess.MASKED else pair
    if changes == (line.changes or {}):
        return line
    values = {column.key: getattr(line, column.key) for column in inspect(JournalEntry).column_attrs}
    return JournalEntry(**values | {"changes": changes})


def steps_and_changes(session: Session, actor: Actor, record: Entity, most: int) -> Iterator[Happening]:
    """What the journal tells."""
    steps = (
        {step.name for step in record.workflow.steps} if isinstance(record, WorkflowEntity) else frozenset()
    )
    for line in changes_of(session, actor, record, most):
        kind = HappeningKind.STEP if line.action in steps else HappeningKind.CHANGE
        yield Happening(line.at, kind, line.actor, line)


def comments_of(session: Session, record: Entity, most: int) -> Sequence[Comment]:
    """What was said about the record, the latest first, with who said it and whom it names."""
    query = (
        select(Comment)
        .where(
            Comment.entity == type(record).__name__,
            Comment.entity_id == record.id,
            Comment.archived_at.is_(None),
            *_heard(session, record, Comment.at),
        )
        .options(selectinload(Comment.author), selectinload(Comment.mentions).selectinload(Mention.user))
        .order_by(Comment.at.desc(), Comment.id.desc())
    )
    return session.scalars(query.limit(most)).all()


def files_of(session: Session, record: Entity) -> Sequence[Attachment]:
    """Every version of every file that is still there: by name, the latest version first."""
    query = (
        _attachments(session, record)
        .where(Attachment.archived_at.is_(None))
        .order_by(Attachment.name, Attachment.number.desc())
    )
    return session.scalars(query).all()


def comments_and_files(session: Session, actor: Actor, record: Entity, most: int) -> Iterator[Happening]:
    """What people said and added, and what was taken away again."""
    del actor  # whoever reads the record reads what was said about it
    for said in comments_of(session, record, most):
        yield Happening(said.at, HappeningKind.COMMENT, said.author.display_name, said)
    files = session.scalars(_attachments(session, record).order_by(Attachment.id.desc()).limit(most)).all()
    for file in files:
        yield Happening(file.at, HappeningKind.FILE, file.by.display_name, file)
    removed = {file.id: file for file in files if file.archived_at is not None}
    lines = select(JournalEntry).where(
        JournalEntry.entity == Attachment.__name__,
        JournalEntry.entity_id.in_(removed),
        JournalEntry.action == "archived",
    )
    for line in session.scalars(lines) if removed else ():
        about = Removal(removed[line.entity_id or 0], line.reason)
        yield Happening(line.at, HappeningKind.FILE, line.actor, about)


def _attachments(session: Session, record: Entity) -> Any:
    return (
        select(Attachment)
        .where(
            Attachment.entity == type(record).__name__,
            Attachment.entity_id == record.id,
            *_heard(session, record, Attachment.at),
        )
        .options(selectinload(Attachment.by), selectinload(Attachment.file))
    )


def _heard(session: Session, record: Entity, at: Any) -> list[ColumnElement[bool]]:
    """What was said and added before a confidential record was opened to somebody stays among the others."""
    since = record.heard_from(session, actor_of(session)) if isinstance(record, Confidential) else None
    return [] if since is None else [at >= since]
