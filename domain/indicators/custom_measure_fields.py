"""What a kind of fact offers to somebody who builds a measure: months, numbers, fields to filter by."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, type_coerce
from sqlalchemy.orm import Session

from db.types import ExactDecimal, Scaled
from domain.approvals.condition_field import ConditionField, Sort, fields_of
from domain.core.custom_definition import SCALED, Definition, definitions
from domain.core.entity import Fact
from domain.core.field_access import FieldAccess, access_to
from domain.core.permission import Actor
from domain.indicators.measure_part import PART_PLACES, SCALE

FILTERED = frozenset({Sort.NUMBER, Sort.CHOICE, Sort.FLAG, Sort.DAY, Sort.TEXT})
"""Sorts of fields that conditions of measures ask about. Units and partners are what figures are broken
down by; a change of them would not be noticed by the facts."""


def month_columns(fact: type[Fact]) -> tuple[str, ...]:
    """Columns that name a month in which a row counts."""
    return fact.period_columns


def conditions_of(session: Session, fact: type[Fact]) -> dict[str, ConditionField]:
    """The fields of the fact itself that conditions may ask about, own ones of the organisation included."""
    return {
        path: one
        for path, one in fields_of(session, fact).items()
        if one.link is None and one.sort in FILTERED and path not in fact.period_columns and _compares(one)
    }


def _compares(one: ConditionField) -> bool:
    """Decimals kept as text cannot be compared by size inside the database."""
    return one.column is None or not isinstance(one.column.type, ExactDecimal)


def numeric_fields(session: Session, fact: type[Fact]) -> Mapping[str, bool]:
    """Fields that can be added up -> whether it is an amount of money."""
    found = {
        path: False
        for path, one in conditions_of(session, fact).items()
        if one.sort is Sort.NUMBER and one.column is not None and _adds_up(one.column.type)
    }
    own = (one for one in definitions(session, fact.__name__) if one.kind in SCALED)
    return found | {one.word: one.kind.value == "money" for one in own}


def _adds_up(kind: Any) -> bool:
    return isinstance(kind, Integer) or (isinstance(kind, Scaled) and kind.places == PART_PLACES)


def amount_of(fact: type[Fact], name: str) -> ColumnElement[Any]:
    """A column as the engine adds it up: in ten-thousandths."""
    column: ColumnElement[Any] = getattr(fact, name)
    if isinstance(column.type, Scaled):
        return column
    return type_coerce(column * SCALE, Scaled(PART_PLACES))


def is_open(actor: Actor, fact: type[Fact], path: str, definition: Definition | None) -> bool:
    """Whether the person may read the field at all: nobody learns by a sum what no list shows."""
    if definition is not None and not definition.open_to(actor):
        return False
    return access_to(actor, fact, path) in (FieldAccess.READ, FieldAccess.FULL)
