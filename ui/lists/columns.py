"""Which columns a list shows, in which order, how close its rows stand, how many of them."""

from collections.abc import Sequence

import streamlit as st

from domain.reporting.saved_view import Density
from ui import address, table
from ui.fields import CustomColumn
from ui.filters import SIZE
from ui.language import _, label
from ui.question import SIZES, whole
from ui.screen import Column, Screen

COLUMNS, DENSITY = "columns", "density"
ROW_HEIGHT = {Density.COMFORTABLE: 35, Density.COMPACT: 27}


def chosen_columns(screen: Screen) -> tuple[Column, ...]:
    """The columns the address names, in its order; where it names none, those that are shown at first."""
    known = {column.key: column for column in screen.columns}
    wanted = dict.fromkeys(address.words(COLUMNS)) or shown_at_first(screen)
    return tuple(known[key] for key in wanted if key in known) or screen.columns


def shown_at_first(screen: Screen) -> list[str]:
    """Every column, but own fields only if their definition says so."""
    return [
        column.key
        for column in screen.columns
        if not isinstance(column, CustomColumn) or column.definition.in_list
    ]


def density() -> Density:
    """How close rows stand."""
    return Density.COMPACT if address.get(DENSITY) == Density.COMPACT else Density.COMFORTABLE


def draw_columns(screen: Screen) -> None:
    """The button and, in it, one line per column."""
    with st.popover(_("Columns"), icon=":material/view_column:", key=f"{screen.url_path}:choose"):
        _ask_density(screen)
        _ask_size(screen)
        shown = [column.key for column in chosen_columns(screen)]
        names = {column.key: table.heading(column, screen.entity) for column in screen.columns}
        for at, key in enumerate(shown):
            with st.container(horizontal=True, vertical_alignment="center", gap=None):
                _line(screen, shown, at, names[key])
        _ask_more(screen, shown, {key: name for key, name in names.items() if key not in shown})


def _line(screen: Screen, shown: Sequence[str], at: int, name: str) -> None:
    st.markdown(name, width=180)
    before, after = swapped(shown, at, at - 1), swapped(shown, at, at + 1)
    rest = [key for key in shown if key != shown[at]]
    for icon, told, wanted in (
        (":material/arrow_upward:", _("{name}: further left", name=name), before),
        (":material/arrow_downward:", _("{name}: further right", name=name), after),
        (":material/visibility_off:", _("{name}: hide", name=name), rest),
    ):
        st.button(
            " ", icon=icon, type="tertiary", help=told, key=f"{screen.url_path}:column:{shown[at]}:{icon}",
            disabled=not wanted, on_click=write_columns, args=(screen, wanted),
        )  # fmt: skip


def swapped(shown: Sequence[str], at: int, other: int) -> list[str]:
    """The columns with two of them changed over; none where there is no other."""
    if not 0 <= other < len(shown):
        return []
    moved = list(shown)
    moved[at], moved[other] = moved[other], moved[at]
    return moved


def _ask_more(screen: Screen, shown: Sequence[str], hidden: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if hidden:
            widget = f"{screen.url_path}:more columns:{len(shown)}"
            st.selectbox(
                _("Add a column"), list(hidden), format_func=hidden.__getitem__, key=widget, index=None,
                placeholder=_("Add a column"), label_visibility="collapsed", width=240,
                on_change=lambda: write_columns(screen, [*shown, st.session_state[widget]]),
            )  # fmt: skip
        st.button(
            _("As shipped"), type="tertiary", key=f"{screen.url_path}:columns:reset",
            disabled=not address.words(COLUMNS), on_click=address.put, args=(COLUMNS, ()),
        )  # fmt: skip


def write_columns(screen: Screen, wanted: Sequence[str]) -> None:
    """Callback: show these columns; those shown at first need no words."""
    address.put(COLUMNS, [] if list(wanted) == shown_at_first(screen) else wanted)


def _ask_density(screen: Screen) -> None:
    names = {one: label(one) for one in Density}
    key = address.follow_hidden(DENSITY, f"{screen.url_path}:{DENSITY}", lambda _words: density())
    st.segmented_control(
        _("Row height"), list(names), format_func=names.__getitem__, key=key, required=True,
        on_change=address.publish,
        args=(DENSITY, key, lambda said: [] if said is Density.COMFORTABLE else [said.value]),
    )  # fmt: skip


def _ask_size(screen: Screen) -> None:
    key = address.follow_hidden(SIZE, f"{screen.url_path}:{SIZE}", _size)
    st.segmented_control(
        _("Rows per page"), SIZES, key=key, required=True,
        on_change=address.publish, args=(SIZE, key, lambda n: [] if n == SIZES[0] else [str(n)]),
    )  # fmt: skip


def _size(words: address.Words) -> int:
    asked = whole(words[0]) if words else None
    return asked if asked in SIZES else SIZES[0]
