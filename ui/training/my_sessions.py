"""Sessions one could join."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.visibility import actor_of
from domain.training.enrolment_state import EnrolmentState
from domain.training.invite import enrol_oneself
from domain.training.my_training import MyTraining, OpenSession
from domain.training.trainers import Trainers
from ui.language import _, label
from ui.routes import literal, page_link
from ui.titles import title
from ui.training.words import facts
from ui.wish import show_refusal, wish

PLACE = "my-training:open"


def draw_open_sessions(found: MyTraining) -> None:
    """One line each, the nearest first."""
    st.subheader(_("Open sessions"), anchor=False)
    if not found.open_sessions:
        st.caption(_("No session is open at the moment."))
        return
    with st.container(border=True):
        for one in found.open_sessions:
            _draw(one, found.trainers)


def _draw(one: OpenSession, trainers: Trainers) -> None:
    held = one.course_session
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        page_link(
            "course-sessions", title(held), {"id": str(held.id)}, f"{PLACE}:{held.id}".replace(":", "-")
        )
        st.caption(literal(facts(held, trainers)), width="content")
        st.caption(_free(one), width="content")
        st.space("stretch")
        st.button(
            _("Wait for a place") if one.free == 0 else _("Take a place"), key=f"{PLACE}:{held.id}",
            on_click=_enrol, args=(held.id,),
        )  # fmt: skip
    show_refusal(f"{PLACE}:{held.id}")


def _free(one: OpenSession) -> str:
    if one.free is None:
        return _("places for all")
    return _("Free places: {count}", count=one.free)


def _enrol(key: int) -> None:
    def work(session: Session) -> EnrolmentState:
        state: EnrolmentState = enrol_oneself(session, actor_of(session), key, now()).state
        return state

    wish(work, done=lambda state: _("You are now: {state}", state=label(state)), place=f"{PLACE}:{key}")
