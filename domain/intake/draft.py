"""A file that somebody is about to import: kept, with every decision, until it is committed or given up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column, undefer

from db.base import Base
from domain.core.errors import NotFound
from domain.core.fact_spec import FactSpec
from domain.core.permission import Actor
from domain.intake.files.read import read_table
from domain.intake.request import DEFAULT_SOURCE, ImportRequest, figures_of, known
from domain.intake.table import Table

LIFE = timedelta(days=30)
"""A draft that nobody touched for so long is forgotten, with its file."""
HOW_READ = ("encoding", "delimiter", "sheet")
"""Options that decide how the bytes are read; the others, how the table is."""


class ImportDraft(Base):
    """One person's unfinished import. No record of the business yet, so neither journalled nor archived."""

    __tablename__ = "import_draft"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a link never leads to another draft

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64))
    fact: Mapped[str] = mapped_column(String(40))
    """What the file holds; empty as long as nobody could tell."""
    columns: Mapped[dict[str, Any]]
    """Field -> header."""
    fixed: Mapped[dict[str, Any]]
    """Field -> value for every row."""
    options: Mapped[dict[str, Any]]
    """As a saved mapping has them: encoding, delimiter, sheet, date format, source, strict, numbers."""
    mapping: Mapped[str] = mapped_column(String(80))
    """Name of the saved mapping the decisions come from, if any."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    def table(self) -> Table:
        """The file as a table, read as decided so far. Raises FileRefused. Needs `content` loaded."""
        encoding, delimiter, sheet = (self.options.get(name) for name in HOW_READ)
        return read_table(self.content, self.file_name, encoding=encoding, delimiter=delimiter, sheet=sheet)

    def request(self, table: Table, spec: FactSpec) -> ImportRequest:
        """What is asked of the intake; columns that the table, and fields that the fact or the person does
        not have (any more), are left out."""
        options: Mapping[str, Any] = self.options
        return ImportRequest(
            spec=spec,
            table=table,
            columns=known(spec, {name: head for name, head in self.columns.items() if head in table.headers}),
            fixed=known(spec, {name: value for name, value in self.fixed.items() if value}),
            source=options.get("source") or DEFAULT_SOURCE,
            strict=bool(options.get("strict")),
            date_format=options.get("date_format") or "",
            **figures_of(options),
        )


def my_draft(session: Session, actor: Actor, draft_id: int, *, whole: bool = False) -> ImportDraft:
    """The actor's own draft (`whole`: with the content of the file); NotFound for anybody else's."""
    query = select(ImportDraft).where(ImportDraft.id == draft_id, ImportDraft.user_id == actor.user_id)
    if whole:
        query = query.options(undefer(ImportDraft.content))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def my_drafts(session: Session, actor: Actor) -> Sequence[ImportDraft]:
    """What the actor has not finished, newest first."""
    query = select(ImportDraft).where(ImportDraft.user_id == actor.user_id)
    return session.scalars(query.order_by(ImportDraft.updated_at.desc(), ImportDraft.id.desc())).all()


def discard_draft(session: Session, actor: Actor, draft_id: int) -> None:
    """Give the import up; the file goes with it."""
    session.delete(my_draft(session, actor, draft_id))
    session.flush()


def forget_old_drafts(session: Session, now: datetime) -> None:
    """Remove what nobody came back to."""
    session.execute(delete(ImportDraft).where(ImportDraft.updated_at < now - LIFE))
