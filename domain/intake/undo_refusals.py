"""Why a batch cannot be undone: something was built on it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.bulk import select_in, table_of
from domain.core.custom_definition import definitions
from domain.core.errors import RuleBroken
from domain.core.fact_spec import FactSpec
from domain.core.journal import JournalEntry
from domain.core.kinds import kinds
from domain.core.stale_figures import StaleFigure
from domain.intake.batch import BatchStatus, ImportBatch, ImportRow
from domain.receivables.release import DERIVED_TABLES

JOURNAL = table_of(JournalEntry)


class AlreadyUndone(RuleBroken):
    """The batch does not stand any more."""

    text = "Import {batch} has been undone already."


class LaterImports(RuleBroken):
    """Later imports changed what this one had written."""

    text = (
        "Import {batch} cannot be undone: later imports changed {count} of its records. Undo first: {later}."
    )


class EditedSince(RuleBroken):
    """People changed records by hand since the import."""

    text = "Import {batch} cannot be undone: {count} of its records were changed by hand since."


class InUse(RuleBroken):
    """Other records refer to what the import created."""

    text = "Import {batch} cannot be undone: {count} other records refer to its records ({where})."


def require_latest(session: Session, batch: ImportBatch, specs: Iterable[FactSpec]) -> None:
    """Refuse when later imports changed records of these facts that this one wrote."""
    entities = [spec.entity.__name__ for spec in specs]
    query = (
        select(ImportRow.batch_id, func.count())
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.before_batch_id == batch.id, ImportRow.entity.in_(entities))
        .where(ImportBatch.status == BatchStatus.COMMITTED)
        .group_by(ImportRow.batch_id)
        .order_by(ImportRow.batch_id.desc())
    )
    later = [tuple(row) for row in session.execute(query)]
    if later:
        named = ", ".join(str(key) for key, _ in later)
        raise LaterImports(batch=batch.id, count=sum(count for _, count in later), later=named)


def require_untouched(
    session: Session, batch: ImportBatch, spec: FactSpec, ids: Collection[int], since: datetime
) -> None:
    """Refuse when people edited the records after the import."""
    edited = select_in(
        session, (JOURNAL.c.entity_id,), JOURNAL.c.entity_id, ids,
        JOURNAL.c.entity == spec.entity.__name__, JOURNAL.c.at > since,
    )  # fmt: skip
    count = len({row.entity_id for row in edited})
    if count:
        raise EditedSince(batch=batch.id, count=count)


def require_unused(
    session: Session, batch: ImportBatch, removed: Mapping[str, Collection[int]], tables: Mapping[str, Table]
) -> None:
    """Refuse when records that stay refer to records about to be removed (by fact)."""
    gone = {tables[fact].name: set(ids) for fact, ids in removed.items()}
    found: Counter[str] = Counter()
    for fact, ids in removed.items():
        for table, key, _ in references_to(session, tables[fact], ids):
            if key not in gone.get(table.name, ()):
                found[table.name] += 1
    if found:
        where = ", ".join(f"{name}: {count}" for name, count in sorted(found.items()))
        raise InUse(batch=batch.id, count=found.total(), where=where)


def figure_tables() -> set[str]:
    """Tables of figures: they do not count as use, they are renewed."""
    mappers = (one for one in Base.registry.mappers if one.class_.__module__.startswith("domain.indicators"))
    return {one.local_table.description for one in mappers} | {StaleFigure.__tablename__}


def references_to(session: Session, target: Table, ids: Collection[int]) -> Iterator[tuple[Table, int, int]]:
    """Every record (its table, its id, the id it names) that refers to one of these; derived ones aside."""
    if not ids:
        return
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            names_it = any(key.column is target.c.id for key in column.foreign_keys)
            if names_it and table.name not in DERIVED_TABLES and "id" in table.c:
                for row in select_in(session, (table.c.id, column.label("named")), column, ids):
                    yield table, row.id, row.named
    yield from _named_in_custom_fields(session, target, ids)


def _named_in_custom_fields(
    session: Session, target: Table, ids: Collection[int]
) -> Iterator[tuple[Table, int, int]]:
    """What no foreign key tells: the people and units in fields that people added."""
    known = kinds()
    for one in definitions(session):
        if one.target is not None and one.entity in known and table_of(one.target) is target:
            table, value = table_of(known[one.entity]), one.column(known[one.entity])
            for row in select_in(session, (table.c.id, value.label("named")), value, ids):
                yield table, row.id, row.named
