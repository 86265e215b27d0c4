"""What must be remembered of single rows: for undo, and to hand rejected rows back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import chunks, insert_rows, table_of
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, FieldKind
from domain.core.journal import plain
from domain.core.language import fact_text, label, translate
from domain.intake.batch import ImportBatch, ImportRow, RowOutcome
from domain.intake.plan import Fate, ImportPlan
from domain.intake.references import Placeholder
from domain.intake.registry import FACTS
from domain.intake.table import Table
from domain.intake.text import written
from domain.intake.writes import UNCHANGING, Write, Writes

CREATED = {FieldKind.UNIT: "Unit", FieldKind.PERSON: "Person"}
"""What is not traced to a batch by its own columns."""
ROW = table_of(ImportRow)
TIMES = UNCHANGING | {"updated_at", "version"}
INSERTED = 2000


def remember(
    session: Session, batch: ImportBatch, plan: ImportPlan, writes: Writes, keys: Mapping[Placeholder, int]
) -> None:
    """Keep the values before of changed records, what was created on the way, and rejected rows."""
    rows = [*_changed(writes), *_created(keys), *rejected_rows(plan)]
    nothing: Columns = {"entity": "", "record_id": None, "before": None, "before_batch_id": None}
    nothing |= {"cells": {}, "reasons": []}
    for some in chunks(rows):
        insert_rows(session, ROW, [nothing | row | {"batch_id": batch.id} for row in some])


def _changed(writes: Writes) -> Iterator[Columns]:
    for fact, some in writes.by_fact.items():
        entity = FACTS[fact].entity.__name__
        for write in some:
            if write.old is not None:
                yield {
                    "number": write.row,
                    "outcome": RowOutcome.CHANGED if write.new else RowOutcome.REMOVED,
                    "entity": entity,
                    "record_id": write.key,
                    "before": plain(_before(write)),
                    "before_batch_id": write.old["batch_id"],
                }


def _before(write: Write) -> Columns:
    """All columns of a removed record; of a changed one those that differ."""
    old, new = write.old or {}, write.new
    return {
        name: value
        for name, value in old.items()
        if name not in TIMES and (new is None or new[name] != value)
    }


def _created(keys: Mapping[Placeholder, int]) -> Iterator[Columns]:
    for one, key in keys.items():
        if one.kind in CREATED:
            created = {"outcome": RowOutcome.CREATED, "entity": CREATED[one.kind], "record_id": key}
            yield {"number": one.row or 0} | created


def rejected_rows(plan: ImportPlan) -> Iterator[Columns]:
    """What is kept of rejected rows."""
    rejected = {row.number: row.reasons for row in plan.having(Fate.REJECTED)}
    for number, cells in cells_of(plan.request.table, set(rejected)):
        reasons = [reason_plain(reason) for reason in rejected[number]]
        yield {"number": number, "outcome": RowOutcome.REJECTED, "cells": cells, "reasons": reasons}


def cells_of(table: Table, numbers: set[int]) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of some rows as texts, under their headers; what lies beyond the last header too."""
    for number, row in table.numbered():
        if number in numbers:
            headers = [
                *table.headers,
                *(f"+{extra}" for extra in range(1, len(row) - len(table.headers) + 1)),
            ]
            yield number, dict(zip(headers, map(written, row), strict=False))


def reason_plain(reason: DomainError) -> list[Any]:
    """A reason as JSON keeps it: [English text, facts, field], to be said in either language later."""
    facts = {
        name: f"{type(fact).__name__}.{fact.value}" if hasattr(fact, "value") else plain(fact)
        for name, fact in reason.facts.items()
    }
    return [reason.text, {name: str(fact) for name, fact in facts.items()}, reason.field]


def reason_said(reason: list[Any], language: str) -> str:
    """A kept reason as a sentence, with the field it is about in front."""
    text, facts, name = reason
    said = translate(text, language).format(**{key: fact_text(fact, language) for key, fact in facts.items()})
    return f"{label(name if '.' in name else f'field.{name}', language)}: {said}" if name else said


def reasons_said(reasons: Iterable[DomainError], language: str) -> str:
    """Reasons of a planned row as one text."""
    return "; ".join(reason_said(reason_plain(reason), language) for reason in reasons)
