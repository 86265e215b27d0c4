"""Which page opens which kind of record, so that a record can be a link wherever it is mentioned."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

ROUTES = "routes"


def remember(pages: Mapping[str, StreamlitPage]) -> None:
    """Called once per run by the shell: address or entity name -> page this person may open."""
    st.session_state[ROUTES] = pages


def routes() -> Mapping[str, StreamlitPage]:
    """Every page this person may open, by its address and by the entity whose records it opens."""
    found: Mapping[str, StreamlitPage] = st.session_state.get(ROUTES, {})
    return found


def page_for(name: str) -> StreamlitPage | None:
    """The page with this address, or the one that opens this entity; None if the person may not."""
    return routes().get(name)


def within_portal() -> bool:
    """Whether pages are known: not when a page's file is run by itself."""
    return ROUTES in st.session_state


def record_link(record: Any, text: str, key: str) -> None:
    """The record's name, leading to its page where the person may open it. `key` tells links apart."""
    page_link(type(record).__name__, text, {"id": str(record.id)}, key)


def page_link(name: str, text: str, asks: dict[str, str], key: str) -> None:
    """Words that lead to a page (by address or by entity); just the words where the person may not go."""
    if page_for(name) is None:
        st.markdown(literal(text))
        return
    with st.container(key=f"link-{key}", width="content"):
        bare_link(name, text, asks)


def bare_link(name: str, text: str, asks: dict[str, str]) -> None:
    """The same for several links in one container, whose key begins with `links-`."""
    page = page_for(name)
    if page is None:
        st.markdown(literal(text))
        return
    st.page_link(
        page, label=literal(text), query_params=asks, icon=":material/chevron_right:", icon_position="right"
    )


def literal(text: str) -> str:
    """Words of a person or a file, safe inside Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|~<>$:" else sign for sign in text)
