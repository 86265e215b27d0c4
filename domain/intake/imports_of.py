"""Which imports brought a record, or changed it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.entity import Entity, Traced
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch, ImportRow
from domain.records.happenings import Happening, HappeningKind


def imports_of(session: Session, actor: Actor, record: Entity, most: int) -> Iterator[Happening]:
    """One happening for each import, with the batch; the record itself may be read by the actor."""
    del actor
    rows = session.execute(
        select(ImportRow.batch_id, ImportRow.before_batch_id).where(
            ImportRow.entity == type(record).__name__, ImportRow.record_id == record.id
        )
    )
    batches = {batch for row in rows for batch in row}
    if isinstance(record, Traced):
        batches.add(record.batch_id)
    query = select(ImportBatch).where(ImportBatch.id.in_(batches - {None}))
    for batch in session.scalars(query.order_by(ImportBatch.committed_at.desc()).limit(most)):
        yield Happening(batch.committed_at, HappeningKind.IMPORT, batch.by, batch)
