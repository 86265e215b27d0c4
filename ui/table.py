"""Records as a table: one Arrow column per declared column, formatted in the present language."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

import pyarrow as pa
import streamlit as st
from sqlalchemy.orm import InstrumentedAttribute

from domain.core.field_access import masked
from ui import custom, formats
from ui.colours import badge_colour
from ui.fields import NUMERIC, CustomColumn, Kind, Masked, choices_of, key_of, kind_of
from ui.language import label
from ui.screen import Column, Computed
from ui.titles import title

_TEXTS: dict[Kind, Callable[[Any], str]] = {
    Kind.FLAG: formats.flag,
    Kind.DAY: formats.day,
    Kind.INSTANT: formats.instant,
    Kind.MONTH: formats.month,
    Kind.MONEY: formats.money,
    Kind.QUANTITY: formats.number,
    Kind.WHOLE: formats.number,
    Kind.RATIO: formats.percent,
}
WIDE = frozenset({Kind.LONG_TEXT})


def kind(column: Column) -> Kind:
    """What the column holds."""
    return column.kind if isinstance(column, Computed) else kind_of(column)


def heading(column: Column, entity: type[Any]) -> str:
    """What the column is called."""
    return label(f"{entity.__name__}.{column.key}" if isinstance(column, Computed) else key_of(column))


def value(record: Any, column: Column, today: date) -> Any:
    """The stored or computed value."""
    if isinstance(column, Computed):
        return column.value(record, today)
    if isinstance(column, Masked):
        return masked(text(value(record, column.field, today), kind_of(column.field)))
    if isinstance(column, CustomColumn):
        return custom.value_of(record, column)
    return getattr(record, column.key)


def text(found: Any, what: Kind) -> str:
    """A value as it is shown; an empty one as a dash."""
    if found is None or found == "":
        return formats.NOTHING
    if what is Kind.CHOICE or isinstance(found, Enum):
        return label(found)
    if what is Kind.RECORDS:
        return label(f"entity.{found}")
    if what in (Kind.LINK, Kind.FILE):
        return title(found)
    if what in _TEXTS:
        return _TEXTS[what](found)
    return ", ".join(map(str, found)) if isinstance(found, list) else str(found)


def arrow(records: Sequence[Any], columns: Iterable[Column], today: date) -> pa.Table:
    """The table that goes to the browser. Exact figures travel as text: a browser's numbers are binary."""
    made = {}
    for column in columns:
        what = kind(column)
        cells = [text(value(record, column, today), what) for record in records]
        made[column.key] = pa.array([[c] for c in cells] if what is Kind.CHOICE else cells, _arrow_type(what))
    return pa.table(made)


def configuration(columns: Iterable[Column], entity: type[Any], arrows: dict[str, str]) -> dict[str, Any]:
    """How each column looks. `arrows` marks the sorted column (key -> sign)."""
    return {
        column.key: _column(column, f"{heading(column, entity)}{arrows.get(column.key, '')}")
        for column in columns
    }


def _arrow_type(what: Kind) -> pa.DataType:
    return pa.list_(pa.string()) if what is Kind.CHOICE else pa.string()


def _column(column: Column, name: str) -> Any:
    what = kind(column)
    if what is Kind.CHOICE:
        members = [] if isinstance(column, Computed) else choices_of(column)
        return st.column_config.MultiselectColumn(
            name, options=[label(m) for m in members], color=[badge_colour(m) for m in members]
        )
    return st.column_config.TextColumn(
        name, alignment="right" if what in NUMERIC else "left", width="large" if what in WIDE else None
    )


def links_of(columns: Iterable[Column]) -> list[InstrumentedAttribute[Any]]:
    """The relationships that must be loaded to show these columns."""
    stored = (column.field if isinstance(column, Masked) else column for column in columns)
    return [one for one in stored if isinstance(one, InstrumentedAttribute) and kind_of(one) is Kind.LINK]
