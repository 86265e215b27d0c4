"""Proof that a measure was carried out."""

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.stored_file import FileTooLarge, StoredFile, readers
from domain.core.visibility import BelongsToUnit
from domain.organisation.person import Person

if TYPE_CHECKING:
    from domain.improvement.measure import ImprovementMeasure

LARGEST = 20 * 2**20
UTF16 = (b"\xff\xfe", b"\xfe\xff")
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (ZIP,),
    ".xlsx": (ZIP,),
    ".pptx": (ZIP,),
    ".doc": (OLD_OFFICE,),
    ".xls": (OLD_OFFICE,),
    ".ppt": (OLD_OFFICE,),
    ".csv": (),
    ".txt": (),
    ".eml": (),
}
"""Accepted kinds of file, and how their content begins where that can be told."""


class FileEmpty(RuleBroken):
    """There is nothing in the file."""

    text = "{name} is empty."


class FileKindRefused(RuleBroken):
    """Only documents and pictures prove anything, and only they are safe to open."""

    text = "{name} cannot be accepted as evidence. Accepted: {accepted}."


class FileIsNotWhatItSays(RuleBroken):
    """The content contradicts the ending of the name."""

    text = "The content of {name} is not what its ending says. Save it again in its own format."


class Evidence(Entity, BelongsToUnit):
    """One file that proves a measure, under the name its author gave it."""

    __tablename__ = "evidence"

    measure_id: Mapped[int] = mapped_column(ForeignKey("improvement_measure.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    name: Mapped[str] = mapped_column(String(255))
    note: Mapped[LongText] = mapped_column(insert_default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    measure: Mapped["ImprovementMeasure"] = relationship(lazy="raise", back_populates="evidence")
    file: Mapped[StoredFile] = relationship(lazy="raise")
    by: Mapped[Person] = relationship(lazy="raise")


def may_see_evidence(session: Session, actor: Actor, file_id: int) -> bool:
    """Some measure the actor may see is proven by the file."""
    shown = select(Evidence.id).where(Evidence.file_id == file_id).limit(1)
    return actor.may(Permission.ISSUES_READ) and session.scalar(shown) is not None


readers.append(may_see_evidence)


def require_document(name: str, content: bytes) -> None:
    """Refuse what cannot serve as proof: empty, too large, of another kind, or disguised."""
    ending = PurePath(name).suffix.lower()
    if ending not in BEGINNINGS:
        raise FileKindRefused(field="file", name=name, accepted=" ".join(sorted(BEGINNINGS)))
    if not content:
        raise FileEmpty(field="file", name=name)
    if len(content) > LARGEST:
        megabytes = -(-len(content) // 2**20)
        raise FileTooLarge(field="file", name=name, size=megabytes, limit=LARGEST // 2**20)
    if not _genuine(content, BEGINNINGS[ending]):
        raise FileIsNotWhatItSays(field="file", name=name)


def _genuine(content: bytes, beginnings: tuple[bytes, ...]) -> bool:
    # UTF-16 text has zero bytes, as programs have; its byte order mark tells the two apart.
    return content.startswith(beginnings or UTF16) or (not beginnings and b"\x00" not in content[:4096])
