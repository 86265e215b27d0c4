"""Superiors say whether people do what they were taught."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.clock import today
from domain.core.visibility import actor_of
from domain.training.behaviour_check import Applied, BehaviourCheck
from domain.training.check_behaviour import answer_check
from ui import formats
from ui.language import _, in_language, label
from ui.routes import literal
from ui.wish import show_refusal, wish


def draw_checks(checks: Sequence[BehaviourCheck]) -> None:
    """The questions this person has to answer, if any."""
    if not checks:
        return
    with st.container(border=True):
        st.subheader(_("You are asked about {count} people", count=len(checks)), anchor=False)
        for check in checks:
            _draw_check(check)


def _draw_check(check: BehaviourCheck) -> None:
    place = f"behaviour:{check.id}"
    course = in_language(check.course.name_zh, check.course.name_en)
    who = in_language(check.person.name, check.person.name_en)
    st.markdown(
        _(
            "Does **{person}** do what “{course}” taught? Trained on {day}.",
            person=literal(who), course=literal(course), day=formats.day(check.trained_on),
        )
    )  # fmt: skip
    show_refusal(place)
    names = {one: label(one) for one in Applied}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        applied = st.segmented_control(
            _("Does it"), list(Applied), format_func=names.__getitem__, key=f"{place}:applied",
            label_visibility="collapsed",
        )  # fmt: skip
        st.text_input(
            label("BehaviourCheck.remark"), key=f"{place}:remark", placeholder=_("What shows it"),
            label_visibility="collapsed",
        )  # fmt: skip
        st.button(
            _("Answer"), icon=":material/check:", key=f"{place}:answer", disabled=applied is None,
            on_click=_answer, args=(check.id, applied, place),
        )  # fmt: skip


def _answer(check_id: int, applied: Applied, place: str) -> None:
    remark = st.session_state.get(f"{place}:remark") or ""

    def work(session: Session) -> BehaviourCheck:
        return answer_check(session, actor_of(session), check_id, applied, remark, today())

    wish(work, done=_("Thank you, your answer is kept."), place=place)
