"""A picture by itself, outside a dashboard: nothing in it can be pressed."""

import json

import streamlit as st

from ui.charts.picked import PICK
from ui.charts.style import style
from ui.dashboard.declaration import Picture
from ui.dashboard.text_table import draw_text_table
from ui.language import _
from ui.routes import literal


def draw_plain(picture: Picture, key: str) -> None:
    """Title, picture, and its table one press away."""
    with st.container(border=True, key=f"card-{key}", gap="small", height="stretch"):
        st.markdown(f"**{literal(picture.title)}**")
        if not picture.figure:
            st.caption(literal(picture.alt))
            return
        spec = json.loads(picture.spec(style()))
        spec["datasets"] = dict(picture.tables)
        spec["params"] = [one for one in spec.get("params", []) if one["name"] != PICK]
        st.vega_lite_chart(None, spec, key=key, alt=picture.alt)
        with st.popover(_("As a table"), type="tertiary", icon=":material/table:", key=f"{key}:table"):
            draw_text_table(picture.table, key=f"{key}:rows", alt=_("As a table"))
