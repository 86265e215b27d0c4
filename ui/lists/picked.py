"""Which rows are picked: single ones, over several pages, or all that the list finds."""

from collections.abc import Sequence

import streamlit as st

from ui.question import Wanted
from ui.screen import Screen


def picked(screen: Screen) -> tuple[int, ...]:
    """The records picked one by one."""
    found: tuple[int, ...] = st.session_state.get(f"{screen.url_path}:picked", ())
    return found


def all_picked(screen: Screen) -> bool:
    """Whether everything that the list finds is meant."""
    return bool(st.session_state.get(f"{screen.url_path}:picked all", False))


def keep_for(screen: Screen, wanted: Wanted) -> None:
    """Other conditions make another list: what was picked in the one before is picked no longer."""
    place = f"{screen.url_path}:picked from"
    about = (wanted.text, sorted(wanted.chosen.items()), wanted.archived, wanted.view, wanted.any_of)
    if st.session_state.get(place) != about:
        st.session_state[place] = about
        unpick(screen)


def pick(screen: Screen, here: Sequence[int], rows: Sequence[int]) -> None:
    """Callback: of the records on this page, those in these rows."""
    elsewhere = [key for key in picked(screen) if key not in here]
    st.session_state[f"{screen.url_path}:picked"] = (
        *elsewhere,
        *(here[row] for row in rows if row < len(here)),
    )
    st.session_state[f"{screen.url_path}:picked all"] = False


def pick_all(screen: Screen) -> None:
    """Callback: everything that the list finds."""
    st.session_state[f"{screen.url_path}:picked all"] = True


def unpick(screen: Screen) -> None:
    """Callback: nothing; the boxes in the table are emptied too."""
    st.session_state[f"{screen.url_path}:picked"] = ()
    st.session_state[f"{screen.url_path}:picked all"] = False
    redraw(screen)


def redraw(screen: Screen) -> None:
    """Let the next table be a new one."""
    drawn = f"{screen.url_path}:drawn"
    st.session_state[drawn] = st.session_state.get(drawn, 0) + 1
