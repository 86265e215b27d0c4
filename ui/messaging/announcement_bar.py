"""What the organisation announces, above what waits for a person, until they put it away."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.messaging.announcement import announcements_for, dismiss
from ui.language import _, in_language
from ui.routes import literal
from ui.wish import wish


def draw_announcements(actor: Actor) -> None:
    """One bar for each."""
    with reading(actor) as session:
        found = announcements_for(session, actor, today())
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"announcement-{one.id}"):
            text = literal(in_language(one.text_zh, one.text_en))
            st.info(text, icon=":material/campaign:", width="stretch")
            st.button(
                _("Put away"), icon=":material/close:", type="tertiary", on_click=_put_away, args=(one.id,),
                key=f"announcement-{one.id}:away",
            )  # fmt: skip


def _put_away(number: int) -> None:
    wish(lambda session: dismiss(session, actor_of(session), number))
