"""What a saved mapping says, in words."""

import streamlit as st

from domain.core.permission import Actor
from domain.intake.batch import ImportMapping
from ui.intake.naming import fact_name
from ui.intake.reading_words import draw_reading
from ui.language import _, listed
from ui.routes import literal


def draw_saved_mapping(actor: Actor, saved: ImportMapping) -> None:
    """Which column is which field, and how the file is read."""
    st.caption(literal(_("Reads files of: {fact}", fact=fact_name(saved.fact))))
    draw_reading(actor, saved.fact, {"columns": saved.columns, "fixed": saved.fixed} | saved.options)
    st.caption(literal(_("Recognised by these headers: {headers}", headers=listed(saved.headers))))
