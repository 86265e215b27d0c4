"""Which screens this person may open, by address, so that one screen can ask what another one declares."""

from collections.abc import Iterable, Mapping

import streamlit as st

from domain.core.permission import Actor
from ui.fields import stored_in
from ui.screen import Related, Screen

SCREENS = "screens"


def remember_screens(screens: Iterable[Screen]) -> None:
    """Called once per run by the shell."""
    st.session_state[SCREENS] = {screen.url_path: screen for screen in screens}


def declared_screens() -> Mapping[str, Screen]:
    """Every screen this person may open, by its address, in the order of the menu."""
    known: Mapping[str, Screen] = st.session_state.get(SCREENS, {})
    return known


def takes_new(related: Related, actor: Actor, unit_id: int | None) -> bool:
    """Whether this person can make a new record of that kind which points to one of this unit."""
    screen = declared_screens().get(related.page or "")
    if screen is None or screen.create is None or screen.write is None:
        return False
    asked = {stored_in(one).key for one in screen.asked_fields}
    return related.by.key in asked and actor.may(screen.write, unit_id)
