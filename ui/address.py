"""What the address says and what the widgets say are the same: a link shows what its sender saw.

Streamlit's own binding writes the words shown to the user; an address must mean the same in both
languages and survive a renamed unit. So values are written as their stored form (ids, enum values, dates).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

Words = Sequence[str]
PAGE = "page"
FROM = "from"
HERE, LEFT, AT_FIRST = "address@here", "address@left", "address@first"


def arrive(page: str) -> None:
    """Tell which page (by its address) is drawn in this run."""
    st.session_state[HERE] = page


def leave(page: StreamlitPage, asks: Mapping[str, str]) -> None:
    """Go to another page with these words.

    On the way Streamlit writes them under the name of the present page too, and who goes back comes upon
    that address. So they say where they come from, and what stood here before is kept for the return.
    """
    here = st.session_state.get(HERE, "")
    if page.url_path == here:
        go(asks)
        st.rerun()
    st.session_state[LEFT] = st.session_state.get(LEFT, {}) | {here: everything()}
    st.switch_page(page, query_params={**asks, FROM: here})


def everything() -> dict[str, list[str]]:
    """The whole address as it is; on the way back, what it was when this page was left."""
    left: Mapping[str, dict[str, list[str]]] = st.session_state.get(LEFT, {})
    if _is_stray() and (before := left.get(st.session_state[HERE])) is not None:
        return before
    said = {name: st.query_params.get_all(name) for name in st.query_params if name != FROM}
    return said or dict(_at_first())


def begin_with(asks: Mapping[str, Words]) -> None:
    """Take these words for the present page's address as long as it says nothing."""
    st.session_state[AT_FIRST] = (st.session_state.get(HERE), {name: list(w) for name, w in asks.items()})


def _at_first() -> Mapping[str, list[str]]:
    page, asks = st.session_state.get(AT_FIRST, (None, {}))
    return asks if page is not None and page == st.session_state.get(HERE) else {}


def _is_stray() -> bool:
    """Whether the address is what was left behind here by going from this page to another (see `leave`)."""
    return HERE in st.session_state and st.query_params.get(FROM) == st.session_state[HERE]


def get(name: str) -> str | None:
    """One word of the address."""
    said = words(name)
    return said[-1] if said else None


def words(name: str) -> list[str]:
    """All words of the address under a name."""
    return list(everything().get(name, ()))


def put(name: str, asked: Words) -> None:
    """Write words under a name; none at all removes it."""
    if _is_stray() or not set(st.query_params) - {FROM}:
        go(everything())
    if asked:
        st.query_params[name] = list(asked)
    else:
        st.query_params.pop(name, None)


def go(asks: Mapping[str, str | Words]) -> None:
    """Replace the whole address of the present page."""
    st.query_params.from_dict({name: list(w) if not isinstance(w, str) else w for name, w in asks.items()})


def follow(name: str, widget: str, read: Callable[[Words], Any]) -> None:
    """Give a widget (by its key) what the address says, when that changed by other means than the widget."""
    asked = tuple(words(name))
    seen = f"{widget}@address"
    if widget not in st.session_state or st.session_state.get(seen) != asked:
        st.session_state[widget] = read(asked)
        st.session_state[seen] = asked


def follow_hidden(name: str, widget: str, read: Callable[[Words], Any]) -> str:
    """The same for a widget inside a popover; gives the key to draw it with.

    A widget in a closed popover does not hear of its new value, and the browser would send the old one with
    the next press. So it gets a new key whenever the address changed by other means. What it holds is sent
    in every run, because the browser draws it when the popover is opened, maybe many runs later.
    """
    asked = tuple(words(name))
    seen, round_ = f"{widget}@address", f"{widget}@round"
    if st.session_state.get(seen) != asked:
        st.session_state[seen] = asked
        st.session_state[round_] = st.session_state.get(round_, 0) + 1
    key = f"{widget}#{st.session_state[round_]}"
    st.session_state[key] = st.session_state[key] if key in st.session_state else read(asked)
    return key


def publish(name: str, key: str, write: Callable[[Any], Words]) -> None:
    """Callback of a widget: write its value into the address and start again at the first page."""
    said = tuple(write(st.session_state[key]))
    st.session_state[f"{key.partition('#')[0]}@address"] = said
    put(name, said)
    if name != PAGE:
        put(PAGE, ())
