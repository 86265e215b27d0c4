"""Create whom and what rows name and nobody knows yet: to be completed by somebody later."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import insert_rows, select_in
from domain.core.fact_spec import Columns, FieldKind
from domain.core.journal import explain
from domain.intake.batch import ImportBatch
from domain.intake.references import KINDS, Placeholder
from domain.organisation.tree import root_unit
from domain.organisation.unit import Unit

LONGEST_NUMBER = 80
ORDER = (FieldKind.UNIT, FieldKind.PERSON, FieldKind.CUSTOMER, FieldKind.PRODUCT)
"""People and customers belong to units, so units come first."""

Keys = Mapping[Placeholder, int]


def create_stand_ins(
    session: Session, batch: ImportBatch, placeholders: Iterable[Placeholder]
) -> dict[Placeholder, int]:
    """Add a record for each placeholder and give the keys."""
    waiting = list(placeholders)
    keys: dict[Placeholder, int] = {}
    waiting += [one.unit for one in waiting if isinstance(one.unit, Placeholder) and one.unit not in waiting]
    root = root_unit(session)
    for kind in ORDER:
        some = list(dict.fromkeys(one for one in waiting if one.kind is kind))
        table, number = KINDS[kind].table, KINDS[kind].number
        insert_rows(session, table, [_record(one, batch, root, keys) for one in some])
        by_number = {_number(one.text): one for one in some}
        columns = (table.c.id, table.c[number].label("number"))
        for row in select_in(session, columns, table.c[number], by_number):
            keys[by_number[row.number]] = row.id
    return keys


def with_keys(columns: Columns, keys: Keys) -> Columns:
    """The columns with keys in place of placeholders."""
    return {name: keys[value] if isinstance(value, Placeholder) else value for name, value in columns.items()}


def reopen_units(session: Session, ids: Iterable[int]) -> None:
    """A unit that was put away (an undone import does that) and is named again is in use again."""
    for unit in session.scalars(select(Unit).where(Unit.id.in_(set(ids)), Unit.archived_at.is_not(None))):
        explain(unit, action="restored")
        unit.archived_at = None


def _record(one: Placeholder, batch: ImportBatch, root: int, keys: Keys) -> Columns:
    number = _number(one.text)
    record: dict[str, Any] = {"to_be_completed": True}
    if one.kind is FieldKind.UNIT:
        return record | {"code": number, "name_zh": one.text, "name_en": one.text, "parent_id": root}
    record |= {"number": number, "name": one.text}
    if one.kind is not FieldKind.PERSON:
        record |= {"source": batch.source, "source_ref": number, "batch_id": batch.id, "batch_row": one.row}
    if one.kind is not FieldKind.PRODUCT:
        record["unit_id"] = keys[one.unit] if isinstance(one.unit, Placeholder) else one.unit or root
    return record


def _number(text: str) -> str:
    """The text as a number; a long name is cut, and told from others that begin alike."""
    if len(text) <= LONGEST_NUMBER:
        return text
    return f"{text[: LONGEST_NUMBER - 9]}~{sha256(text.encode()).hexdigest()[:8]}"
