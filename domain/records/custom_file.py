"""Files in fields that people added: whoever sees the field of a record is handed its file."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.custom_definition import Definition, definitions
from domain.core.custom_field import CustomKind
from domain.core.entity import Entity
from domain.core.errors import NotFound
from domain.core.field_access import access_to
from domain.core.permission import Actor
from domain.core.stored_file import StoredFile
from domain.records.subject import kind_named, read_permission


def name_in_custom_field(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called, if a record that the actor may read holds it in a field open to them."""
    fields = [one for one in definitions(session) if one.kind is CustomKind.FILE and one.open_to(actor)]
    held = any(_holds(session, actor, one, file_id) for one in fields)
    return session.scalar(select(StoredFile.name).where(StoredFile.id == file_id)) if held else None


def _holds(session: Session, actor: Actor, field: Definition, file_id: int) -> bool:
    try:
        kind: type[Entity] = kind_named(field.entity)
    except NotFound:
        return False
    if not actor.may(read_permission(kind)) or not access_to(actor, kind, field.word).shows:
        return False
    return session.scalar(select(kind.id).where(field.column(kind) == file_id).limit(1)) is not None
