"""Values as their columns keep them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, Enum, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from db.types import Scaled, UtcDateTime
from domain.core.fact_spec import Columns
from domain.core.rounding import rounded

AS_THEY_ARE = frozenset({int, date, bool})


def storable(table: Table, columns: Columns) -> Columns:
    """Numbers rounded half up to the places of their column, enums by member, nothing as the default."""
    kept = table.c
    return {
        name: value if type(value) in AS_THEY_ARE else _stored(kept[name], value)
        for name, value in columns.items()
    }


def with_defaults(table: Table, columns: Columns) -> Columns:
    """A new row with a value for every column that does not make its own."""
    return {**_defaults(table), **columns}


def revived(table: Table, plain: Columns) -> Columns:
    """Column values out of the JSON that `journal.plain` made of them."""
    return {name: _revived(table.c[name], value) for name, value in plain.items()}


@cache
def _defaults(table: Table) -> Columns:
    columns = (column for column in table.c if not column.primary_key and not _makes_its_own(column))
    return {column.name: _nothing(column) for column in columns}


def _stored(column: Column[Any], value: Any) -> Any:
    if value is None:
        return _nothing(column)
    if isinstance(value, Decimal) and isinstance(column.type, Scaled):
        exact = -int(value.as_tuple().exponent) <= column.type.places
        return value if exact else rounded(value, column.type.places)
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    return value


def _nothing(column: Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, ScalarElementColumnDefault) and not column.nullable else None


def _makes_its_own(column: Column[Any]) -> bool:
    return column.default is not None and column.default.is_callable


def _revived(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    for kind, read in READ:
        if isinstance(column.type, kind):
            return read(value)
    return _stored(column, value)


READ: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (UtcDateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Scaled, Decimal),
)
