"""How was it? Stars and words, without a name."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.enrolment import Enrolment
from domain.training.give_feedback import give_feedback
from ui.language import _
from ui.wish import wish

PLACE = "my-training"


def draw_feedback_form(one: Enrolment) -> None:
    """A popover, so that the card stays small."""
    base = f"{PLACE}:{one.id}:feedback"
    with st.popover(_("Give feedback"), icon=":material/rate_review:", key=base):
        st.caption(_("Nobody sees whose feedback it is; fewer than three voices are not shown at all."))
        st.feedback("stars", key=f"{base}:stars")
        st.text_area(_("What was good, what should be better?"), key=f"{base}:words", height=100)
        st.button(_("Send"), type="primary", key=f"{base}:send", on_click=_send, args=(one.id, base))


def _send(key: int, base: str) -> None:
    given = st.session_state.get(f"{base}:stars")
    words = str(st.session_state.get(f"{base}:words") or "")

    def work(session: Session) -> None:
        stars = 0 if given is None else int(given) + 1
        give_feedback(session, actor_of(session), key, stars, words, now())

    wish(work, done=_("Thank you. Your feedback is kept without your name."), place=f"{PLACE}:{key}")
