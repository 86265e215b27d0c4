"""Choosing a mark without a mouse: its name from a list, with the same effect as pressing it."""

import streamlit as st

from ui import address
from ui.dashboard.declaration import Picture
from ui.language import _


def draw_pick_list(key: str, picture: Picture) -> None:
    """The list of marks; none chosen shows all."""
    widget = f"{key}:pick"
    st.session_state[widget] = address.get(picture.picks)
    if st.session_state[widget] not in picture.names:
        st.session_state[widget] = None
    st.selectbox(
        _("Show only"), list(picture.names), key=widget, format_func=picture.names.__getitem__,
        placeholder=_("All"), on_change=_choose, args=(picture.picks, widget),
    )  # fmt: skip


def _choose(dimension: str, widget: str) -> None:
    chosen = st.session_state[widget]
    address.put(dimension, (chosen,) if chosen else ())
