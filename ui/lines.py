"""Rows of a list, each a link as a whole: the name first, what is said of it at the right edge.

A row is one element. To draw, send and show an element costs about the same whatever is in it, so a page of
dozens of rows stays quick.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ui.routes import literal, page_for


@contextmanager
def lines(key: str) -> Iterator[None]:
    """Where rows are drawn. `key` tells lists apart."""
    with st.container(key=f"lines-{key}", gap=None):
        yield


def line(page: str, name: str, said: str, asks: dict[str, str]) -> None:
    """A row that leads to a page (by address or by entity); just the words where the person may not go.

    `name` is plain text, `said` Markdown.
    """
    text, target = f"{literal(name)} :small[{said}]" if said else literal(name), page_for(page)
    if target is None:
        st.markdown(text)
        return
    st.page_link(
        target, label=text, query_params=asks, width="stretch",
        icon=":material/chevron_right:", icon_position="right",
    )  # fmt: skip


def quiet(text: str) -> str:
    """Plain text as words that stand back, as Markdown."""
    return f":gray[{literal(text)}]" if text else ""
