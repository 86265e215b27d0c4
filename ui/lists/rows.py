"""The table of a list: a heading sorts all rows, a cell opens its record, a box picks a row."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from domain.core.clock import today
from ui import address, table
from ui.drawer import open_drawer
from ui.filters import SORT
from ui.language import label
from ui.lists.columns import ROW_HEIGHT, density
from ui.lists.picked import all_picked, pick, picked, redraw
from ui.question import Wanted
from ui.screen import Column, Screen, is_stored


def draw_rows(screen: Screen, wanted: Wanted, columns: Sequence[Column], records: Sequence[Any]) -> None:
    """One page of the list."""
    drawn = st.session_state.get(f"{screen.url_path}:drawn", 0)
    ids = [record.id for record in records]
    chosen = set(picked(screen))
    boxes = [row for row, key in enumerate(ids) if all_picked(screen) or key in chosen]
    # Other rows are another table: one that stays mounted swallows the first press after its rows changed.
    widget = f"{screen.url_path}:rows:{drawn}:{all_picked(screen)}:{ids[0]}:{ids[-1]}"
    order, descending = order_of(screen, wanted)
    height = ROW_HEIGHT[density()]
    event: Any = st.dataframe(
        table.arrow(records, columns, today()),
        column_config=table.configuration(columns, screen.entity, {order: " ↓" if descending else " ↑"}),
        hide_index=True, height=height * (len(records) + 1) + 3, row_height=height, key=widget,
        on_select=lambda: _pressed(screen, wanted, widget, ids),
        selection_mode=["multi-row", "single-cell", "single-column"],
        selection_default={"selection": {"rows": boxes}}, alt=label(screen.title_key),
    )  # fmt: skip
    del event
    if opened := st.session_state.pop(f"{screen.url_path}:open", None):
        open_record(screen, opened)


def open_record(screen: Screen, key: int) -> None:
    """In the drawer beside the list, or on the page that the screen draws itself."""
    if screen.record is None:
        open_drawer(screen, key)
        return
    st.session_state[f"{screen.url_path}:list"] = address.everything()
    address.go({"id": str(key)})
    st.rerun()


def order_of(screen: Screen, wanted: Wanted) -> tuple[str, bool]:
    """By which column the rows stand, and whether the largest comes first."""
    stored = {column.key for column in screen.columns if is_stored(column)}
    if wanted.order in stored:
        return wanted.order, wanted.descending
    return screen.order_by.key, screen.descending


def _pressed(screen: Screen, wanted: Wanted, widget: str, ids: Sequence[int]) -> None:
    selection = st.session_state[widget]["selection"]
    if selection["columns"]:
        _sort(screen, wanted, selection["columns"][0])
        redraw(screen)
    elif selection["cells"]:
        at = selection["cells"][0][0]
        place = {"wanted": asdict(wanted), "position": (wanted.page - 1) * wanted.size + at}
        st.session_state[f"{screen.url_path}:place"] = place
        st.session_state[f"{screen.url_path}:open"] = ids[at]
        redraw(screen)
    else:
        pick(screen, ids, selection["rows"])


def _sort(screen: Screen, wanted: Wanted, key: str) -> None:
    """A heading sorts all rows, not only this page; a second press turns the order round."""
    order, descending = order_of(screen, wanted)
    if any(column.key == key and is_stored(column) for column in screen.columns):
        address.put(SORT, [f"-{key}" if key == order and not descending else key])
        address.put(address.PAGE, ())
