"""Let go of what was derived from records that are about to be removed."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from db.bulk import delete_rows, select_in, table_of
from domain.core.entity import Fact
from domain.core.stale_figures import mark_stale, marks_of
from domain.receivables.collection_action import LimitationMove
from domain.receivables.duplicate_suspect import DuplicateSuspect
from domain.receivables.receipt import Allocation
from domain.sales import derived as of_sales

ALLOCATION, SUSPECT, MOVE = map(table_of, (Allocation, DuplicateSuspect, LimitationMove))
DERIVED: dict[str, tuple[tuple[type[Fact], str], ...]] = {
    **of_sales.DERIVED,
    "invoice": (
        (Allocation, "invoice_id"),
        (DuplicateSuspect, "first_id"),
        (DuplicateSuspect, "second_id"),
        (LimitationMove, "invoice_id"),
    ),
    "credit_note": ((Allocation, "credit_note_id"),),
    "receipt": ((Allocation, "receipt_id"),),
}
"""Fact -> records that exist only because of it, and the column that names it."""
DERIVED_TABLES = of_sales.DERIVED_TABLES | {ALLOCATION.name, SUSPECT.name, MOVE.name}


def release(session: Session, fact: str, ids: Collection[int]) -> None:
    """Remove what rests on these records; the settlement that follows makes it anew."""
    for kind, column in DERIVED.get(fact, ()):
        table = table_of(kind)
        rows = [dict(row._mapping) for row in select_in(session, (table,), table.c[column], ids)]
        mark_stale(session, set(marks_of(kind, rows)))
        delete_rows(session, table, [row["id"] for row in rows])
