"""Giving levels: oneself, as the rater, as the second rater. Kept as soon as it is chosen or written."""

from enum import StrEnum
from typing import Any

import streamlit as st
from sqlalchemy.orm import Session

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.content import Dimension
from domain.appraisal.rate import Level, rate, rate_self
from domain.appraisal.rating import RatingRole
from domain.appraisal.scorecard_item import LEVELS
from domain.core.clock import today
from domain.core.visibility import actor_of
from ui.appraisal.look import AssessmentLook, Line
from ui.appraisal.rows import draw_dimension_name, draw_level, draw_line, draw_name, draw_ratings
from ui.language import _
from ui.wish import show_refusal, wish

WIDTHS, OWN_WIDTHS = (2.6, 2.7, 2.7), (2.6, 5.4)


class Rates(StrEnum):
    """As what somebody gives levels now."""

    SELF = "self"
    MANAGER = "manager"
    SECOND = "second"


def rates_now(seen: AssessmentLook) -> Rates | None:
    """As what whoever looks may give levels in the present state; None: they may not."""
    turns = {
        AssessmentState.SELF_RATING: (Rates.SELF, seen.is_subject),
        AssessmentState.MANAGER_RATING: (Rates.MANAGER, seen.is_rater),
        AssessmentState.SECOND_RATING: (Rates.SECOND, seen.is_second),
    }
    role, may = turns.get(seen.assessment.state, (None, False))
    return role if may else None


def draw_rating_lines(seen: AssessmentLook, dimension: Dimension, role: Rates) -> None:
    """The lines of a dimension; those that are rated with their inputs."""
    with st.container(border=True, gap="small", key=f"assessment-{seen.assessment.id}-{dimension.key}"):
        draw_dimension_name(seen, dimension)
        for line in seen.of(dimension):
            if line.item.kind.is_rated and (line.agreed is not None or not line.is_goal):
                _draw_inputs(seen, line, role)
            else:
                draw_line(seen, line)


def _draw_inputs(seen: AssessmentLook, line: Line, role: Rates) -> None:
    agreed = line.agreed
    level, note = (agreed.self_level, agreed.self_note) if agreed else (None, "")
    if role is Rates.SELF:
        name, own = st.columns(OWN_WIDTHS, gap="small")
        with name:
            draw_name(seen, line)
        with own:
            _ask(seen, line, role, level, note)
        return
    name, own, given = st.columns(WIDTHS, gap="small")
    with name:
        draw_name(seen, line)
    with own:
        draw_level(_("Self"), level, note)
    with given:
        if role is Rates.SECOND:
            draw_ratings(seen, line, but=RatingRole.SECOND)
        mine = line.ratings.get(RatingRole.MANAGER if role is Rates.MANAGER else RatingRole.SECOND)
        level, note = (mine.level, mine.note) if mine else (None, "")
        if role is Rates.MANAGER:
            _ask(seen, line, role, level, note)
            return
        # The second look mostly agrees: inputs stay out of the way until it does not.
        place = f"assessments:{seen.assessment.id}:{line.key}:second:open"
        with st.expander(_("Rate it differently"), expanded=mine is not None, key=place):
            _ask(seen, line, role, level, note)


def _ask(seen: AssessmentLook, line: Line, role: Rates, level: int | None, note: str) -> None:
    place = f"assessments:{seen.assessment.id}:{line.key}:{role}"
    named = {Rates.SELF: _("Your level"), Rates.MANAGER: _("Your rating"),
             Rates.SECOND: _("Your rating, if it differs")}  # fmt: skip
    keep: Any = {"on_change": _keep, "args": (seen.assessment.id, line.key, role, place)}
    st.segmented_control(
        named[role], list(LEVELS), default=level, required=True, key=f"{place}:level", **keep
    )
    st.text_area(
        _("Reasons and examples"), value=note, key=f"{place}:note", height=80, label_visibility="collapsed",
        placeholder=_("Reasons and examples"), **keep,
    )  # fmt: skip
    show_refusal(place)


def _keep(assessment_id: int, key: str, role: Rates, place: str) -> None:
    """Callback: keep the line, once it has a level."""
    level = st.session_state.get(f"{place}:level")
    if level is None:
        return
    given = {key: Level(int(level), str(st.session_state.get(f"{place}:note") or ""))}

    def work(session: Session) -> Assessment:
        actor = actor_of(session)
        if role is Rates.SELF:
            return rate_self(session, actor, assessment_id, given)
        return rate(session, actor, assessment_id, given, today())

    wish(work, place=place)
