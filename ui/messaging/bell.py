"""The bell in the top bar: how much is unread, asked at most every few seconds of a session."""

import time

import streamlit as st

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.messaging.inbox import unread
from ui import formats
from ui.language import _
from ui.routes import page_for

KEPT = "bell"
SECONDS = 5
PAGE = "inbox"


def draw_bell(actor: Actor) -> None:
    """The number and the way to the inbox."""
    page = page_for(PAGE)
    if page is None or actor.user_id is None:
        return
    count = unread_count(actor)
    st.page_link(
        page,
        label=f"**{formats.number(count)}**" if count else "0",
        icon=":material/notifications_active:" if count else ":material/notifications:",
        help=_("Inbox, {count} unread", count=formats.number(count)),
    )


def unread_count(actor: Actor) -> int:
    """How many lines are unread, as of a few seconds ago."""
    kept: tuple[int | None, float, int] | None = st.session_state.get(KEPT)
    now = time.monotonic()
    if kept is not None and kept[0] == actor.user_id and now - kept[1] < SECONDS:
        return kept[2]
    with reading(actor) as session:
        count = unread(session, actor)
    st.session_state[KEPT] = (actor.user_id, now, count)
    return count


def forget_count() -> None:
    """Something was read: count again with the next run."""
    st.session_state.pop(KEPT, None)
