"""Records as a file in the shape in which they come in: taken out, changed elsewhere, brought back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from db.bulk import select_in
from domain.core.entity import Entity
from domain.core.fact_spec import FieldSpec
from domain.core.journal import note
from domain.core.permission import Actor
from domain.intake.references import KINDS
from domain.intake.spec_of import spec_of
from domain.intake.template import FLAGS, Template, template_of, worded

Names = Mapping[str, Mapping[int, str]]
"""Field -> id -> number of the record that it names."""


def filled_template(
    session: Session, actor: Actor, kind: str, language: str, today: date, *conditions: ColumnElement[bool]
) -> Template:
    """The records in use that the actor sees and the conditions choose; the journal keeps who took them.

    NotPermitted for whoever could not bring them in again.
    """
    empty, spec = template_of(session, actor, kind, language, today), spec_of(session, actor, kind)
    query = select(spec.entity).where(spec.entity.archived_at.is_(None), *conditions)
    records = session.scalars(query.order_by(spec.entity.id)).all()
    names = _names(session, spec.open_fields, records)
    rows = [[_cell(item, one, names, language) for item in spec.open_fields] for one in records]
    note(session, "exported", entity=spec.entity.__name__, changes={"rows": len(rows)})
    return replace(empty, rows=rows)


def _names(session: Session, fields: Sequence[FieldSpec], records: Sequence[Entity]) -> Names:
    found: dict[str, dict[int, str]] = {}
    for item in fields:
        if item.kind in KINDS and item.attribute is not None:
            where = KINDS[item.kind]
            keys = {getattr(one, item.attribute) for one in records} - {None}
            number = where.table.c[where.number].label("number")
            rows = select_in(session, (where.table.c.id, number), where.table.c.id, keys)
            found[item.name] = {row.id: row.number for row in rows}
    return found


def _cell(item: FieldSpec, record: Entity, names: Names, language: str) -> Any:
    if item.attribute is None:
        return (record.custom or {}).get(item.name.partition(".")[2], "")
    value = getattr(record, item.attribute)
    if value is None:
        return ""
    if item.name in names:
        return names[item.name][value]
    if isinstance(value, Enum):
        return worded(item, str(value.value), value, language)
    if isinstance(value, bool):
        return FLAGS[language][not value]
    return Decimal(value) if isinstance(value, int) else value
