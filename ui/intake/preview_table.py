"""The rows of a dry run as a table: what becomes of each, why, and what was read."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.core.fact_spec import FactSpec, FieldKind, FieldSpec
from domain.intake.batch_rows import reason_plain, reason_said
from domain.intake.differences import Difference
from domain.intake.plan import Fate
from domain.intake.preview_import import PreviewRow
from domain.intake.request import ImportRequest
from ui import formats
from ui.intake.naming import choice_name, field_name, outcome_name, value_text
from ui.language import _, current, label

RIGHT = frozenset({FieldKind.MONEY, FieldKind.QUANTITY, FieldKind.RATIO})
FATE_COLOURS = {Fate.NEW: "green", Fate.CHANGED: "blue", Fate.SAME: "gray", Fate.REJECTED: "red"}
ROW_HEIGHT, TALLEST = 35, 14
AUTO = 10
"""Rows up to which a table is as high as its content."""


def draw_rows(request: ImportRequest, rows: Sequence[PreviewRow], key: str) -> None:
    """One line for each row: number, outcome, why, and every field that was read."""
    spec = request.spec
    columns: dict[str, Any] = {
        "row": pa.array([str(row.number) for row in rows]),
        "fate": pa.array([[outcome_name(row.fate)] for row in rows], pa.list_(pa.string())),
        "why": pa.array([because(spec, row) for row in rows]),
    }
    looks: dict[str, Any] = {
        "row": st.column_config.TextColumn(_("Row"), alignment="right", width=60),
        "fate": st.column_config.MultiselectColumn(
            _("Outcome"), options=[outcome_name(fate) for fate in Fate],
            color=[FATE_COLOURS[fate] for fate in Fate], width=80,
        ),
        "why": st.column_config.TextColumn(_("Difference or reason"), width="large"),
    }  # fmt: skip
    for item in request.said:
        columns[item.name] = pa.array([_cell(item, row.values.get(item.name)) for row in rows])
        side: Any = "right" if item.kind in RIGHT else "left"
        looks[item.name] = st.column_config.TextColumn(field_name(spec, item), alignment=side)
    if not any(columns["why"].to_pylist()):
        del columns["why"]
    st.dataframe(
        pa.table(columns), column_config=looks, hide_index=True, key=key, row_height=ROW_HEIGHT,
        height="auto" if len(rows) <= AUTO else ROW_HEIGHT * TALLEST, alt=_("Rows of the dry run"),
    )  # fmt: skip


def because(spec: FactSpec, row: PreviewRow) -> str:
    """What changes, or why the row is rejected."""
    if row.fate is Fate.REJECTED:
        return "; ".join(reason_said(reason_plain(reason), current()) for reason in row.reasons)
    if row.repeats is not None:
        return _("The same as row {number} of this file", number=row.repeats)
    return "; ".join(difference_text(spec, one) for one in row.differences)


def difference_text(spec: FactSpec, one: Difference) -> str:
    """Field: old -> new."""
    item = next((item for item in spec.fields if item.name == one.field), None)
    name = field_name(spec, item) if item else label(f"field.{one.field}")
    old, new = (_end(item, value) for value in (one.old, one.new))
    return f"{name}: {old} → {new}"


def _end(item: FieldSpec | None, value: Any) -> str:
    if item is not None and item.kind is FieldKind.CHOICE and isinstance(value, str) and value:
        return choice_name(item, value)
    return value_text(value)


def _cell(item: Any, value: Any) -> str:
    if item.kind is FieldKind.CHOICE and value is not None:
        return choice_name(item, value)
    shown = value_text(value)
    return "" if shown == formats.NOTHING else shown
