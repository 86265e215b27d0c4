"""The nine-box grid: who stands where by performance and competency. For talking, not a verdict."""

import streamlit as st

from domain.appraisal.calibration_board import CalibrationLine
from domain.appraisal.nine_box import Band, Box
from ui.appraisal.calibration_look import CalibrationLook
from ui.colours import badge_colour
from ui.language import _, label
from ui.routes import literal

UP = (Band.HIGH, Band.MIDDLE, Band.LOW)
ACROSS = (Band.LOW, Band.MIDDLE, Band.HIGH)


def draw_nine_box(seen: CalibrationLook) -> None:
    """Competency upwards, performance to the right; who cannot be placed stands below."""
    st.markdown(f"**{_('Nine-box: competency upwards, performance to the right')}**")
    with st.grid(3, min_column_width=96, gap="xsmall"):
        for competency in UP:
            for performance in ACROSS:
                _draw(seen, Box(performance, competency))
    outside = [one for one in seen.board.lines if one.box is None]
    if outside:
        st.caption(literal(_("Not placed, without grade or levels: {count}", count=len(outside))))


def _draw(seen: CalibrationLook, where: Box) -> None:
    inside = [one for one in seen.board.lines if one.box == where]
    bands = {"competency": label(where.competency).lower(), "performance": label(where.performance).lower()}
    name = _("Competency {competency} · performance {performance}", **bands)
    with st.container(border=True, gap=None, height="stretch"):
        st.caption(f"{literal(name)} · **{len(inside)}**")
        if inside:
            st.markdown(" ".join(_name(seen, one) for one in inside))


def _name(seen: CalibrationLook, one: CalibrationLine) -> str:
    name = literal(seen.name(one.person_id))
    if one.grade is None:
        return name
    return f"{name} :{badge_colour(one.grade)}-badge[{one.grade.code}]"
