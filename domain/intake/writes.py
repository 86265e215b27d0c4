"""Records that a batch adds, changes or removes, written in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from db.bulk import chunks, delete_rows, insert_rows, select_in, table_of, update_rows
from domain.core.entity import Fact
from domain.core.fact_spec import Columns, FactSpec, Touched
from domain.core.journal import CUSTOM
from domain.core.stale_figures import mark_stale, marks_of
from domain.receivables.release import release

INSERTED = 2000
"""Rows in one INSERT: bounds memory."""
UNCHANGING = frozenset({"created_at"})


@dataclass(slots=True)
class Write:
    """One record to add (`old` None), change, or remove (`new` None), and the row that says so."""

    row: int
    old: Columns | None
    new: Columns | None
    former: int | None = None
    """The id that a record had before it was removed, where it is added again."""

    @property
    def key(self) -> int:
        """The id of the record."""
        return int((self.new or self.old or {})["id"])


@dataclass(slots=True)
class Writes:
    """All records of a batch, by fact."""

    by_fact: dict[str, list[Write]] = field(default_factory=lambda: defaultdict(list))

    def touched(self) -> dict[str, list[Columns]]:
        """Columns of every record, as it was and as it is."""
        return {
            name: [state for write in writes for state in (write.old, write.new) if state is not None]
            for name, writes in self.by_fact.items()
        }


def units_of(touched: Touched) -> set[int]:
    """The units that records belong or belonged to."""
    return {state["unit_id"] for states in touched.values() for state in states if "unit_id" in state}


def write_records(session: Session, spec: FactSpec, writes: Sequence[Write]) -> None:
    """Carry the writes out, give new records their keys, and mark the months that figures must renew."""
    table = table_of(spec.entity)
    removed = [write.key for write in writes if write.new is None]
    release(session, spec.name, removed)
    delete_rows(session, table, removed)
    update_rows(
        session, table, [_changes(write.old, write.new) for write in writes if write.old and write.new]
    )
    added = [write.new for write in writes if write.old is None and write.new is not None]
    for some in chunks(added, INSERTED):
        insert_rows(session, table, some)
    _learn_keys(session, spec, added)
    if issubclass(spec.entity, Fact):
        states = (state for write in writes for state in (write.old, write.new) if state is not None)
        mark_stale(session, set(marks_of(spec.entity, states)))


def _changes(old: Columns, new: Columns) -> Columns:
    kept = {name: value for name, value in new.items() if name not in UNCHANGING and name != "updated_at"}
    if CUSTOM in kept and kept[CUSTOM] == old.get(CUSTOM):
        del kept[CUSTOM]
    return kept | {"version": old["version"] + 1}


def _learn_keys(session: Session, spec: FactSpec, added: Iterable[Columns]) -> None:
    """New records get the keys that the database gave them."""
    waiting = {(row["source"], row["source_ref"]): row for row in added if "id" not in row}
    table = table_of(spec.entity)
    columns = (table.c.id, table.c.source, table.c.source_ref)
    batches = {row["batch_id"] for row in waiting.values()}
    loose = {row["source_ref"] for row in waiting.values() if row["batch_id"] is None}
    found = (
        *select_in(session, columns, table.c.batch_id, batches - {None}),
        *select_in(session, columns, table.c.source_ref, loose),
    )
    for row in found:
        if (row.source, row.source_ref) in waiting:
            waiting[row.source, row.source_ref]["id"] = row.id
