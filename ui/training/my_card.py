"""One enrolment of mine that waits for something: an answer, a code, an exam, a word about it."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import business_date, now
from domain.core.visibility import actor_of
from domain.training.answer_invitation import answer_invitation
from domain.training.check_in import CheckIn, check_in
from domain.training.course import CourseExam
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.my_training import MyTraining
from domain.training.session_state import SessionState
from ui.colours import badge_colour
from ui.language import _, label
from ui.routes import literal, page_link
from ui.training.calendar_link import draw_calendar_link
from ui.training.feedback_form import draw_feedback_form
from ui.training.my_exam import draw_exam
from ui.training.my_retake import draw_retake
from ui.training.words import facts, name_of_enrolment
from ui.wish import Refusal, refuse, show_refusal, wish

PLACE = "my-training"
S = EnrolmentState


def draw_card(found: MyTraining, one: Enrolment) -> None:
    """What it is, and what can be done now."""
    with st.container(border=True, key=f"{PLACE}-card-{one.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{literal(name_of_enrolment(one))}**", width="content")
            st.badge(label(one.state), color=badge_colour(one.state))  # type: ignore[arg-type]
        if one.course_session is not None:
            st.caption(literal(facts(one.course_session, found.trainers)))
        page_link(
            "courses", _("Course and materials"), {"id": str(one.course_id)}, f"{PLACE}-course-{one.id}"
        )
        _draw_place(one)
        if _checks_in(one):
            _draw_check_in(one)
        if one.course.exam is CourseExam.QUIZ:
            draw_exam(found, one)
        if one.state is S.PASSED:
            st.caption(_("Passed. Somebody who did not train you still has to certify it."))
        if one.state in (S.FAILED, S.ABSENT):
            draw_retake(found, one)
        if one.course_session_id is not None and one.attended_at is not None and one.feedback_on is None:
            draw_feedback_form(one)
        show_refusal(f"{PLACE}:{one.id}")


def _draw_place(one: Enrolment) -> None:
    if one.course_session is None or not one.course_session.state.ahead:
        return
    with st.container(horizontal=True, gap="small"):
        if one.state is S.INVITED:
            st.button(
                _("I am coming"), type="primary", icon=":material/check:", key=f"{PLACE}:{one.id}:come",
                on_click=_answer, args=(one.id, True),
            )  # fmt: skip
        if one.state in (S.INVITED, S.WAITING, S.CONFIRMED):
            with st.popover(_("I cannot come"), key=f"{PLACE}:{one.id}:away"):
                st.text_input(_("Reason"), key=f"{PLACE}:{one.id}:why")
                st.button(
                    _("Give the place back"), key=f"{PLACE}:{one.id}:back", on_click=_answer,
                    args=(one.id, False),
                )  # fmt: skip
            draw_calendar_link(one.course_session, PLACE)


def _answer(key: int, coming: bool) -> None:
    why = str(st.session_state.get(f"{PLACE}:{key}:why") or "")

    def work(session: Session) -> EnrolmentState:
        one = answer_invitation(session, actor_of(session), key, coming=coming, now=now(), reason=why)
        state: EnrolmentState = one.state
        return state

    wish(work, done=lambda state: _("You are now: {state}", state=label(state)), place=f"{PLACE}:{key}")


def _checks_in(one: Enrolment) -> bool:
    """The session runs today, and the person is not marked yet."""
    held = one.course_session
    if held is None or one.state not in (S.INVITED, S.CONFIRMED):
        return False
    today = business_date(now())
    running = held.state in (SessionState.INVITED, SessionState.HELD)
    return running and business_date(held.starts_at) <= today <= business_date(held.ends_at)


def _draw_check_in(one: Enrolment) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = f"{PLACE}:{one.id}:code"
        st.text_input(_("Code of the day"), key=key, max_chars=12, width=160)
        st.button(
            _("Check in"), type="primary", icon=":material/how_to_reg:", key=f"{PLACE}:{one.id}:check-in",
            on_click=_check_in, args=(one.id, one.course_session_id, key),
        )  # fmt: skip


def _check_in(key: int, course_session_id: int, widget: str) -> None:
    code, place = str(st.session_state.get(widget) or ""), f"{PLACE}:{key}"
    came = wish(
        lambda session: check_in(session, actor_of(session), course_session_id, code, now()),
        done=lambda came: _("You are checked in.") if came is CheckIn.PRESENT else "",
        place=place,
    )
    if came is CheckIn.WRONG:
        refuse(Refusal(_("This is not the code of the day."), "code"), place)
