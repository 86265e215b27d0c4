"""One measure by itself: what is to be done, why, and the work on it."""

import streamlit as st
from sqlalchemy import select

from db.unit_of_work import reading
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.improvement.measure import ImprovementMeasure
from ui.improvement.look import Look, look
from ui.improvement.measure_work import draw_work
from ui.improvement.measures import draw_measure
from ui.improvement.parts import draw_named
from ui.language import label
from ui.record_page import draw_way
from ui.records.tabs import draw_talk
from ui.routes import literal, record_link
from ui.screen import Screen
from ui.titles import full_title


def draw_measure_page(screen: Screen, actor: Actor, key: int) -> None:
    """The measure, and the cause it is meant against."""
    seen, measure = _look(actor, key)
    draw_way(screen, actor, key)
    st.title(literal(measure.title), anchor=False)
    record_link(seen.issue, full_title(seen.issue), f"measure-{key}-issue")
    with st.container(border=True, gap="xsmall"):
        draw_measure(seen, measure)
        if measure.id in seen.measures:
            draw_work(seen, measure)
    cause = next((one for one in seen.issue.causes if one.round == measure.round), None)
    if cause is not None:
        draw_named(label("CauseAnalysis.root_cause"), cause.root_cause)
    draw_named(label("Issue.what"), seen.issue.what)
    draw_talk(ImprovementMeasure, key, actor, f"actions:{key}")


def _look(actor: Actor, key: int) -> tuple[Look, ImprovementMeasure]:
    with reading(actor) as session:
        issue_id = session.scalar(select(ImprovementMeasure.issue_id).where(ImprovementMeasure.id == key))
    if issue_id is None:
        raise NotFound
    seen = look(actor, issue_id)
    return seen, next(measure for measure in seen.issue.measures if measure.id == key)
