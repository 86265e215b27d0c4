"""The frame of the pages before the portal proper: one narrow card in the middle, the language beside it."""

import re
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from db.settings import LANGUAGES
from ui.company import company_name
from ui.language import CHOICE, NAMES, _, current
from ui.routes import literal

PAGE_NAME = re.compile(r"[\w-]+")
SWITCH = "front-door-language"
NOTICE = "again"
"""In the address when a sign-in took too long to complete."""

ICON = "/app/static/icon.svg"
LOOK = """<style>
[data-testid="stAppViewContainer"]:has(.st-key-front-door) {
  background-image: radial-gradient(70rem 32rem at 50% -12rem, rgba(29, 78, 216, .13), transparent);
}
.st-key-front-door { max-width: 26rem; margin: 9vh auto 0; }
.st-key-front-door [data-testid="stForm"] { padding: 1.25rem 1.5rem 1.75rem; border-radius: 10px; }
.st-key-front-door [data-testid="stElementContainer"]:has([data-testid="stFormSubmitButton"]),
.st-key-front-door [data-testid="stFormSubmitButton"] { width: 100%; }
.st-key-front-door [data-testid="stFormSubmitButton"] button {
  width: 100%; margin-top: .5rem; background: #1D4ED8; border-color: #1D4ED8; color: #FFFFFF;
}
.st-key-front-door [data-testid="stFormSubmitButton"] button:hover { background: #1741B6; color: #FFFFFF; }
.st-key-front-door-head h3 { padding: 0; }
.st-key-front-door-head img { display: block; width: 2.75rem; height: 2.75rem; }
@media (max-width: 640px) { .st-key-front-door { margin-top: 1rem; } }
</style>"""


def open_page(title: str, draw: Callable[[], None]) -> None:
    """Draw one page under whatever address was asked for, with no menu."""
    organisation = company_name()
    st.set_page_config(page_title=f"{title} · {organisation}", page_icon=ICON)

    def card() -> None:
        st.html(LOOK)
        with st.container(key="front-door"):
            _head(organisation)
            draw()

    # Without a page of the asked name Streamlit would say that there is none.
    name = urlsplit(st.context.url or "").path.strip("/")
    pages = [st.Page(card, title=title, url_path="sign-in", default=True)]
    if PAGE_NAME.fullmatch(name) and name != "sign-in":
        pages.append(st.Page(card, title=title, url_path=name))
    st.navigation(pages, position="hidden").run()


def wanted_address() -> str:
    """The page and the question that the browser's address names, without the host."""
    asked = [(name, word) for name in st.query_params for word in st.query_params.get_all(name)]
    query = urlencode([(name, word) for name, word in asked if name != NOTICE])
    path = urlsplit(st.context.url or "").path or "/"
    return f"{path}?{query}" if query else path


def enter(code: str) -> None:
    """Send the browser where its one-time code becomes a cookie."""
    st.markdown(
        f'<meta http-equiv="refresh" content="0; url=/auth/complete?code={code}">', unsafe_allow_html=True
    )
    st.caption(_("Signing in …"))


def _head(organisation: str) -> None:
    with st.container(key="front-door-head", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<img src="{ICON}" alt="">', width="content")
        about = _("Neikong · Sales internal control")
        st.markdown(f"### {literal(organisation)}\n:small[:gray[{literal(about)}]]", width="stretch")
        with st.container(width="content"):
            _switch()


def _switch() -> None:
    st.session_state[SWITCH] = current()
    st.segmented_control(
        _("Language"), LANGUAGES, format_func=NAMES.__getitem__, key=SWITCH, required=True,
        label_visibility="collapsed", on_change=_choose,
    )  # fmt: skip


def _choose() -> None:
    st.session_state[CHOICE] = st.session_state[SWITCH]
