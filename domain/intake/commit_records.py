"""Bring in records that people keep by hand, as one batch, and take them back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import chunks, insert_rows, table_of
from domain.core.editing import archive, edit, find
from domain.core.entity import Entity
from domain.core.fact_spec import Columns, FactSpec
from domain.core.journal import CUSTOM, plain
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch, ImportRow, RowOutcome
from domain.intake.batch_rows import ROW, rejected_rows
from domain.intake.carry_records import Carried, carry_records
from domain.intake.custom_fields import custom_fields, plain_value, revived_words
from domain.intake.keep_batch import keep_batch
from domain.intake.plan import Fate, ImportPlan
from domain.intake.progress import Phase, Progress, unheard
from domain.intake.record_registry import records
from domain.intake.request import ImportRequest
from domain.intake.spec_of import spec_of
from domain.intake.storable import revived
from domain.intake.tell_imported import tell_imported
from domain.intake.undo_refusals import EditedSince, InUse, figure_tables, references_to

ARCHIVED = "archived_at"


def commit_records(
    session: Session,
    actor: Actor,
    request: ImportRequest,
    now: datetime,
    content: bytes | None = None,
    progress: Progress = unheard,
) -> tuple[ImportBatch, ImportPlan]:
    """Write the good rows and remember what they changed. Raises what `carry_records` raises."""
    plan, carried = carry_records(session, actor, request, now, progress)
    progress(Phase.WRITING, 0, 0)
    batch = keep_batch(session, actor, plan, now, content)
    nothing: Columns = {"entity": "", "record_id": None, "before": None, "before_batch_id": None}
    nothing |= {"cells": {}, "reasons": [], "batch_id": batch.id}
    remembered = [*(_remembered(request.spec, one) for one in carried), *rejected_rows(plan)]
    for some in chunks(remembered):
        insert_rows(session, ROW, [nothing | row for row in some])
    tell_imported(session, batch, now)
    return batch, plan


def _remembered(spec: FactSpec, one: Carried) -> Columns:
    """What undo and the page of the import need to know."""
    planned, record = one.planned, one.record
    row: Columns = {
        "number": planned.number, "entity": type(record).__name__, "record_id": record.id,
        "outcome": RowOutcome.CREATED if planned.fate is Fate.NEW else RowOutcome.CHANGED,
        "cells": {"version": record.version},
    }  # fmt: skip
    if planned.fate is Fate.CHANGED:
        after, stored = planned.differing, planned.stored or {}
        row["before"] = _plain(spec, {name: stored[name] for name in after})
        row["cells"] |= {"after": _plain(spec, after)}
    return row


def _plain(spec: FactSpec, columns: Columns) -> Columns:
    """As JSON keeps it; custom values as their record keeps them."""
    own: Columns = plain({name: value for name, value in columns.items() if not name.startswith(CUSTOM)})
    custom = (item for item in custom_fields(spec) if item.name in columns)
    return own | {item.name: plain_value(item, columns[item.name]) for item in custom}


def undo_records(session: Session, actor: Actor, batch: ImportBatch, now: datetime, reason: str) -> None:
    """Put changed records back and take new ones out of use, by their verbs.

    Refused (EditedSince, InUse) when later work builds on them. Nothing is deleted: what the import added
    is archived, and comes back into use when it is imported again.
    """
    spec = records()[batch.fact]
    query = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.record_id.is_not(None))
    rows = list(session.scalars(query.order_by(ImportRow.id.desc())))
    written = {row.record_id or 0: find(session, spec.entity, row.record_id or 0) for row in rows}
    later = sum(written[row.record_id or 0].version != row.cells["version"] for row in rows)
    if later:
        raise EditedSince(batch=batch.id, count=later)
    created = [row.record_id or 0 for row in rows if row.outcome is RowOutcome.CREATED]
    _require_unused(session, batch, spec.entity, created)
    whole = spec_of(session, actor, batch.fact)
    for row in rows:
        record = written[row.record_id or 0]
        if row.outcome is RowOutcome.CREATED:
            archive(session, actor, spec.permission, record, now, reason)
            continue
        before = dict(row.before or {})
        put_away = before.pop(ARCHIVED, None)
        values = _before(whole, before)
        if values:
            edit(session, actor, spec.permission, record, values)
        if put_away is not None:
            archive(session, actor, spec.permission, record, datetime.fromisoformat(put_away), reason)


def _before(spec: FactSpec, before: Columns) -> Columns:
    """Values by attribute out of what a row remembers."""
    table = table_of(spec.entity)
    return revived(table, {n: v for n, v in before.items() if n in table.c}) | revived_words(spec, before)


def _require_unused(session: Session, batch: ImportBatch, kind: type[Entity], created: list[int]) -> None:
    table = table_of(kind)
    gone, derived = {(table.name, key) for key in created}, figure_tables()
    where: dict[str, int] = {}
    for other, key, _ in references_to(session, table, created):
        if (other.name, key) not in gone and other.name not in derived:
            where[other.name] = where.get(other.name, 0) + 1
    if where:
        said = ", ".join(f"{name}: {count}" for name, count in sorted(where.items()))
        raise InUse(batch=batch.id, count=sum(where.values()), where=said)
