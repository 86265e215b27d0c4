"""Records kept by hand, brought in row by row through their verbs; the dry run does it and goes back."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.editing import create, edit, restore
from domain.core.entity import Entity
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns
from domain.core.permission import Actor
from domain.intake.bad_value import NotWhole
from domain.intake.custom_fields import (
    CustomFieldSpec,
    custom_fields,
    kept_value,
    preset_words,
    unfolded,
    word_of,
)
from domain.intake.file_rows import FileRow, read_rows
from domain.intake.finish_row import resolved
from domain.intake.plan import Fate, ImportPlan, PlannedRow, SaysSomethingElse, differing
from domain.intake.progress import Phase, Progress, unheard
from domain.intake.record_spec import RecordSpec
from domain.intake.references import References, UnknownReference
from domain.intake.request import ImportRequest
from domain.intake.spec_of import require_open
from domain.intake.storable import storable


@dataclass(slots=True)
class Carried:
    """A row that was written: its record as it is now."""

    planned: PlannedRow
    record: Entity


class _GoBack(Exception):
    """Leaves a savepoint and undoes what was done in it."""


def try_records(
    session: Session, actor: Actor, request: ImportRequest, now: datetime, progress: Progress = unheard
) -> ImportPlan:
    """What importing would do, found out by doing it and going back. Raises what `carry_records` raises."""
    plan = ImportPlan(request, [])
    with suppress(_GoBack), session.begin_nested():
        plan, _ = carry_records(session, actor, request, now, progress)
        raise _GoBack
    return plan


def carry_records(
    session: Session, actor: Actor, request: ImportRequest, now: datetime, progress: Progress = unheard
) -> tuple[ImportPlan, list[Carried]]:
    """Write the good rows, each in a savepoint of its own; whatever a verb refuses rejects its row.

    Rows may name records that other rows of the file bring. A row that names an archived record takes it
    back into use. Raises NotPermitted, FieldClosed, and what reading the file raises.
    """
    require_open(session, actor, request)
    carrier = _Carrier(session, actor, request, now)
    actor.require(carrier.spec.permission)
    rows = list(read_rows(request))
    waiting, last = rows, -1
    while waiting and len(waiting) != last:
        last = len(waiting)
        for row in waiting:
            carrier.carry(row)
            progress(Phase.COMPARING, len(carrier.planned), len(rows))
        waiting = carrier.waiting
    planned = sorted(carrier.planned.values(), key=lambda one: one.number)
    return ImportPlan(request, planned), carrier.carried


@dataclass(slots=True)
class _Carrier:
    session: Session
    actor: Actor
    request: ImportRequest
    now: datetime
    planned: dict[int, PlannedRow] = field(default_factory=dict)
    carried: list[Carried] = field(default_factory=list)
    seen: dict[str, FileRow] = field(default_factory=dict)

    @property
    def spec(self) -> RecordSpec:
        if not isinstance(self.request.spec, RecordSpec):
            raise TypeError(f"{self.request.spec.name} is a fact")
        return self.request.spec

    @property
    def waiting(self) -> list[FileRow]:
        """Rows that name something unknown: another row may have brought it meanwhile."""
        return [
            one.row
            for one in self.planned.values()
            if any(isinstance(reason, UnknownReference) for reason in one.reasons)
        ]

    def carry(self, row: FileRow) -> None:
        """Decide about a row and write what it says."""
        earlier = self.seen.get(row.ref)
        if not row.reasons and earlier is not None and earlier.values == row.values:
            self.planned[row.number] = PlannedRow(row, Fate.SAME, repeats=earlier.number)
            return
        reasons: list[DomainError] = list(row.reasons)
        if not reasons and earlier is not None:
            reasons = [SaysSomethingElse(row=earlier.number, ref=row.ref)]
        if not reasons:
            try:
                with self.session.begin_nested():
                    self.planned[row.number] = self._write(row)
                self.seen[row.ref] = row
                return
            except _Refused as refused:
                reasons = refused.reasons
            except DomainError as refusal:
                reasons = [refusal]
        entity = self.spec.entity.__name__
        for reason in reasons:
            reason.field = reason.field and word_of(reason.field, entity)
        self.planned[row.number] = PlannedRow(row, Fate.REJECTED, reasons=reasons)

    def _write(self, row: FileRow) -> PlannedRow:
        columns = self._columns(row)
        record = self._find(columns)
        if record is None:
            columns = preset_words(self.spec) | columns
            planned = PlannedRow(row, Fate.NEW, columns)
            record = self._add({name: value for name, value in columns.items() if value is not None})
        else:
            stored = _stored(self.spec, record)
            changes = differing(columns, stored)
            if record.archived_at is not None:
                restore(self.session, self.actor, self.spec.permission, record)
                columns, changes = columns | {"archived_at": None}, changes | {"archived_at": None}
            planned = PlannedRow(row, Fate.CHANGED if changes else Fate.SAME, columns, stored)
            edited = {name: value for name, value in changes.items() if name != "archived_at"}
            if edited:
                edit(self.session, self.actor, self.spec.permission, record, edited)
        if planned.fate is not Fate.SAME:
            self.carried.append(Carried(planned, record))
        return planned

    def _columns(self, row: FileRow) -> Columns:
        """What the row says, by attribute, as records keep it."""
        references = References(self.session, self.spec, self.request.source, strict=True)
        references.load([row], [])
        said, reasons = resolved(self.spec, row, references)
        if reasons:
            raise _Refused(reasons)
        table, columns = table_of(self.spec.entity), {}
        for item in self.request.said:
            value = said[item.name]
            if isinstance(item, CustomFieldSpec):
                columns[item.name] = kept_value(item, value)
            elif item.attribute is not None:
                value = value["id"] if isinstance(value, dict) else value
                columns |= storable(table, {item.attribute: _whole(table, item.attribute, value)})
        if "to_be_completed" in table.c:
            columns["to_be_completed"] = False
        return columns

    def _find(self, columns: Columns) -> Entity | None:
        """The record of that key; of several editions the last."""
        kind = self.spec.entity
        names = [self.spec[name].attribute or name for name in self.spec.key]
        same = [getattr(kind, name) == columns[name] for name in names]
        return self.session.scalars(select(kind).where(*same).order_by(kind.id.desc()).limit(1)).first()

    def _add(self, values: dict[str, Any]) -> Entity:
        if self.spec.add is None:
            return create(self.session, self.actor, self.spec.permission, self.spec.entity, values)
        record = self.spec.add(self.session, self.actor, values, self.now)
        custom = {item.name: values[item.name] for item in custom_fields(self.spec) if item.name in values}
        if custom:
            edit(self.session, self.actor, self.spec.permission, record, custom)
        return record


class _Refused(Exception):
    """Several reasons at once."""

    def __init__(self, reasons: Iterable[DomainError]) -> None:
        self.reasons = list(reasons)


def _stored(spec: RecordSpec, record: Entity) -> Columns:
    own = {column.name: getattr(record, column.name) for column in table_of(spec.entity).c}
    return unfolded(spec, own)


def _whole(table: Any, name: str, value: Any) -> Any:
    """Counts are whole."""
    if isinstance(value, Decimal) and table.c[name].type.python_type is int:
        if value != value.to_integral_value():
            problem = NotWhole(value)
            problem.field = name
            raise problem
        return int(value)
    return value
