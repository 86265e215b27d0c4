"""Take a course again: choose another of its sessions."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.my_training import MyTraining
from domain.training.retake import retake
from ui.language import _, label
from ui.training.words import when
from ui.wish import wish

PLACE = "my-training"


def draw_retake(found: MyTraining, one: Enrolment) -> None:
    """The open sessions of the same course."""
    names = {
        open_.course_session.id: when(open_.course_session)
        for open_ in found.open_sessions
        if open_.course_session.course_id == one.course_id
    }
    if not names:
        st.caption(_("There is no open session in which the course could be taken again yet."))
        return
    widget = f"{PLACE}:{one.id}:again"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            _("Take the course again on"), list(names), format_func=names.__getitem__, key=widget
        )  # fmt: skip
        st.button(
            _("Take a place"), type="primary", key=f"{PLACE}:{one.id}:retake", on_click=_retake,
            args=(one.id, widget),
        )  # fmt: skip


def _retake(key: int, widget: str) -> None:
    chosen = int(st.session_state[widget])

    def work(session: Session) -> EnrolmentState:
        state: EnrolmentState = retake(session, actor_of(session), key, chosen, now()).state
        return state

    wish(work, done=lambda state: _("You are now: {state}", state=label(state)), place=f"{PLACE}:{key}")
