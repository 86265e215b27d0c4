"""The top of an assessment: whose it is, where it stands, whose turn it is and until when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import streamlit as st

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.grade import Grade
from domain.appraisal.whose_turn import turn_of
from ui import formats
from ui.appraisal.look import AssessmentLook
from ui.colours import badge_colour
from ui.indicators.wording import state_badge
from ui.language import _, in_language, label
from ui.routes import literal, page_link
from ui.titles import title

S = AssessmentState


def draw_title(seen: AssessmentLook) -> None:
    """Cycle, person, state, and whether it is late."""
    one = seen.assessment
    page_link("AppraisalCycle", title(one.cycle), {"id": str(one.cycle_id)}, f"assessment-{one.id}-cycle")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(literal(seen.name(one.person_id)), anchor=False, width="content")
        state_badge(one.state)
        due = due_of(one)
        if due is not None and due < seen.today:
            days = formats.number((seen.today - due).days)
            st.badge(_("{count} days overdue", count=days), color="red", icon=":material/schedule:")
        if turn_of(one) == seen.actor.person_id and seen.actor.person_id is not None:
            st.badge(_("Your turn"), color="orange", icon=":material/front_hand:")


def draw_facts(seen: AssessmentLook) -> None:
    """Post, unit, period, raters, deadline: one row."""
    with st.grid(6, min_column_width=140, gap="small"):
        for name, text in _facts(seen):
            with st.container(gap=None):
                st.caption(name)
                st.markdown(literal(text))


def draw_next(seen: AssessmentLook) -> None:
    """Whose turn it is, in one line."""
    one = seen.assessment
    text = NEXT.get(one.state)
    if text is not None:
        facts = {
            "person": seen.name(one.person_id),
            "rater": seen.name(one.rater_id) or _("nobody named yet"),
            "second": seen.name(one.second_rater_id) or _("nobody named yet"),
        }
        st.markdown(f":material/arrow_forward: {literal(_(text, **facts))}")


def due_of(one: Assessment) -> date | None:
    """The day by which the present state is to be left; None where the calendar says nothing."""
    return one.cycle.calendar.get(one.state.phase)


def grade_badge(grade: Grade | None) -> None:
    """A grade in its colour, by code and name."""
    if grade is not None:
        name = f"{grade.code} {in_language(grade.name_zh, grade.name_en)}"
        colour: Any = badge_colour(grade)
        st.badge(name, color=colour)


def _facts(seen: AssessmentLook) -> Iterator[tuple[str, str]]:
    one = seen.assessment
    yield label("Assessment.post"), title(one.post) or formats.NOTHING
    yield label("Assessment.unit"), title(one.unit)
    first, last = formats.day(one.cycle.first_on), formats.day(one.cycle.last_on)
    yield _("Period"), f"{first} ~ {last}"
    yield label("Assessment.rater"), seen.name(one.rater_id) or _("nobody named yet")
    yield label("Assessment.second_rater"), seen.name(one.second_rater_id) or formats.NOTHING
    due = due_of(one)
    if due is not None:
        yield _("Due"), formats.day(due)
    elif one.published_at is not None:
        yield label("Assessment.published_at"), formats.instant(one.published_at)
    if one.is_pro_rata:
        yield label("Assessment.share_of_period"), formats.percent(one.share_of_period, 0)


NEXT = {
    S.GOALS: "Next: {rater} puts goals and targets forward; {person} agrees to them.",
    S.SELF_RATING: "Next: {person} rates themselves and submits.",
    S.MANAGER_RATING: "Next: {rater} rates and submits.",
    S.SECOND_RATING: "Next: {second} confirms the rating or sends it back.",
    S.CALIBRATION: "Next: the calibration meeting compares the results.",
    S.HR_CHECK: "Next: HR checks and publishes.",
    S.PUBLISHED: "Next: {person} acknowledges the result or appeals.",
    S.APPEALED: "Next: a panel outside the line decides the appeal.",
}
"""What each state waits for."""
