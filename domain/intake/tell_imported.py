"""Tell whoever imported a file that it is done: long imports outlive the patience in front of the screen."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.core.statement import Statement
from domain.intake.batch import ImportBatch
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import tell


class Imported(Statement):
    """What came of a file."""

    text = "{file} is imported: {new} new, {changed} changed, {rejected} rejected."


def tell_imported(session: Session, batch: ImportBatch, now: datetime) -> None:
    """One line in the inbox of the account behind the import; the command line has none."""
    if batch.user_id is None:
        return
    statement = Imported(file=batch.file_name, new=batch.new, changed=batch.changed, rejected=batch.rejected)
    link = Link("import_batches", {"id": str(batch.id)}, Permission.FACTS_IMPORT)
    tell(session, [batch.user_id], Occasion.IMPORT_FINISHED, statement, link, now, key=f"batch:{batch.id}")
