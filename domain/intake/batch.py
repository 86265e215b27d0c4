"""Import batches: one file committed as one, traceable and undoable."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from domain.core.entity import Entity
from domain.core.permission import Actor, Permission
from domain.core.stored_file import StoredFile, readers
from domain.intake.spec_of import confidential, some_closed


class BatchStatus(StrEnum):
    """Whether the batch still stands."""

    COMMITTED = "committed"
    UNDONE = "undone"


class ImportBatch(Entity):
    """One committed import: which file, read how, with what outcome."""

    __tablename__ = "import_batch"
    read_permission = Permission.FACTS_IMPORT

    fact: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(80))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(255))
    reading: Mapped[dict[str, Any]]
    """How the file was read: encoding, delimiter, sheet, date order, mapping, fixed values."""
    read: Mapped[int]
    new: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    rejected: Mapped[int]
    by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    """The account behind the import; none for the command line."""
    committed_at: Mapped[datetime]
    status: Mapped[BatchStatus] = mapped_column(insert_default=BatchStatus.COMMITTED)
    undone_at: Mapped[datetime | None]

    file: Mapped[StoredFile | None] = relationship(lazy="raise")


class RowOutcome(StrEnum):
    """What became of a row, where that must be remembered row by row."""

    CHANGED = "changed"
    CREATED = "created"
    """A unit or person was created because the row named it."""
    REMOVED = "removed"
    """The row says that a record it had brought along is no more."""
    REJECTED = "rejected"


class ImportRow(Entity):
    """A row that changed a record (with the values before, for undo) or was rejected (with the reasons)."""

    __tablename__ = "import_row"
    __table_args__ = (
        Index("ix_import_row_batch_id_number", "batch_id", "number"),
        Index("ix_import_row_entity_record_id", "entity", "record_id"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    number: Mapped[int]
    """Row number as a person sees it in the file."""
    outcome: Mapped[RowOutcome]
    entity: Mapped[str] = mapped_column(String(80), insert_default="")
    record_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The values before, for undo."""
    before_batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    """The batch that had written the values before."""
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    reasons: Mapped[list[Any]] = mapped_column(JSON, insert_default=list)
    """[[English text, facts, field], ...], translated when shown."""


class ImportMapping(Entity):
    """A saved way to read files of one kind, reused by name or by its headers."""

    __tablename__ = "import_mapping"
    read_permission = Permission.FACTS_IMPORT
    write_permission = Permission.FACTS_IMPORT

    name: Mapped[str] = mapped_column(String(80), unique=True)
    fact: Mapped[str] = mapped_column(String(40))
    columns: Mapped[dict[str, Any]]
    """Field -> column header."""
    fixed: Mapped[dict[str, Any]]
    """Field -> value for every row."""
    options: Mapped[dict[str, Any]]
    """Encoding, delimiter, sheet, date format, source."""
    headers: Mapped[list[str]]


def may_see_rows(session: Session, actor: Actor, batch: ImportBatch) -> bool:
    """A file holds rows of any unit: for those who read the facts of all units, and who imported it.

    Of the former, those to whom no field is closed that was read from the file; and of records that are
    confidential one by one (marks, right answers of an exam) only who imported it.
    """
    if batch.user_id is not None and batch.user_id == actor.user_id:
        return True
    if confidential(batch.fact):
        return False
    everywhere = any(g.units is None and Permission.FACTS_READ in g.permissions for g in actor.grants)
    said = [*batch.reading.get("columns", ()), *batch.reading.get("fixed", ())]
    return everywhere and not some_closed(session, actor, batch.fact, said)


def name_as_imported(session: Session, actor: Actor, file_id: int) -> str | None:
    """What the file is called in an import that shows its rows to the actor."""
    batches = session.scalars(select(ImportBatch).where(ImportBatch.file_id == file_id))
    return next((batch.file_name for batch in batches if may_see_rows(session, actor, batch)), None)


readers.append(name_as_imported)
