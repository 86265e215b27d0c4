"""My training: what I have to do, what I have learned, what I could learn."""

from datetime import datetime, timedelta

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import now
from domain.core.permission import Actor
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.my_training import MyTraining, my_training
from ui import address
from ui.colours import badge_colour
from ui.language import _, label
from ui.routes import literal, page_for
from ui.training.my_card import draw_card
from ui.training.my_certificates import draw_certificates
from ui.training.my_sessions import draw_open_sessions
from ui.training.words import facts, name_of_enrolment

PLACE = "my-training"
GO = f"{PLACE}:exam"
S = EnrolmentState
ASKED_FOR = timedelta(days=30)
"""So long after a session its people are asked how it was."""
TO_DO = frozenset(
    {S.INVITED, S.WAITING, S.CONFIRMED, S.PRESENT, S.PASSED, S.FAILED, S.ABSENT}
)  # fmt: skip


def draw(actor: Actor) -> None:
    """What waits first; then certificates, courses, and what is open."""
    exam = st.session_state.pop(GO, None)
    page = page_for("exam")
    if exam is not None and page is not None:
        address.leave(page, {"id": str(exam)})
    with reading(actor) as session:
        found = my_training(session, actor, now())
    st.title(label("page.my_training"), anchor=False)
    if actor.person_id is None:
        st.info(_("Your account is not linked to a person, so nothing can be shown."), icon=":material/info:")
        return
    waiting = _waiting(found)
    _draw_to_do(found, waiting)
    draw_certificates(found)
    draw_open_sessions(found)
    _draw_past(found, [one for one in found.enrolments if one not in waiting])


def _waiting(found: MyTraining) -> list[Enrolment]:
    """What waits for me; what comes first stands first."""
    waiting = [one for one in found.enrolments if one.state in TO_DO or _asks_feedback(one)]
    return sorted(waiting, key=_order)


def _order(one: Enrolment) -> tuple[bool, datetime]:
    """Feedback on what is over comes last."""
    starts_at = one.course_session.starts_at if one.course_session is not None else one.state_since
    return one.state not in TO_DO, starts_at


def _draw_to_do(found: MyTraining, waiting: list[Enrolment]) -> None:
    st.subheader(_("To do"), anchor=False)
    if not waiting:
        st.caption(_("Nothing waits for you."))
        return
    with st.grid(2, min_column_width=320):
        for one in waiting:
            draw_card(found, one)


def _asks_feedback(one: Enrolment) -> bool:
    """Somebody who was there lately has not said yet how it was; a certificate does not end that."""
    held = one.course_session
    fresh = held is not None and now() < held.ends_at + ASKED_FOR
    return fresh and one.attended_at is not None and one.feedback_on is None


def _draw_past(found: MyTraining, done: list[Enrolment]) -> None:
    if not done:
        return
    st.subheader(_("My courses"), anchor=False)
    with st.container(border=True):
        for one in done:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(literal(name_of_enrolment(one)), width="content")
                st.badge(label(one.state), color=badge_colour(one.state))  # type: ignore[arg-type]
                if one.course_session is not None:
                    st.caption(literal(facts(one.course_session, found.trainers)))
