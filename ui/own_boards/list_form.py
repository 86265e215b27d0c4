"""Which rows a card of a list shows: a view of the list, or whatever an address of it says."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.reporting.board_card import Card
from domain.reporting.saved_view_find import views_of
from ui.declared import declared_screens
from ui.language import _, in_language, label
from ui.lists.known_view import NOT_KEPT
from ui.own_boards.records import offered_lists

AS_IT_IS, EVERYTHING = "as_it_is", "all"
Words = dict[str, list[str]]


def draw_list_form(key: str, card: Card, actor: Actor) -> None:
    """The list, one of its views, or an address."""
    names, widget = offered_lists(), f"{key}:screen"
    if widget not in st.session_state:
        st.session_state[widget] = card.screen if card.screen in names else None
    st.selectbox(
        label("BoardDefinition.screen"), list(names), format_func=lambda one: names.get(one, one), key=widget,
        placeholder=_("Choose a list"),
    )  # fmt: skip
    screen = st.session_state[widget]
    if screen is None:
        return
    offered = _views(screen, card, actor)
    st.session_state[f"{key}:offered"] = {name: words for name, (_said, words) in offered.items()}
    chosen = f"{key}:view"
    if st.session_state.get(chosen) not in offered:
        st.session_state[chosen] = next(iter(offered))
    st.selectbox(
        _("Which rows"), list(offered), format_func=lambda one: offered[one][0] if one in offered else one,
        key=chosen, filter_mode=None,
    )  # fmt: skip
    st.text_input(
        _("Or the address of the list as you filtered it"), key=f"{key}:address", max_chars=4000,
        placeholder=f"…/{screen}?state=open&sort=-due_on",
    )  # fmt: skip


def list_asked(key: str) -> dict[str, Any]:
    """List and words as the fields say them now; nothing where no list is asked for."""
    state = st.session_state
    screen = state.get(f"{key}:screen")
    if screen is None:
        return {"screen": ""} if f"{key}:screen" in state else {}
    pasted = state.get(f"{key}:address") or ""
    if pasted:
        return {"screen": screen, "words": words_in(pasted)}
    offered: Mapping[str, Words] = state.get(f"{key}:offered", {})
    return {"screen": screen, "words": offered.get(state.get(f"{key}:view", ""), {})}


def words_in(address: str) -> Words:
    """What the address of a list asks for."""
    query = urlsplit(address).query or address.partition("?")[2] or address
    return {name: said for name, said in parse_qs(query).items() if name not in NOT_KEPT}


def _views(screen: str, card: Card, actor: Actor) -> dict[str, tuple[str, Words]]:
    """Key -> name and words: as the card is, all rows, declared views, saved ones."""
    found: dict[str, tuple[str, Words]] = {}
    if card.screen == screen and card.words:
        words = {name: list(said) for name, said in card.words.items()}
        found[AS_IT_IS] = (_("As it is now"), words)
    found[EVERYTHING] = (_("All rows"), {})
    declared = declared_screens().get(screen)
    for view in declared.views if declared else ():
        found[view.key] = (label(f"view.{view.key}"), view.words)
    with reading(actor) as session:
        for one in views_of(session, actor, screen):
            name = in_language(one.name_zh, one.name_en)
            found[f"saved:{one.id}"] = (name, {key: list(said) for key, said in one.words.items()})
    return found
