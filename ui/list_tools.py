"""What stands above a list: named views, the search, the choice of columns."""

import streamlit as st

from ui import address, table
from ui.fields import CustomColumn
from ui.filters import SEARCH, SIZE
from ui.language import _, label, listed
from ui.question import SIZES, whole
from ui.screen import Column, Screen

COLUMNS = "columns"


def draw_views(screen: Screen) -> None:
    """Lists that have a name."""
    if not screen.views:
        return
    present = {name: words for name, words in address.everything().items() if name != address.PAGE}
    names = {view.key: view for view in screen.views}
    same = (key for key, view in names.items() if {n: [w] for n, w in view.asks.items()} == present)
    widget = f"{screen.url_path}:view"
    said = {key: label(f"view.{key}") for key in names}
    st.session_state[widget] = next(same, None)

    def choose() -> None:
        chosen = st.session_state[widget]
        address.go(names[chosen].asks if chosen else {})

    st.pills(
        _("Views"), list(said), format_func=said.__getitem__, key=widget,
        label_visibility="collapsed", on_change=choose,
    )  # fmt: skip


def draw_search(screen: Screen) -> None:
    """Words to look for."""
    if not screen.search:
        return
    widget = f"{screen.url_path}:{SEARCH}"
    address.follow(SEARCH, widget, lambda words: words[0] if words else "")
    fields = listed(table.heading(one, screen.entity) for one in screen.search)
    st.text_input(
        _("Search"), key=widget, type="search", placeholder=_("Search {fields}", fields=fields), width=320,
        label_visibility="collapsed", icon=":material/search:",
        on_change=address.publish, args=(SEARCH, widget, lambda text: [text.strip()] if text.strip() else []),
    )  # fmt: skip


def chosen_columns(screen: Screen) -> tuple[Column, ...]:
    """The columns the address names; where it names none, those that are shown at first."""
    wanted = address.words(COLUMNS) or shown_at_first(screen)
    return tuple(column for column in screen.columns if column.key in wanted) or screen.columns


def shown_at_first(screen: Screen) -> list[str]:
    """Every column, but own fields only if their definition says so."""
    return [
        column.key
        for column in screen.columns
        if not isinstance(column, CustomColumn) or column.definition.in_list
    ]


def draw_columns(screen: Screen) -> None:
    """Which columns, how many rows."""
    names = {column.key: table.heading(column, screen.entity) for column in screen.columns}
    widget = address.follow_hidden(
        COLUMNS, f"{screen.url_path}:{COLUMNS}",
        lambda words: [w for w in words if w in names] or shown_at_first(screen),
    )  # fmt: skip

    def write(chosen: list[str]) -> list[str]:
        return [] if set(chosen) in (set(), set(shown_at_first(screen))) else chosen

    with st.popover(_("Columns"), icon=":material/view_column:", key=f"{screen.url_path}:choose"):
        st.pills(
            _("Columns"), list(names), selection_mode="multi", format_func=names.__getitem__, key=widget,
            on_change=address.publish, args=(COLUMNS, widget, write),
        )  # fmt: skip
        size = address.follow_hidden(SIZE, f"{screen.url_path}:{SIZE}", _size)
        st.segmented_control(
            _("Rows per page"), SIZES, key=size, required=True,
            on_change=address.publish, args=(SIZE, size, lambda n: [] if n == SIZES[0] else [str(n)]),
        )  # fmt: skip


def _size(words: address.Words) -> int:
    asked = whole(words[0]) if words else None
    return asked if asked in SIZES else SIZES[0]
