"""Codes of conduct and letters of responsibility: what people promise by their signature."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from db.types import Code, Name
from domain.core.changed import was_changed
from domain.core.clock import business_date, now
from domain.core.code_list import require_key
from domain.core.entity import Entity
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.stored_file import StoredFile, readers
from domain.core.visibility import Confidential
from domain.core.workflow import Workflow
from domain.culture.tell_version import tell_signers
from domain.culture.text_version import TextVersion, version_workflow
from domain.training.course import Course

MOST_DAYS, MOST_MONTHS = 365, 60


class CodeKind(StrEnum):
    """What is signed."""

    CODE_OF_CONDUCT = "code_of_conduct"
    RESPONSIBILITY_LETTER = "responsibility_letter"
    """Letter of responsibility 内控责任书: what somebody answers for, signed anew every year."""


class DaysOutOfRange(RuleBroken):
    """Nobody could keep to it, or it would never be due."""

    text = "{field_name} must be between {least} and {most}."


class ConductCode(Entity):
    """A text that people sign. What it says is in its versions; each new one is signed anew."""

    __tablename__ = "conduct_code"
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER

    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[CodeKind] = mapped_column(insert_default=CodeKind.CODE_OF_CONDUCT)
    name_zh: Mapped[Name]
    name_en: Mapped[Name]
    due_days: Mapped[int] = mapped_column(insert_default=14)
    """Calendar days to sign in, from the day it comes into force or somebody arrives."""
    renewal_months: Mapped[int | None]
    """After how many months a signature must be given anew; None: it holds as long as the version."""
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))
    """The course on it: whoever must sign a new version needs it again."""
    posts: Mapped[list[int]] = mapped_column(JSON, insert_default=list)
    """Ids of posts whose holders must sign; empty: everybody."""
    asked_since: Mapped[date | None]
    """Since when of these posts, where that was changed after the version came into force."""

    course: Mapped[Course | None] = relationship(lazy="raise")
    versions: Mapped[list["ConductCodeVersion"]] = relationship(
        lazy="raise", back_populates="code", order_by="ConductCodeVersion.number"
    )

    def check(self) -> None:
        """A code that fits, days that can be kept; a letter of responsibility is signed every year."""
        require_key(self.code, "ConductCode.code")
        if self.kind is CodeKind.RESPONSIBILITY_LETTER and self.renewal_months is None:
            self.renewal_months = 12
        require_between("ConductCode.due_days", self.due_days, 1, MOST_DAYS)
        require_between("ConductCode.renewal_months", self.renewal_months, 1, MOST_MONTHS)
        if was_changed(self, "posts"):  # whoever is newly asked has their days from today
            self.asked_since = business_date(now())


class ConductCodeVersion(TextVersion, Confidential):
    """One version of a code, with the signed document where there is one."""

    __tablename__ = "conduct_code_version"
    __table_args__ = (UniqueConstraint("code_id", "number"),)
    read_permission = Permission.CULTURE_READ
    write_permission = Permission.CULTURE_ADMINISTER
    belongs_to: ClassVar[str] = "code_id"

    code_id: Mapped[int] = mapped_column(ForeignKey("conduct_code.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)

    code: Mapped[ConductCode] = relationship(lazy="raise", back_populates="versions")
    file: Mapped[StoredFile | None] = relationship(lazy="raise")

    workflow: ClassVar[Workflow["ConductCodeVersion"]] = version_workflow(tell_signers)

    @property
    def content(self) -> tuple[str, ...]:
        """The texts and the document."""
        return (self.text_zh, self.text_en, str(self.file_id or ""))


def require_between(name: str, value: int | None, least: int, most: int) -> None:
    """Refuse a number out of range; none at all is filled in later, or means something of its own."""
    if value is not None and not least <= value <= most:
        raise DaysOutOfRange(field=name.rpartition(".")[2], field_name=name, least=least, most=most)


def name_in_code(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called where it is the document of a version that the actor may read."""
    if not actor.may(Permission.CULTURE_READ):
        return None
    query = select(StoredFile.name).join(ConductCodeVersion, ConductCodeVersion.file_id == StoredFile.id)
    return session.scalar(query.where(StoredFile.id == file_id).limit(1))


readers.append(name_in_code)
