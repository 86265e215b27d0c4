"""A record beside its list: enough to decide, without losing the place."""

import streamlit as st

from domain.core.errors import DomainError
from ui import address
from ui.language import _, label, say
from ui.record import draw_heading, draw_neighbours, draw_sections, look
from ui.records.tabs import draw_tabs
from ui.screen import Screen
from ui.session import current_actor
from ui.steps import draw_step_refusal, draw_steps
from ui.wish import show_messages


def open_drawer(screen: Screen, key: int) -> None:
    """Show the record at the right; closing it draws the list afresh."""
    kind = label(f"entity.{screen.entity.__name__}")
    st.dialog(kind, width="large", position="right", icon=screen.icon, on_dismiss="rerun")(_draw)(screen, key)


def _draw(screen: Screen, key: int) -> None:
    try:
        actor = current_actor()
        actor.require(screen.read)
        record = look(screen, actor, key)
    except DomainError as refusal:
        st.error(say(refusal), icon=":material/block:")
        return
    show_messages()
    draw_heading(record)
    with st.container(horizontal=True):
        draw_steps(screen, record.entity, record.offers, actor)
        if st.button(_("Open page"), icon=":material/open_in_full:", key=f"{screen.url_path}:{key}:page"):
            st.session_state[f"{screen.url_path}:list"] = address.everything()
            address.go({"id": str(key)})
            st.rerun()
    draw_step_refusal(screen, record.entity)

    def details() -> None:
        draw_sections(screen, record)
        draw_neighbours(record, actor)

    draw_tabs(screen, key, actor, f"{screen.url_path}:drawer:{key}", details, history=False)
