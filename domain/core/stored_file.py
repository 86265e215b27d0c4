"""Files kept by the portal: imported files and evidence, by content."""

import hashlib
from collections.abc import Callable

from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column, undefer

from domain.core.entity import Entity
from domain.core.errors import NotFound, RuleBroken
from domain.core.permission import Actor

LARGEST = 50 * 1024 * 1024


Reader = Callable[[Session, Actor, int], str | None]
"""The name of the file with this id, as something that the actor may see calls it; None if nothing does."""
readers: list[Reader] = []
"""One of each area that keeps files; the area adds it where it declares what refers to them."""


class FileTooLarge(RuleBroken):
    """The file exceeds what the portal keeps."""

    text = "{name} has {size} MB; at most {limit} MB are accepted. Split it or compress the pictures in it."


class StoredFile(Entity):
    """One file's content, named by its SHA-256; the same content is stored once."""

    __tablename__ = "stored_file"

    unjournalled = frozenset({"content"})

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


def keep(session: Session, name: str, content: bytes) -> StoredFile:
    """Store the content, or find it if it is already there."""
    if len(content) > LARGEST:
        raise FileTooLarge(name=name, size=len(content) // 2**20, limit=LARGEST // 2**20)
    sha256 = hashlib.sha256(content).hexdigest()
    known = session.scalars(select(StoredFile).where(StoredFile.sha256 == sha256)).one_or_none()
    if known is None:
        known = StoredFile(sha256=sha256, name=name[:255], size=len(content), content=content)
        session.add(known)
        session.flush()
    return known


def hand_out(session: Session, actor: Actor, file_id: int) -> tuple[str, StoredFile]:
    """The file and its name there, to somebody who may see what it belongs to; else NotFound.

    The same content may have another name elsewhere, which is nobody's business here.
    """
    name = next((said for reader in readers if (said := reader(session, actor, file_id))), None)
    if name is None:
        raise NotFound
    file = session.scalars(
        select(StoredFile).where(StoredFile.id == file_id).options(undefer(StoredFile.content))
    ).one_or_none()
    if file is None:
        raise NotFound
    return name, file
