"""One committed import as a record: which file, read how, with what outcome."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core import stored_file
from domain.core.fact_spec import Columns
from domain.core.journal import explain
from domain.core.permission import Actor
from domain.intake.batch import ImportBatch
from domain.intake.plan import ImportPlan


def keep_batch(
    session: Session, actor: Actor, plan: ImportPlan, now: datetime, content: bytes | None
) -> ImportBatch:
    """The batch of a plan, with the file as evidence."""
    request = plan.request
    table = request.table
    file = stored_file.keep(session, table.name, content) if content is not None else None
    reading: Columns = {"columns": dict(request.columns), "fixed": dict(request.fixed)}
    reading |= {name: getattr(table, name) for name in ("sha256", "encoding", "delimiter", "sheet")}
    reading |= {"date_format": request.date_format, "strict": request.strict} | request.figures
    batch = ImportBatch(
        fact=request.spec.name, source=request.source, file_id=file and file.id, file_name=table.name[:255],
        reading=reading, by=actor.name, user_id=actor.user_id, committed_at=now, **plan.counts,
    )  # fmt: skip
    session.add(batch)
    explain(batch, action="imported")
    session.flush()
    return batch
