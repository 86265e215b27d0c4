"""What an import has left behind: what it created on the way, which records it changed, from what to what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.fact_spec import Columns, FactSpec
from domain.core.journal import JournalEntry
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch, ImportRow, RowOutcome
from domain.intake.custom_fields import revived_words, unfolded
from domain.intake.differences import Difference
from domain.intake.record_registry import records
from domain.intake.record_spec import RecordSpec
from domain.intake.references import KINDS
from domain.intake.registry import FACTS
from domain.intake.spec_of import spec_of
from domain.intake.storable import revived
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from domain.sales.product import Product

BY_ENTITY = {spec.entity.__name__: spec for spec in (*FACTS.values(), *records().values())}
STAND_INS: tuple[type[Customer | Product], ...] = (Customer, Product)
NAMED: tuple[type[Unit | Person], ...] = (Unit, Person)

Overwritten = tuple[datetime, int, Columns]
"""When, of which record, which values were replaced after the import."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that a row changed or removed."""

    number: int
    """Row in the file."""
    outcome: RowOutcome
    entity: str
    record_id: int | None
    differences: tuple[Difference, ...]


def still_to_be_completed(session: Session, batch: ImportBatch) -> dict[str, int]:
    """Entity -> how many records that rows named for the first time still wait to be completed."""
    found = {}
    for kind in STAND_INS:
        query = select(func.count(kind.id)).where(kind.batch_id == batch.id, kind.to_be_completed)
        found[kind.__name__] = session.scalar(query) or 0
    for one in NAMED:
        created = select(ImportRow.record_id).where(
            ImportRow.batch_id == batch.id, ImportRow.outcome == RowOutcome.CREATED,
            ImportRow.entity == one.__name__,
        )  # fmt: skip
        query = select(func.count(one.id)).where(one.id.in_(created), one.to_be_completed)
        found[one.__name__] = session.scalar(query) or 0
    return {name: count for name, count in found.items() if count}


def changed_records(session: Session, actor: Actor, batch: ImportBatch, most: int) -> list[RecordChange]:
    """The first records it changed or removed: values before, and as the import wrote them.

    Fields that are closed to the actor are left out.
    """
    outcomes = (RowOutcome.CHANGED, RowOutcome.REMOVED)
    query = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.outcome.in_(outcomes))
    rows = session.scalars(query.order_by(ImportRow.number, ImportRow.id).limit(most)).all()
    found: list[RecordChange] = []
    for entity in {row.entity for row in rows}:
        some = [row for row in rows if row.entity == entity]
        spec = spec_of(session, actor, BY_ENTITY[entity].name)
        by_verbs = isinstance(spec, RecordSpec)
        after = _after(spec, some) if by_verbs else _written(session, batch, spec, some)
        found += _changes(session, spec, some, after)
    return sorted(found, key=lambda change: change.number)


def _changes(
    session: Session, spec: FactSpec, rows: Sequence[ImportRow], written: Mapping[int | None, Columns]
) -> list[RecordChange]:
    before = {row.id: _revived(spec, row.before or {}) for row in rows}
    names = _names(session, spec, [*before.values(), *written.values()])
    return [
        RecordChange(
            row.number, row.outcome, row.entity,
            None if row.outcome is RowOutcome.REMOVED else row.record_id,
            tuple(_differences(spec, before[row.id], written.get(row.record_id, {}), names)),
        )
        for row in rows
    ]  # fmt: skip


def _differences(
    spec: FactSpec, old: Columns, new: Columns, names: Mapping[tuple[str, Any], str]
) -> Iterable[Difference]:
    for item in spec.open_fields:
        column = item.attribute
        if column and column in old and old[column] != new.get(column):
            ends = (names.get((column, value), value) for value in (old[column], new.get(column)))
            yield Difference(item.name, *ends)


def _written(
    session: Session, batch: ImportBatch, spec: FactSpec, rows: Sequence[ImportRow]
) -> dict[int | None, Columns]:
    """Record -> its columns as the import left them: as they are now, less what happened since."""
    table, ids = table_of(spec.entity), {row.record_id for row in rows if row.record_id}
    entity = spec.entity.__name__
    found = select_in(session, (table,), table.c.id, ids)
    now = {row.id: unfolded(spec, dict(row._mapping)) for row in found}
    removed = {row.record_id for row in rows if row.outcome is RowOutcome.REMOVED}
    since: dict[int, Columns] = {}
    later = [*_later_imports(session, batch, entity, ids), *_edits(session, batch, entity, ids)]
    for _, record, before in sorted(later, key=lambda one: one[0]):
        since[record] = _revived(spec, before) | since.get(record, {})
    return {
        record: columns | since.get(record, {}) for record, columns in now.items() if record not in removed
    }


def _after(spec: FactSpec, rows: Sequence[ImportRow]) -> dict[int | None, Columns]:
    """Records written by verbs: the row remembers what came of it."""
    return {row.record_id: _revived(spec, row.cells.get("after", {})) for row in rows}


def _revived(spec: FactSpec, remembered: Columns) -> Columns:
    """Columns, and custom values by their words, out of JSON."""
    table = table_of(spec.entity)
    own = revived(table, {name: value for name, value in remembered.items() if name in table.c})
    return unfolded(spec, own) | revived_words(spec, remembered)


def _later_imports(session: Session, batch: ImportBatch, entity: str, ids: set[int]) -> Iterator[Overwritten]:
    row = table_of(ImportRow)
    columns = (row.c.created_at, row.c.record_id, row.c.before)
    conditions = (row.c.entity == entity, row.c.batch_id > batch.id)
    for one in select_in(session, columns, row.c.record_id, ids, *conditions):
        yield one.created_at, one.record_id, one.before or {}


def _edits(session: Session, batch: ImportBatch, entity: str, ids: set[int]) -> Iterator[Overwritten]:
    line = table_of(JournalEntry)
    columns = (line.c.at, line.c.entity_id, line.c.changes)
    conditions = (line.c.entity == entity, line.c.at > batch.committed_at)
    for one in select_in(session, columns, line.c.entity_id, ids, *conditions):
        yield one.at, one.entity_id, {name: change[0] for name, change in one.changes.items()}


def _names(session: Session, spec: FactSpec, columns: Iterable[Columns]) -> dict[tuple[str, Any], str]:
    """(column, key) -> number of the customers, units ... that these values name."""
    states = list(columns)
    found = {}
    for item in spec.fields:
        if item.kind in KINDS and item.attribute:
            where = KINDS[item.kind]
            keys = {state[item.attribute] for state in states if state.get(item.attribute)}
            chosen = (where.table.c.id, where.table.c[where.number].label("number"))
            for record in select_in(session, chosen, where.table.c.id, keys):
                found[item.attribute, record.id] = record.number
    return found
