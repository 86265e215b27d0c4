"""Imports made: which file, by whom, with what outcome; each can be looked into and undone."""

from domain.core.permission import Permission
from domain.intake.batch import ImportBatch
from ui.intake.batch_detail import draw_batch
from ui.intake.naming import fact_name
from ui.screen import Computed, Screen, Shown, View
from ui.show import show

SCREEN = Screen(
    title_key="page.import_batches",
    icon=":material/inventory:",
    url_path="import_batches",
    entity=ImportBatch,
    read=Permission.FACTS_IMPORT,
    columns=(
        ImportBatch.committed_at,
        Computed("fact_name", lambda batch, _: fact_name(batch.fact)),
        ImportBatch.file_name,
        ImportBatch.source,
        ImportBatch.read,
        ImportBatch.new,
        ImportBatch.changed,
        ImportBatch.same,
        ImportBatch.rejected,
        ImportBatch.by,
        ImportBatch.status,
    ),
    filters=(ImportBatch.status, ImportBatch.source, ImportBatch.by, ImportBatch.rejected),
    search=(ImportBatch.file_name, ImportBatch.source, ImportBatch.by),
    order_by=ImportBatch.committed_at,
    descending=True,
    form=(
        Shown(
            "import",
            (ImportBatch.source, ImportBatch.by, ImportBatch.committed_at, ImportBatch.undone_at),
        ),
    ),
    views=(View("with_rejected", {"rejected": "1.."}),),
    empty="empty.import_batches",
    start="imports",
    detail=draw_batch,
)

if __name__ == "__main__":
    show(SCREEN)
