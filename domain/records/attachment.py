"""Attachments: files kept with a record, every version of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText
from domain.access.user import User
from domain.core.entity import Entity
from domain.core.permission import Actor
from domain.core.stored_file import StoredFile, readers
from domain.records.custom_file import name_in_custom_field
from domain.records.subject import kind_named, read_permission


class Attachment(Entity):
    """One version of one file of one record. The same name again is the next version."""

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("entity", "entity_id", "name", "number"),
        Index("ix_attachment_entity_entity_id", "entity", "entity_id"),
    )

    entity: Mapped[str] = mapped_column(String(80))
    """Name of the kind of record ..."""
    entity_id: Mapped[int]
    """... and which one."""
    name: Mapped[str] = mapped_column(String(255))
    number: Mapped[int]
    """Which version: 1, 2, 3 ..."""
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(120))
    """What the content is, as it was found when it came in."""
    note: Mapped[LongText] = mapped_column(insert_default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime]

    file: Mapped[StoredFile] = relationship(lazy="raise")
    by: Mapped[User] = relationship(lazy="raise")


def name_as_attachment(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called where it is attached to a record that the actor may read."""
    rows = session.execute(
        select(Attachment.entity, Attachment.entity_id, Attachment.name)
        .where(Attachment.file_id == file_id, Attachment.archived_at.is_(None))
        .order_by(Attachment.id.desc())
    ).all()
    for entity in sorted({row.entity for row in rows}):
        kind = kind_named(entity)
        names = {row.entity_id: row.name for row in rows if row.entity == entity}
        if actor.may(read_permission(kind)):
            seen = session.scalar(select(kind.id).where(kind.id.in_(names)).order_by(kind.id).limit(1))
            if seen is not None:
                return str(names[seen])
    return None


readers.extend((name_as_attachment, name_in_custom_field))
