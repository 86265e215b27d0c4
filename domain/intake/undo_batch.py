"""Take an import back: its records go, what it changed is as before; the evidence stays."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.bulk import delete_rows, select_in, table_of
from domain.core.editing import find
from domain.core.errors import ReasonNeeded
from domain.core.fact_spec import Columns, FactSpec
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.intake.batch import BatchStatus, ImportBatch, ImportRow, RowOutcome
from domain.intake.commit_records import undo_records
from domain.intake.may_import import permission_to_undo
from domain.intake.record_registry import records
from domain.intake.registry import FACTS, SETTLE
from domain.intake.storable import revived, with_defaults
from domain.intake.turn import take_turn
from domain.intake.undo_refusals import (
    AlreadyUndone,
    figure_tables,
    references_to,
    require_latest,
    require_untouched,
    require_unused,
)
from domain.intake.writes import Write, Writes, units_of, write_records
from domain.organisation.person import Person
from domain.organisation.unit import Unit

STAND_INS = ("customer", "product")
"""Facts that rows of other facts may have created on the way."""
TABLES = {name: table_of(spec.entity) for name, spec in FACTS.items()}
BY_ENTITY = {spec.entity.__name__: name for name, spec in FACTS.items()}


def undo_batch(
    session: Session, actor: Actor, batch_id: int, now: datetime, reason: str | None = None
) -> ImportBatch:
    """Remove what the import created, restore what it changed, and settle again.

    Customers, products, people and units that rows had created on the way go too, unless something
    else uses them by now; such units are put away. Refused (AlreadyUndone, LaterImports, EditedSince,
    InUse) when later work builds on the records. The batch, its file and its rows are kept. A person at
    a screen has to say why: ReasonNeeded for an empty `reason` (None: nobody was asked).
    """
    if reason is not None and not reason.strip():
        raise ReasonNeeded(field="reason")
    take_turn(session)
    batch = find(session, ImportBatch, batch_id)
    actor.require(permission_to_undo(batch.fact))
    if batch.status is BatchStatus.UNDONE:
        raise AlreadyUndone(batch=batch.id)
    if batch.fact in records():
        undo_records(session, actor, batch, now, (reason or "").strip())
        return _undone(session, batch, now, reason)
    require_latest(session, batch, [FACTS[name] for name in _created_facts(FACTS[batch.fact])])
    remembered = list(session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)))
    writes = _writes_back(session, batch, remembered)
    touched = writes.touched()
    for unit in units_of(touched):
        actor.require(Permission.FACTS_UNDO, unit)
    _refuse_if_used(session, batch, writes)
    for fact in reversed(tuple(FACTS)):
        if writes.by_fact.get(fact):
            write_records(session, FACTS[fact], writes.by_fact[fact])
            _follow(session, batch, fact, writes.by_fact[fact])
    for settle in SETTLE:
        settle(session, touched)
    _remove_stand_ins(session, batch, remembered, now)
    return _undone(session, batch, now, reason)


def _undone(session: Session, batch: ImportBatch, now: datetime, reason: str | None) -> ImportBatch:
    batch.status, batch.undone_at = BatchStatus.UNDONE, now
    explain(batch, action="undone", reason=(reason or "").strip())
    session.flush()
    return batch


def _writes_back(session: Session, batch: ImportBatch, remembered: list[ImportRow]) -> Writes:
    """What has to be written to be as before the import."""
    writes, changed = Writes(), set()
    for fact, row, present in _changed(session, remembered):
        before = revived(TABLES[fact], row.before or {})
        changed.add((fact, row.record_id))
        if present is None:
            removed = with_defaults(TABLES[fact], before)
            former = removed.pop("id")
            writes.by_fact[fact].append(Write(row.number, None, removed, former))
        else:
            writes.by_fact[fact].append(Write(row.number, present, present | before))
    for fact in _created_facts(FACTS[batch.fact]):
        for present in _of_batch(session, fact, batch):
            if (fact, present["id"]) not in changed:
                writes.by_fact[fact].append(Write(present["batch_row"] or 0, present, None))
    return writes


def _follow(session: Session, batch: ImportBatch, fact: str, writes: Iterable[Write]) -> None:
    """A record that is added again has a new id: what earlier imports remember of it goes along."""
    for write in writes:
        if write.former is not None:
            earlier = update(ImportRow).where(ImportRow.batch_id < batch.id)
            same = (ImportRow.entity == FACTS[fact].entity.__name__, ImportRow.record_id == write.former)
            session.execute(earlier.where(*same).values(record_id=write.key))


def _changed(
    session: Session, remembered: list[ImportRow]
) -> Iterator[tuple[str, ImportRow, Columns | None]]:
    """Rows that changed or removed a record, with the record as it is now."""
    for fact, table in TABLES.items():
        rows = [row for row in remembered if BY_ENTITY.get(row.entity) == fact]
        keys = {row.record_id for row in rows if row.outcome is RowOutcome.CHANGED}
        there = {row.id: dict(row._mapping) for row in select_in(session, (table,), table.c.id, keys)}
        for row in rows:
            if row.outcome in (RowOutcome.CHANGED, RowOutcome.REMOVED):
                yield fact, row, there.get(row.record_id or 0) if row.outcome is RowOutcome.CHANGED else None


def _created_facts(spec: FactSpec) -> tuple[str, ...]:
    """The fact itself, and what may come along with its rows."""
    return (spec.name, "receipt") if spec.companions else (spec.name,)


def _of_batch(session: Session, fact: str, batch: ImportBatch) -> Iterator[Columns]:
    table = TABLES[fact]
    for row in session.execute(select(table).where(table.c.batch_id == batch.id)):
        yield dict(row._mapping)


def _refuse_if_used(session: Session, batch: ImportBatch, writes: Writes) -> None:
    removed: dict[str, set[int]] = {}
    for fact, some in writes.by_fact.items():
        there = {write.key for write in some if write.old is not None}
        require_untouched(session, batch, FACTS[fact], there, batch.committed_at)
        removed[fact] = {write.key for write in some if write.new is None}
    require_unused(session, batch, removed, TABLES)


def _remove_stand_ins(
    session: Session, batch: ImportBatch, remembered: list[ImportRow], now: datetime
) -> None:
    """What was created on the way goes, as far as nothing uses it."""
    for fact in STAND_INS:
        table = TABLES[fact]
        created = {row["id"] for row in _of_batch(session, fact, batch) if row["to_be_completed"]}
        delete_rows(session, table, created - _named(session, table, created))
    people = {row.record_id for row in remembered if row.entity == "Person" and row.record_id}
    person = table_of(Person)
    delete_rows(session, person, people - _named(session, person, people))
    units = {row.record_id for row in remembered if row.entity == "Unit" and row.record_id}
    unused = units - _in_use(session, units)
    for unit in session.scalars(select(Unit).where(Unit.id.in_(unused))):
        unit.archived_at = now
        explain(unit, action="archived")


def _named(session: Session, table: Any, ids: set[int]) -> set[int]:
    return {named for _, _, named in references_to(session, table, ids)}


def _in_use(session: Session, units: set[int]) -> set[int]:
    """Units that something belongs to; figures do not count, they are renewed."""
    figures = figure_tables()
    return {
        named
        for table, _, named in references_to(session, table_of(Unit), units)
        if table.name not in figures
    }
