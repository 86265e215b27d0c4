"""The buttons of an assessment: what can be done now, and why not what cannot."""

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.advance import advance
from domain.core.clock import now
from domain.core.visibility import actor_of
from ui.appraisal.appealing import draw_appealing
from ui.appraisal.arranging import draw_arranging
from ui.appraisal.look import AssessmentLook
from ui.appraisal.print_page import draw_print
from ui.appraisal.rating_form import rates_now
from ui.language import _
from ui.screen import Screen
from ui.steps import draw_step_refusal, draw_steps, state_after, step_name
from ui.wish import show_refusal, wish


def draw_handing_in(seen: AssessmentLook) -> None:
    """Below the inputs of whoever rates: the step that hands them in, so that nobody has to scroll back."""
    offer = next((one for one in seen.offers if not one.aside), None)
    if offer is None or rates_now(seen) is None:
        return
    place = f"assessments:{seen.assessment.id}:hand-in"
    show_refusal(place)
    st.button(
        step_name("Assessment", offer.step), key=place, type="primary", icon=":material/send:",
        disabled=offer.refusal is not None, help=offer.refusal, on_click=_hand_in,
        args=(seen.assessment.id, offer.step, place),
    )  # fmt: skip


def _hand_in(key: int, step: str, place: str) -> None:
    def work(session: Session) -> str:
        return state_after(advance(session, actor_of(session), key, step, now()), step)

    name = step_name("Assessment", step)
    wish(work, done=lambda state: _("{step}: now {state}", step=name, state=state), place=place)


def draw_actions(screen: Screen, seen: AssessmentLook) -> None:
    """One button for each step of the present state; then the paper."""
    with st.container(horizontal=True, gap="small"):
        draw_steps(screen, seen.assessment, seen.offers, seen.actor)
        draw_appealing(seen)
        draw_arranging(seen)
        draw_print(seen)
    draw_step_refusal(screen, seen.assessment)
