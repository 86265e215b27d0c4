"""The search above a list."""

import streamlit as st

from ui import address, table
from ui.filters import SEARCH
from ui.language import _, listed
from ui.screen import Screen


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
