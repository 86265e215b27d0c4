"""Draw a declared page for whoever is signed in; refuse everybody else. Every page file ends here."""

import streamlit as st

from domain.core.errors import DomainError, NotFound
from domain.core.permission import Actor
from ui import address
from ui.equip import equipped
from ui.language import say
from ui.listing import draw_list
from ui.question import whole
from ui.record_page import draw_new, draw_record
from ui.screen import Declaration, Screen
from ui.session import current_actor
from ui.titles import close_names
from ui.wish import report, show_messages


def show(declaration: Declaration) -> None:
    """Ask who is here, check that they may read, draw."""
    address.arrive(declaration.url_path)
    try:
        actor = current_actor()
        close_names(actor)
        if declaration.read is not None:
            actor.require(declaration.read)
        show_messages()
        if isinstance(declaration, Screen):
            draw_screen(declaration, actor)
        else:
            declaration.draw(actor)
    except DomainError as refusal:
        st.error(say(refusal), icon=":material/block:")
    except Exception:  # noqa: BLE001  a person gets a number to tell, the log gets the rest
        st.error(report(), icon=":material/error:")


def draw_screen(screen: Screen, actor: Actor) -> None:
    """The record that the address names, or the list."""
    screen = equipped(screen, actor)
    asked = address.get("id")
    if asked is None:
        draw_list(screen, actor)
    elif asked == "new" and screen.create and screen.write:
        actor.require(screen.write)
        draw_new(screen, actor)
    elif (key := whole(asked)) is not None:
        (screen.record or draw_record)(screen, actor, key)
    else:
        raise NotFound
