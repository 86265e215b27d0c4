"""What is filtered, each a button that takes it away."""

import streamlit as st

from ui import address
from ui.fields import name_of
from ui.filters import ARCHIVED, SEARCH
from ui.language import _
from ui.lists.options import Options
from ui.lists.telling import in_words
from ui.lists.words import ANY, MATCH
from ui.question import filterable
from ui.screen import Screen


def draw_chips(screen: Screen, options: Options) -> None:
    """One button per condition, then one for all of them."""
    fields = filterable(screen)
    said = {key: words for key in fields if (words := address.words(key))}
    archived = bool(address.get(ARCHIVED))
    if not said and not archived:
        return
    with st.container(
        horizontal=True, gap="xsmall", vertical_alignment="center", key=f"{screen.url_path}:chips"
    ):
        if address.get(MATCH) == ANY and len(said) > 1:
            st.caption(_("One of:"), width="content")
        for key, words in said.items():
            told = in_words(words, options.of.get(key, {}))
            _chip(screen, key, _("{name}: {value}", name=name_of(fields[key]), value=told))
        if archived:
            _chip(screen, ARCHIVED, _("Archived records"))
        st.button(
            _("Clear all"), type="tertiary", key=f"{screen.url_path}:chip", on_click=drop,
            args=(SEARCH, ARCHIVED, MATCH, *fields),
        )  # fmt: skip


def _chip(screen: Screen, key: str, text: str) -> None:
    st.button(
        text, icon=":material/close:", icon_position="right", key=f"{screen.url_path}:chip:{key}",
        on_click=drop, args=(key,), help=_("Remove this filter"),
    )  # fmt: skip


def drop(*names: str) -> None:
    """Callback: ask these no longer, and begin at the first page."""
    for name in (*names, address.PAGE):
        address.put(name, ())
