"""One chart in its card: finding, picture, and behind "more" its meaning, its table and its files."""

import json
from collections.abc import Callable
from functools import partial

import streamlit as st

from ui import address
from ui.charts.picked import PICK
from ui.charts.style import style
from ui.dashboard.declaration import Panel, Picture
from ui.dashboard.enlarged import enlarged
from ui.dashboard.more import draw_more
from ui.dashboard.view import View
from ui.language import _
from ui.routes import literal

MOST_NOTED = 4


def draw_card(panel: Panel, picture: Picture, view: View, page: str) -> None:
    """The card."""
    key = f"{page}:{panel.key}"
    with st.container(border=True, key=f"card-{page}-{panel.key}", gap="small", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            st.markdown(f"**{literal(picture.title)}**", width="stretch")
            if not view.wall:
                draw_more(key, panel, picture, view, page)
        if picture.figure:
            _draw(picture, key, large=view.wall)
            _name_notes(picture, between=" · " if view.wall else "  \n")
        else:
            st.caption(literal(picture.alt))


def _name_notes(picture: Picture, *, between: str) -> None:
    """What the numbers in the picture stand for; the newest where there are many."""
    if picture.noted:
        shown = picture.noted[-MOST_NOTED:]
        st.caption(between.join(f"**{one.number}** {literal(one.said)}" for one in shown))


def _draw(picture: Picture, key: str, *, large: bool) -> None:
    text = picture.spec(style())
    spec = enlarged(text) if large else json.loads(text)
    spec["datasets"] = dict(picture.tables)
    if not picture.picks:
        st.vega_lite_chart(None, spec, key=key, alt=picture.alt)
        return
    widget = f"{key}#{st.session_state.get(_round(key), 0)}"
    st.vega_lite_chart(
        None, spec, key=widget, alt=_("{said}. Press a mark to show only it.", said=picture.alt),
        on_select=partial(pressed, picture.picks, key, _selected(widget)), selection_mode=PICK,
    )  # fmt: skip


def pressed(dimension: str, key: str, selected: Callable[[], str | None]) -> None:
    """Callback: the pressed mark becomes the filter of the page; pressed again, it is released."""
    found = selected()
    st.session_state[_round(key)] = st.session_state.get(_round(key), 0) + 1
    if found is not None:
        address.put(dimension, () if address.get(dimension) == found else (found,))


def _selected(widget: str) -> Callable[[], str | None]:
    def read() -> str | None:
        points = st.session_state[widget].selection.get(PICK) or []
        return str(points[0]["key"]) if points and points[0].get("key") is not None else None

    return read


def _round(key: str) -> str:
    """A pressed picture is mounted anew: else the browser holds on to its own choice."""
    return f"{key}@pressed"
