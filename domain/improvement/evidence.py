"""Proof that a measure was carried out."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import LongText
from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.stored_file import StoredFile, readers
from domain.core.visibility import BelongsToUnit
from domain.organisation.person import Person

if TYPE_CHECKING:
    from domain.improvement.measure import ImprovementMeasure


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


def name_as_evidence(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called where it proves a measure that the actor may see."""
    if not actor.may(Permission.ISSUES_READ):
        return None
    return session.scalar(select(Evidence.name).where(Evidence.file_id == file_id).limit(1))


readers.append(name_as_evidence)
