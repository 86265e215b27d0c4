"""From what a row says to the columns of its record."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.errors import DomainError
from domain.core.fact_spec import Columns, FactSpec, FieldSpec
from domain.core.permission import Actor, Permission
from domain.intake.custom_fields import sound
from domain.intake.file_rows import FileRow
from domain.intake.references import KINDS, Placeholder, References, units_by_id
from domain.intake.storable import storable
from domain.organisation.tree import root_unit


class OutsideYourUnits(DomainError):
    """The row belongs to a unit in which the person may not import."""

    text = "You may not import into the unit {unit}."


@dataclass(slots=True)
class Scope:
    """Where the actor may import, and where rows without a unit belong."""

    actor: Actor
    root: int
    names: dict[int, str]
    found_open: set[int] = field(default_factory=set)
    """Units in which the actor may import, as far as rows have asked."""

    @classmethod
    def of(cls, session: Session, actor: Actor) -> "Scope":
        """The scope of an actor; NotPermitted if there is none."""
        actor.require(Permission.FACTS_IMPORT)
        return cls(actor, root_unit(session), units_by_id(session))

    def require(self, unit: Any) -> None:
        """Refuse a row of a unit elsewhere; a unit that is yet to be created stands below the root."""
        key = self.root if isinstance(unit, Placeholder) else unit
        if key in self.found_open:
            return
        if not self.actor.may(Permission.FACTS_IMPORT, key):
            name = unit.text if isinstance(unit, Placeholder) else self.names[unit]
            raise OutsideYourUnits(field="unit", unit=name)
        self.found_open.add(key)


def resolved(spec: FactSpec, row: FileRow, references: References) -> tuple[Columns, list[DomainError]]:
    """The row's values with keys and records for what it names, and why that failed."""
    said, reasons = dict(row.values), []
    for item in spec.fields:
        if item.kind in KINDS and said.get(item.name) is not None:
            try:
                said[item.name] = references.resolve(item.kind, said[item.name])
            except DomainError as refusal:
                refusal.field = item.name
                reasons.append(refusal)
    return said, reasons


def completed(
    spec: FactSpec, row: FileRow, said: Columns, stored: Columns | None, references: References
) -> Columns:
    """Every field of the record: what the row says, else what is stored."""
    whole: Columns = {}
    for item in spec.fields:
        if item.name in said and not _keeps(spec, item, row, stored):
            whole[item.name] = said[item.name]
        elif item.attribute is not None:
            value = None if stored is None else stored[item.attribute]
            is_record = item.kind in KINDS and not KINDS[item.kind].created
            whole[item.name] = references.record(item.kind, value) if is_record else value
    return whole


def finished(spec: FactSpec, whole: Columns, stored: Columns | None, scope: Scope) -> Columns:
    """The columns of the record, as they are kept; custom values under their words.

    OutsideYourUnits, what `prepare` refuses, or what a custom field does not hold.
    """
    table = table_of(spec.entity)
    columns = {item.attribute: _key(whole[item.name]) for item in spec.fields if item.attribute is not None}
    columns |= spec.prepare(whole, stored)
    if "unit_id" in table.c:
        columns["unit_id"] = columns["unit_id"] or scope.root
        scope.require(columns["unit_id"])
        if stored is not None:
            scope.require(stored["unit_id"])
    own, custom = sound(spec, columns, new=stored is None)
    return storable(table, own) | custom


def _keeps(spec: FactSpec, item: FieldSpec, row: FileRow, stored: Columns | None) -> bool:
    """Whether a field the row is silent about keeps a value of its own instead of repeating another."""
    if item.name not in row.defaulted or stored is None or item.default_from is None:
        return False
    other = spec[item.default_from].attribute
    return item.attribute is None or other is None or bool(stored[item.attribute] != stored[other])


def _key(value: Any) -> Any:
    """A record stands for its key in the columns of another."""
    return value["id"] if isinstance(value, dict) else value
