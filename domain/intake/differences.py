"""What a row would change in its record, field by field, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import select_in
from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec
from domain.intake.plan import PlannedRow
from domain.intake.references import KINDS, Placeholder


@dataclass(frozen=True, slots=True)
class Difference:
    """A field's value before and after. Records that are named show by their number."""

    field: str
    old: Any
    new: Any


def differences(session: Session, spec: FactSpec, rows: Iterable[PlannedRow]) -> dict[int, list[Difference]]:
    """Row number -> what it would change. Give the rows that are shown, not all of a large file."""
    changed = [row for row in rows if row.stored is not None]
    numbers = _numbers(session, spec, changed)
    return {row.number: [*_own(spec, row, numbers), *_of_companions(row)] for row in changed}


def _own(spec: FactSpec, row: PlannedRow, numbers: dict[tuple[FieldKind, int], str]) -> list[Difference]:
    stored, new = row.stored or {}, row.differing
    return [
        Difference(item.name, *(_shown(item, state[item.attribute], numbers) for state in (stored, new)))
        for item in spec.fields
        if item.attribute in new and item.attribute in stored and item.name not in spec.closed
    ]


def _of_companions(row: PlannedRow) -> list[Difference]:
    found = []
    for one in row.companions:
        names = one.columns or one.stored or {}
        found += [
            Difference(name, (one.stored or {}).get(name), (one.columns or {}).get(name))
            for name in ("received_on", "amount")
            if name in names and (one.stored or {}).get(name) != (one.columns or {}).get(name)
        ]
    return found


def _shown(item: FieldSpec, value: Any, numbers: dict[tuple[FieldKind, int], str]) -> Any:
    if isinstance(value, Placeholder):
        return value.text
    return numbers.get((item.kind, value), value) if item.kind in KINDS else value


def _numbers(
    session: Session, spec: FactSpec, rows: Iterable[PlannedRow]
) -> dict[tuple[FieldKind, int], str]:
    """(kind, key) -> number of every record that the rows name or named."""
    keys: dict[FieldKind, set[int]] = {}
    for row in rows:
        for item in spec.fields:
            if item.kind in KINDS and item.attribute in row.differing:
                pair = (row.columns[item.attribute], (row.stored or {}).get(item.attribute))
                keys.setdefault(item.kind, set()).update(key for key in pair if isinstance(key, int))
    found = {}
    for kind, some in keys.items():
        table, number = KINDS[kind].table, KINDS[kind].number
        for record in select_in(session, (table.c.id, table.c[number].label("number")), table.c.id, some):
            found[kind, record.id] = record.number
    return found
