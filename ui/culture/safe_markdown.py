"""Texts written in Markdown, drawn so that nothing in them runs or calls out."""

import re

import streamlit as st

from ui.language import in_language

TAG = re.compile(r"<(?=\s*[/!?a-zA-Z])")
READING_WIDTH = 760
"""Pixels: longer lines are hard to follow."""


def safe(text: str) -> str:
    """Markdown without HTML, pictures and formulas, whatever rules it was saved under."""
    return TAG.sub("&lt;", text).replace("![", r"\![").replace("$", r"\$")


def draw_text(chinese: str, english: str) -> None:
    """The text in the reader's language, in lines of readable length."""
    with st.container(width=READING_WIDTH):
        st.markdown(safe(in_language(chinese, english)))
