"""A report that was made: for whom, of which data, and where the files are kept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from domain.access.user import User
from domain.core.entity import Entity
from domain.core.journal import JournalHead
from domain.core.permission import Actor, Permission
from domain.core.stored_file import StoredFile, readers
from domain.core.visibility import BelongsToUnit
from domain.indicators.reading import FigureState
from domain.organisation.unit import Unit
from domain.reporting.pack import PackKind

PDF, XLSX = "pdf", "xlsx"


class ReportIssue(Entity, BelongsToUnit):
    """One report, made with the rights of one person and kept for that person alone."""

    __tablename__ = "report_issue"
    __table_args__ = (Index("ix_report_issue_user_id_made_at", "user_id", "made_at"),)
    read_permission = Permission.INDICATORS_READ

    pack_id: Mapped[int | None] = mapped_column(ForeignKey("report_pack.id"), index=True)
    """The standing order it follows; None: made by hand."""
    what: Mapped[PackKind]
    month: Mapped[int]
    """The month (yyyymm) it tells of."""
    language: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))
    made_at: Mapped[datetime]
    pdf_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    xlsx_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    """What its files are called, without their ending."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what stands in it; the same data give the same."""
    figures_run: Mapped[int]
    """The computation its figures come from ..."""
    journal_seq: Mapped[int]
    """... and the last entry of the journal before it was made."""

    unit: Mapped[Unit] = relationship(lazy="raise")
    user: Mapped[User] = relationship(lazy="raise")
    pdf: Mapped[StoredFile] = relationship(lazy="raise", foreign_keys=pdf_id)
    xlsx: Mapped[StoredFile] = relationship(lazy="raise", foreign_keys=xlsx_id)

    def file_name(self, file_id: int) -> str:
        """What one of its files is called."""
        return f"{self.name}.{PDF if file_id == self.pdf_id else XLSX}"


@dataclass(frozen=True)
class DataVersion:
    """The state of the data a report rests on."""

    figures_run: int
    journal_seq: int


def data_version(session: Session) -> DataVersion:
    """As it is now; one statement."""
    run = select(FigureState.run_id).where(FigureState.id == 1).scalar_subquery()
    written = select(JournalHead.seq).where(JournalHead.id == 1).scalar_subquery()
    found = session.execute(select(func.coalesce(run, 0), func.coalesce(written, 0))).one()
    return DataVersion(int(found[0]), int(found[1]))


def issues_for(actor: Actor) -> Select[ReportIssue]:
    """The reports that were made for the actor, the newest first."""
    mine = ReportIssue.user_id == (actor.user_id or 0)
    return (
        select(ReportIssue)
        .where(mine, ReportIssue.archived_at.is_(None))
        .order_by(ReportIssue.made_at.desc(), ReportIssue.id.desc())
    )


def name_as_report(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called as a report of this person, who must still be allowed to see its figures."""
    query = issues_for(actor).where(or_(ReportIssue.pdf_id == file_id, ReportIssue.xlsx_id == file_id))
    found = session.scalars(query).all()
    allowed = (one for one in found if actor.may(Permission.INDICATORS_READ, one.unit_id))
    return next((one.file_name(file_id) for one in allowed), None)


readers.append(name_as_report)
