"""The page on which people change their own password."""

import streamlit as st

from domain.core.errors import NotSignedIn
from domain.core.permission import Actor
from ui import new_password
from ui.session import present


def draw_own_password(_actor: Actor) -> None:
    """The form; afterwards this browser is signed in anew and all others are out."""
    who = present()
    if who is None:
        raise NotSignedIn
    with st.container(width=420):
        new_password.draw(who)
