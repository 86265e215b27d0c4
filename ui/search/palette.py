"""The search of the whole portal: Ctrl+K, type, choose. Pages first, then records of every kind."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from db.unit_of_work import reading
from domain import entities
from domain.core.permission import Actor
from domain.reporting.find_records import SHORTEST, Hits, find_records
from ui import address
from ui.declared import declared_screens
from ui.language import _, label
from ui.routes import literal, routes
from ui.session import current_actor
from ui.titles import full_title

KEY, TEXT = "palette", "palette:text"
MOST_PAGES = 6


def draw_search_button() -> None:
    """The button in the top bar, and the key that presses it."""
    st.button(
        "", icon=":material/search:", key=KEY, type="tertiary", shortcut="Ctrl+K", on_click=_open,
        help=_("Search pages and records"),
    )  # fmt: skip


def draw_palette_if_open() -> None:
    """The dialog, in the run after the button was pressed."""
    if st.session_state.pop(f"{KEY}:open", False):
        st.dialog(_("Search"), width="medium", icon=":material/search:")(_draw)()


def _open() -> None:
    st.session_state[f"{KEY}:open"] = True
    st.session_state.pop(TEXT, None)


def _draw() -> None:
    text = st.text_input(
        _("Search"), key=TEXT, label_visibility="collapsed", icon=":material/search:",
        placeholder=_("A page, a number, a name"),
    ).strip()  # fmt: skip
    if not text:
        st.caption(_("Enter finds pages, and records by number or name. Esc closes."))
        return
    actor, pages = current_actor(), routes()
    named = _pages(text, actor, pages)
    found = _records(text, actor, pages)
    _draw_pages(named)
    for hits in found:
        _draw_hits(hits, text)
    if not named and not found:
        short = len(text.replace(" ", "")) < SHORTEST
        st.markdown(_("Type at least two characters.") if short else _("Nothing found."))


def _pages(
    text: str, actor: Actor, pages: Mapping[str, StreamlitPage]
) -> Sequence[tuple[str, StreamlitPage]]:
    wanted, lists = text.casefold(), declared_screens()
    own = {page.url_path: page for name, page in pages.items() if name == page.url_path}
    return [
        (name, page)
        for name, page in own.items()
        if wanted in page.title.casefold() and (name not in lists or lists[name].stands_in_menu(actor))
    ][:MOST_PAGES]


def _records(text: str, actor: Actor, pages: Mapping[str, StreamlitPage]) -> list[Hits]:
    kinds = [kind for name in pages if isinstance(kind := getattr(entities, name, None), type)]
    with reading(actor) as session:
        return find_records(session, actor, text, kinds)


def _draw_pages(named: Sequence[tuple[str, StreamlitPage]]) -> None:
    if named:
        st.caption(_("Pages"))
    for name, page in named:
        _result(f"page:{name}", page.title, page, {}, icon=page.icon or None)


def _draw_hits(hits: Hits, text: str) -> None:
    name = hits.kind.__name__
    page = routes()[name]
    st.caption(label(f"entity.{name}"))
    for record in hits.records:
        _result(f"{name}:{record.id}", literal(full_title(record)), page, {"id": str(record.id)})
    if hits.more:
        _result(f"{name}:more", _("More…"), page, {"q": text}, icon=":material/more_horiz:")


def _result(key: str, text: str, page: StreamlitPage, asks: dict[str, str], icon: str | None = None) -> None:
    pressed = st.button(text, key=f"{KEY}:{key}", type="tertiary", icon=icon or ":material/chevron_right:")
    if pressed:
        _go(page, asks)


def _go(page: Any, asks: dict[str, str]) -> None:
    address.leave(page, asks)
