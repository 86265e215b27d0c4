"""Around every page: the menu of what this person may open, the account, the language."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from domain.core.permission import Actor
from ui import look
from ui.account import draw_account, recall_language
from ui.company import company_name
from ui.declared import remember_screens
from ui.front_door import ICON
from ui.language import _, current, label, speaking
from ui.menu import Menu, modules_of, only, style_of
from ui.own_texts import recall_own_texts
from ui.routes import remember
from ui.screen import Declaration, Screen
from ui.screen import Page as WrittenPage
from ui.search.palette import draw_palette_if_open

LOGO = Path(__file__).with_name("logo.svg").read_text()
WALL, OFFER = "tv", "offer"
_one_at_a_time = threading.BoundedSemaphore(1)
"""Two runs at once only fight for the interpreter; in turn, each is done sooner. Callbacks come before it."""


@dataclass(frozen=True)
class Offer:
    """The menu of a person in a language: kept for their session, since it changes with their rights only."""

    opened: tuple[ModuleType, ...]
    listed: tuple[bool, ...]
    """Which of them stand in the menu."""
    language: str
    sections: Mapping[str, Sequence[StreamlitPage]]
    routes: Mapping[str, StreamlitPage]
    style: str
    """What tells one group of a section from the next."""


def run(actor: Actor, menu: Menu) -> None:
    """Draw the page that was asked for, of those this person may open."""
    organisation = company_name()
    recall_language(actor)
    with _one_at_a_time, speaking(current()):
        recall_own_texts()
        offer = _offer(actor, menu)
        look.apply(offer.style)
        wall = st.query_params.get(WALL) == "1"
        page = st.navigation(offer.sections, position="hidden" if wall else "top")
        st.set_page_config(page_title=f"{page.title} · {organisation}", page_icon=ICON, layout="wide")
        remember(offer.routes)
        remember_screens(one for one in map(declaration_of, offer.opened) if isinstance(one, Screen))
        if not wall:
            st.logo(LOGO, size="medium")
            draw_account(actor, organisation)
        draw_palette_if_open()
        page.run()


def declaration_of(module: ModuleType) -> Declaration:
    """What a page module declares."""
    declared: Declaration = module.SCREEN
    return declared


def may_open(actor: Actor, declared: Declaration) -> bool:
    """Whether the page is on this person's menu."""
    if isinstance(declared, WrittenPage) and declared.offered is not None:
        return declared.offered(actor)
    return declared.read is None or actor.may(declared.read)


def _offer(actor: Actor, menu: Menu) -> Offer:
    """What they may open is asked in every run; pages and their names are made when that changed."""
    opened = tuple(module for module in modules_of(menu) if may_open(actor, declaration_of(module)))
    listed = tuple(declaration_of(module).stands_in_menu(actor) for module in opened)
    kept: Offer | None = st.session_state.get(OFFER)
    if kept is None or (kept.opened, kept.listed, kept.language) != (opened, listed, current()):
        kept = st.session_state[OFFER] = _made(menu, opened, listed)
    return kept


def _made(menu: Menu, opened: tuple[ModuleType, ...], listed: tuple[bool, ...]) -> Offer:
    stands = dict(zip(opened, listed, strict=True))
    pages = {module: _page(module, stands[module]) for module in opened}
    mine = only(menu, pages.__contains__)
    shown = {
        label(section) if section else "": [pages[module] for some in groups.values() for module in some]
        for section, groups in mine.items()
    }
    shown |= {"": [*shown.get("", ()), *_unlisted(menu, pages)]}
    style = style_of(only(mine, stands.__getitem__), lambda module: declaration_of(module).url_path)
    return Offer(opened, listed, current(), shown, _routes(pages), style)


def _page(module: ModuleType, listed: bool) -> StreamlitPage:
    declared = declaration_of(module)
    return st.Page(
        str(module.__file__),
        title=label(declared.title_key),
        icon=declared.icon,
        url_path=declared.url_path,
        visibility="visible" if listed else "hidden",
    )


def _unlisted(menu: Menu, pages: Mapping[ModuleType, StreamlitPage]) -> list[StreamlitPage]:
    """Addresses that lead somewhere without standing in the menu.

    `/` leads on to the first page, which else would not answer to its own name; a page this person may
    not open says so, where Streamlit would say that there is no such page.
    """
    closed = [declaration_of(module) for module in modules_of(menu) if module not in pages]
    first = next((pages[module] for module in modules_of(menu) if module in pages), None)

    def start() -> None:
        if first is None:
            refused()
        else:
            st.switch_page(first)

    return [
        st.Page(start, url_path="start", title=label("menu.start"), visibility="hidden", default=True),
        *(
            st.Page(refused, url_path=one.url_path, title=label(one.title_key), visibility="hidden")
            for one in closed
        ),
    ]


def refused() -> None:
    """Instead of a page that this person may not open."""
    st.title(_("Not for your role"))
    st.markdown(_("Your roles do not open this page. Whoever manages access can change that."))


def _routes(pages: Mapping[ModuleType, StreamlitPage]) -> dict[str, StreamlitPage]:
    routes = {declaration_of(module).url_path: page for module, page in pages.items()}
    for module, page in pages.items():
        declared = declaration_of(module)
        opens = declared.entity if isinstance(declared, Screen) else declared.opens
        if opens is not None:
            routes[opens.__name__] = page
    return routes
