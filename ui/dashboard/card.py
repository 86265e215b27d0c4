"""One chart in its card: finding, picture, and behind "more" its meaning, its table and its files."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from ui import address
from ui.charts.picked import PICK
from ui.charts.style import style
from ui.dashboard.declaration import Panel, Picture
from ui.dashboard.more import draw_more
from ui.dashboard.view import View
from ui.language import _
from ui.routes import literal

MOST_NOTED = 4
WALL = 1.35
"""How much larger everything is on a wall."""


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
            _name_notes(picture)
        else:
            st.caption(literal(picture.alt))


def _name_notes(picture: Picture) -> None:
    """What the numbers in the picture stand for; the newest where there are many."""
    if picture.noted:
        shown = picture.noted[-MOST_NOTED:]
        st.caption("  \n".join(f"**{one.number}** {literal(one.said)}" for one in shown))


def _draw(picture: Picture, key: str, *, large: bool) -> None:
    spec = enlarged(json.loads(picture.spec(style()))) if large else json.loads(picture.spec(style()))
    spec["datasets"] = dict(picture.tables)
    if not picture.picks:
        st.vega_lite_chart(None, spec, key=key, alt=picture.alt)
        return
    widget = f"{key}#{st.session_state.get(_round(key), 0)}"
    st.vega_lite_chart(
        None, spec, key=widget, alt=_("{said}. Press a mark to show only it.", said=picture.alt),
        on_select=partial(pressed, picture.picks, key, _selected(widget)), selection_mode=PICK,
    )  # fmt: skip


def enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """For a wall: higher, its words larger. The page is enlarged as a whole; pictures measure themselves."""
    if isinstance(height := spec.get("height"), int | float):
        spec["height"] = height * WALL
    for param in spec.get("params", ()):
        if param.get("name") == "letter":
            param["value"] = param["value"] * WALL
    for owner in (spec.get("config", {}).get("axis", {}), *_marks(spec)):
        for name in ("labelFontSize", "titleFontSize", "fontSize"):
            if name in owner:
                owner[name] = owner[name] * WALL
    return spec


def _marks(spec: dict[str, Any]) -> list[dict[str, Any]]:
    marks = [layer.get("mark") for layer in (spec, *spec.get("layer", ()))]
    return [mark for mark in marks if isinstance(mark, dict)]


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
