"""One assessment on one page: whose turn it is, the total, and every line with what it rests on."""

import streamlit as st

from domain.appraisal.assessment import Assessment
from domain.core.permission import Actor
from ui.appraisal.actions import draw_actions, draw_handing_in
from ui.appraisal.goals import draw_goals, goals_may_change
from ui.appraisal.heading import draw_facts, draw_next, draw_title
from ui.appraisal.look import AssessmentLook, look
from ui.appraisal.peers import draw_peers
from ui.appraisal.rating_form import draw_rating_lines, rates_now
from ui.appraisal.result import draw_result
from ui.appraisal.rows import draw_dimension
from ui.appraisal.summary import draw_summary
from ui.approvals.strip import draw_strip
from ui.language import _
from ui.record_page import draw_way
from ui.records.tabs import draw_talk
from ui.screen import Screen


def draw_assessment(screen: Screen, actor: Actor, key: int) -> None:
    """The page of one assessment."""
    seen = look(actor, key)
    draw_way(screen, actor, key)
    draw_title(seen)
    draw_facts(seen)
    draw_next(seen)
    draw_actions(screen, seen)
    draw_strip(seen.assessment)
    draw_result(seen)
    _draw_lines(seen)
    draw_summary(seen)
    draw_handing_in(seen)
    draw_peers(seen)
    st.caption(_("The assessed person reads what is written and filed here."))
    draw_talk(Assessment, key, actor, f"assessments:{key}")


def _draw_lines(seen: AssessmentLook) -> None:
    role = rates_now(seen)
    for dimension in seen.content.dimensions:
        if goals_may_change(seen):
            draw_goals(seen, dimension)
        elif role is not None:
            draw_rating_lines(seen, dimension, role)
        else:
            draw_dimension(seen, dimension)
