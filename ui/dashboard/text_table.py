"""The figures of a chart as people read them."""

import pyarrow as pa
import streamlit as st

from ui.charts.columns import Columns
from ui.language import _

ROW = 32
MOST = 12
"""Rows that are seen without scrolling."""


def draw_text_table(columns: Columns, *, key: str, alt: str) -> None:
    """Cells are text already; figures stand to the right."""
    cells = {name: pa.array(list(values), pa.string()) for name, values in columns.items()}
    rows = len(next(iter(cells.values()), []))
    words = {_("Name"), _("Period"), _("Series"), _("Note"), _("Status")}
    st.dataframe(
        pa.table(cells), hide_index=True, key=key, alt=alt, row_height=ROW,
        height=ROW * (min(rows, MOST) + 1) + 3,
        column_config={
            name: st.column_config.TextColumn(alignment="right") for name in cells if name not in words
        },
    )  # fmt: skip
