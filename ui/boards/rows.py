"""A table of records below the pictures: pressing a row opens the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import streamlit as st

from ui import address, formats
from ui.language import _
from ui.routes import page_for

MOST, ROW = 12, 35


@dataclass(frozen=True)
class Table:
    """Headings with their cells; `ids` are the records of the rows, `page` where they open."""

    columns: Mapping[str, Sequence[str]]
    ids: Sequence[int]
    page: str
    right: frozenset[str] = field(default_factory=frozenset)
    """Headings of figures."""
    count: int = 0
    """How many there are, where more than the rows given."""


def draw_rows(table: Table, title: str, key: str, empty: str, note: str = "") -> None:
    """The card: what it is, the first rows, and how many there are."""
    with st.container(border=True, key=f"card-{key}", gap="small"):
        st.markdown(f"**{title}**")
        if not table.ids:
            st.caption(empty)
            return
        shown = {head: pa.array(list(cells[:MOST]), pa.string()) for head, cells in table.columns.items()}
        widget = f"{key}:{table.ids[0]}:{table.ids[min(MOST, len(table.ids)) - 1]}"
        st.dataframe(
            pa.table(shown), hide_index=True, key=widget, alt=title, selection_mode="single-cell",
            height=ROW * (min(MOST, len(table.ids)) + 1) + 3, row_height=ROW,
            on_select=lambda: _open(widget, table),
            column_config={
                head: st.column_config.TextColumn(alignment="right" if head in table.right else "left")
                for head in table.columns
            },
        )  # fmt: skip
        said = [note] if note else []
        count = max(table.count, len(table.ids))
        if count > MOST:
            said.append(_("The first {shown} of {count}.", shown=MOST, count=formats.number(count)))
        if said:
            st.caption(" ".join(said))


def _open(widget: str, table: Table) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    page = page_for(table.page)
    if cells and page is not None:
        address.leave(page, {"id": str(table.ids[cells[0][0]])})
