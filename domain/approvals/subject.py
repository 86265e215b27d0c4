"""What an approval is about: an existing record, or an imagined one to try a route with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.approvals.condition_field import ConditionField, Sort, key_column
from domain.core.entity import Entity

Value = Decimal | date | bool | str | None
"""A field as conditions compare it; choices, units and records by their code."""


@dataclass
class Subject:
    """Gives the values of fields, each looked up once."""

    session: Session
    submitter_id: int | None
    unit_id: int | None
    record: Any = None
    """None: imagined, then `values` says it all."""
    values: Mapping[str, Value] = field(default_factory=dict)
    _known: dict[str, Value] = field(default_factory=dict)

    def value(self, one: ConditionField) -> Value:
        """The value of a field; None where nothing is known."""
        if self.record is None:
            return self.values.get(one.path)
        if one.path not in self._known:
            self._known[one.path] = self._read(one)
        return self._known[one.path]

    def _read(self, one: ConditionField) -> Value:
        if one.definition is not None:
            return _comparable(self.session, one, one.definition.read(self.record))
        if one.column is None:
            return None
        if one.link is None:
            return _comparable(self.session, one, getattr(self.record, one.path))
        target = one.column.table
        key = getattr(self.record, type(self.record).__mapper__.get_property_by_column(one.link).key)
        # The table, not the entity: what a record points to counts, whether or not the actor sees it.
        raw = key and self.session.scalar(select(one.column).where(target.c.id == key))
        return _comparable(self.session, one, raw)


def subject_of(session: Session, record: Any, submitter_id: int | None) -> Subject:
    """An existing record that somebody submits."""
    return Subject(session, submitter_id, getattr(record, "unit_id", None), record)


def written(value: Value) -> str | None:
    """A value as it is frozen in a request."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def code_of(session: Session, kind: type[Entity], key: int) -> str | None:
    """How a record of this kind is named by conditions."""
    column = key_column(kind)
    if column is None:
        return None
    found = session.scalar(select(column).where(column.table.c.id == key))
    return None if found is None else str(found)


def _comparable(session: Session, one: ConditionField, raw: Any) -> Value:
    if raw is None or raw == "":
        return None
    if one.sort is Sort.NUMBER:
        return raw if isinstance(raw, Decimal) else Decimal(raw)
    if one.sort is Sort.CHOICE:
        return str(raw.value) if isinstance(raw, Enum) else str(getattr(raw, "code", raw))
    if one.sort in (Sort.UNIT, Sort.RECORD) and one.target is not None:
        return code_of(session, one.target, int(raw))
    return raw if isinstance(raw, date | bool) else str(raw)
