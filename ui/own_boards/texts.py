"""Texts that people write on a board: headings, lists and bold words; everything else is literal."""

import re

import streamlit as st

from domain.reporting.board_card import Card
from ui.language import in_language
from ui.routes import literal

HEADING = re.compile(r"^(#{1,3})\s+(.*)$")
POINT = re.compile(r"^\s*[-*]\s+(.*)$")
COUNTED = re.compile(r"^\s*(\d{1,3})\.\s+(.*)$")
BOLD = re.compile(r"\*\*(.+?)\*\*")


def safe(text: str) -> str:
    """Markdown in which nothing can be a link, a picture, a formula or HTML."""
    return "\n".join(map(_line, text.splitlines()))


def _line(line: str) -> str:
    if found := HEADING.match(line):
        return f"{'#' * (len(found[1]) + 3)} {_words(found[2])}\n"
    if found := POINT.match(line):
        return f"- {_words(found[1])}"
    if found := COUNTED.match(line):
        return f"{found[1]}. {_words(found[2])}"
    return f"{_words(line)}  "


def _words(text: str) -> str:
    """Literal words, bold where they stand between double stars."""
    parts = BOLD.split(text)
    return "".join(f"**{literal(part)}**" if at % 2 else literal(part) for at, part in enumerate(parts))


def draw_text(key: str, card: Card) -> None:
    """The card."""
    title = in_language(card.title_zh, card.title_en)
    with st.container(border=True, key=f"card-own_board-{key}", gap="small", height="stretch"):
        if title:
            st.markdown(f"**{literal(title)}**")
        st.markdown(safe(in_language(card.text_zh, card.text_en)))
