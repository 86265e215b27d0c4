"""Write what an import plans, as one batch, in one transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.fact_spec import Columns, FactSpec
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch
from domain.intake.batch_rows import remember
from domain.intake.commit_records import commit_records
from domain.intake.custom_fields import folded, without_words
from domain.intake.keep_batch import keep_batch
from domain.intake.plan import Fate, ImportPlan, PlannedRow
from domain.intake.plan_import import plan_import
from domain.intake.progress import Phase, Progress, unheard
from domain.intake.record_spec import RecordSpec
from domain.intake.registry import FACTS, SETTLE
from domain.intake.request import ImportRequest
from domain.intake.stand_ins import Keys, create_stand_ins, reopen_units, with_keys
from domain.intake.storable import with_defaults
from domain.intake.tell_imported import tell_imported
from domain.intake.turn import take_turn
from domain.intake.writes import Write, Writes, units_of, write_records


def commit_import(
    session: Session,
    actor: Actor,
    request: ImportRequest,
    now: datetime,
    content: bytes | None = None,
    progress: Progress = unheard,
) -> tuple[ImportBatch, ImportPlan]:
    """Import a file: plan it, then write the good rows and keep the rejected ones with their reasons.

    `content` is the file itself, kept as evidence. A batch is recorded even when every row was the
    same already: that somebody imported the file is an event. One line in the journal stands for all
    rows. Figures of every touched month and unit are marked stale. Raises what `plan_import` raises.
    """
    take_turn(session)
    if isinstance(request.spec, RecordSpec):
        return commit_records(session, actor, request, now, content, progress)
    plan = plan_import(session, actor, request, progress)
    progress(Phase.WRITING, 0, 0)
    batch = keep_batch(session, actor, plan, now, content)
    keys = create_stand_ins(session, batch, plan.placeholders)
    rows, writes = list(plan.having(Fate.NEW, Fate.CHANGED)), Writes()
    spec = request.spec
    mains = {id(row): _main(spec, row, batch, keys) for row in rows if row.stored is None or row.differing}
    _write(session, writes, spec.name, list(mains.values()))
    for fact in {one.spec.name for row in rows for one in row.companions}:
        _write(session, writes, fact, [one for row in rows for one in _along(row, fact, mains, batch, keys)])
    remember(session, batch, plan, writes, keys)
    touched = writes.touched()
    reopen_units(session, units_of(touched))
    for settle in SETTLE:
        settle(session, touched)
    tell_imported(session, batch, now)
    return batch, plan


def _main(spec: FactSpec, row: PlannedRow, batch: ImportBatch, keys: Keys) -> Write:
    columns = folded(spec, with_keys(row.columns, keys), row.stored)
    columns |= {"batch_id": batch.id, "batch_row": row.number}
    return _write_of(row, without_words(row.stored), columns, batch.fact)


def _along(
    row: PlannedRow, fact: str, mains: dict[int, Write], batch: ImportBatch, keys: Keys
) -> list[Write]:
    """The records of one fact that come along with a row."""
    key = mains[id(row)].key if id(row) in mains else (row.stored or {})["id"]
    origin = {"batch_id": batch.id, "batch_row": row.number}
    made = []
    for one in row.companions:
        if one.spec.name == fact:
            columns = one.columns and with_keys(one.columns, keys) | origin | {one.link: key}
            made.append(_write_of(row, one.stored, columns, fact))
    return made


def _write_of(row: PlannedRow, old: Columns | None, columns: Columns | None, fact: str) -> Write:
    if columns is None or old is not None:
        return Write(row.number, old, columns and (old or {}) | columns)
    return Write(row.number, None, with_defaults(table_of(FACTS[fact].entity), columns))


def _write(session: Session, writes: Writes, fact: str, some: list[Write]) -> None:
    writes.by_fact[fact] += some
    write_records(session, FACTS[fact], some)
