"""The records that the rows of a file are about, as they are stored now."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.fact_spec import Columns, FactSpec
from domain.core.journal import CUSTOM
from domain.intake.custom_fields import custom_fields, unfolded
from domain.intake.file_rows import FileRow


def stored_rows(session: Session, spec: FactSpec, source: str, rows: Sequence[FileRow]) -> dict[str, Columns]:
    """Reference -> columns of the record, for those rows that have one. Records of every unit.

    Custom fields of the fact stand beside the columns, under their words.
    """
    found = _stored(session, spec, source, rows)
    return {ref: unfolded(spec, columns) for ref, columns in found.items()}


def _stored(session: Session, spec: FactSpec, source: str, rows: Sequence[FileRow]) -> dict[str, Columns]:
    table = table_of(spec.entity)
    refs = {row.ref for row in rows if row.ref}
    whole = any(custom_fields(spec))
    columns = [column for column in table.c if whole or column.name != CUSTOM]
    if spec.identity is None:
        found = select_in(session, columns, table.c.source_ref, refs, table.c.source == source)
        return {row.source_ref: dict(row._mapping) for row in found}
    known = {
        row._mapping[spec.identity]: dict(row._mapping)
        for row in select_in(session, columns, table.c[spec.identity], refs)
    }
    return _stand_ins(session, spec, [row for row in rows if row.ref not in known]) | known


def by_reference(session: Session, spec: FactSpec, source: str, refs: set[str]) -> dict[str, Columns]:
    """The records of a source with these references."""
    table = table_of(spec.entity)
    found = select_in(session, list(table.c), table.c.source_ref, refs, table.c.source == source)
    return {row.source_ref: dict(row._mapping) for row in found}


def _stand_ins(session: Session, spec: FactSpec, rows: Sequence[FileRow]) -> dict[str, Columns]:
    """Records that were created because a row named them, and of which nothing but this name is known.

    A row with a number of its own and exactly that name is what they stood for; where two rows have
    the name, neither is.
    """
    table = table_of(spec.entity)
    names = Counter(row.values.get("name") for row in rows)
    once = {
        row.values["name"]: row.ref
        for row in rows
        if row.values.get("name") and names[row.values["name"]] == 1
    }
    found = select_in(session, list(table.c), table.c.number, once, table.c.to_be_completed.is_(True))
    return {once[row.number]: dict(row._mapping) for row in found if row.name == row.number}
