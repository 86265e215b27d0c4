"""The grade somebody had before, in words."""

import streamlit as st

from domain.appraisal.brought_result import BroughtResult
from domain.appraisal.earlier_grades import EarlierGrade
from domain.core.permission import Actor
from ui.language import _, current
from ui.routes import literal


def said_of(one: EarlierGrade | None) -> str:
    """Grade and period; where it comes from, if it was not scored here. Empty: none is known."""
    if one is None or not one.grade_code:
        return ""
    parts = (one.grade_code, one.name.in_language(current()), one.system)
    return " · ".join(filter(None, parts))


def draw_source(_actor: Actor, one: BroughtResult) -> None:
    """That nothing of it was scored here."""
    text = _("Brought in from {system}; not scored here, so there are no lines, no seal and no appeal.",
             system=one.system)  # fmt: skip
    st.info(literal(text), icon=":material/history:")
