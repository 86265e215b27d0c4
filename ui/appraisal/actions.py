"""The buttons of an assessment: what can be done now, and why not what cannot."""

import streamlit as st

from ui.appraisal.appealing import draw_appealing
from ui.appraisal.arranging import draw_arranging
from ui.appraisal.look import AssessmentLook
from ui.appraisal.print_page import draw_print
from ui.screen import Screen
from ui.steps import draw_step_refusal, draw_steps


def draw_actions(screen: Screen, seen: AssessmentLook) -> None:
    """One button for each step of the present state; then the paper."""
    with st.container(horizontal=True, gap="small"):
        draw_steps(screen, seen.assessment, seen.offers, seen.actor)
        draw_appealing(seen)
        draw_arranging(seen)
        draw_print(seen)
    draw_step_refusal(screen, seen.assessment)
