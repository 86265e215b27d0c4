"""The contents of the handbook: chapters and pages, found by words, with what one still has to read."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

import streamlit as st

from domain.culture.duty import Duty
from domain.culture.handbook_page import HandbookVersion
from ui import address, formats
from ui.culture.safe_markdown import READING_WIDTH
from ui.language import _, in_language, label
from ui.routes import bare_link, literal

SIGNS = re.compile(r"[#*|>`]+|-{3,}")
"""Marks of Markdown, which say nothing in an excerpt."""
SEARCH, AROUND = "q", 60
"""Word of the address; characters shown on each side of what was found."""


def draw_contents(pages: Sequence[HandbookVersion], own: Mapping[int, Duty], day: date) -> None:
    """Search, what must be read, then chapter by chapter."""
    key = "handbook:search"
    address.follow(SEARCH, key, lambda words: words[-1] if words else "")
    st.text_input(
        _("Search the handbook"), key=key, icon=":material/search:", width=READING_WIDTH,
        on_change=address.publish, args=(SEARCH, key, lambda typed: (typed,) if typed.strip() else ()),
    )  # fmt: skip
    wanted = str(st.session_state[key]).strip().lower()
    if wanted:
        _draw_found(pages, wanted)
        return
    open_ = [one for one in pages if one.id in own and own[one.id].is_open(day)]
    if open_:
        with st.container(border=True, key="links-handbook-must", width=READING_WIDTH):
            st.markdown(f"**{_('Please read')}** · {formats.number(len(open_))}")
            for one in open_:
                _draw_line(one, own.get(one.id), day)
    with st.grid(2, min_column_width=320):
        for category, those in groupby(pages, key=lambda one: one.page.category):
            with st.container(border=True, key=f"links-handbook-{category.value}"):
                st.markdown(f"**{label(category)}**")
                for one in those:
                    _draw_line(one, own.get(one.id), day)


def _draw_line(version: HandbookVersion, duty: Duty | None, day: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        bare_link("handbook", name_of(version), {"chapter": str(version.page_id)})
        if duty is not None:
            draw_reading(duty, day)


def draw_reading(duty: Duty, day: date) -> None:
    """Whether one has read what must be read."""
    if not duty.is_open(day):
        st.badge(_("Read"), color="green", icon=":material/task_alt:")
    elif duty.is_late(day):
        st.badge(_("Overdue since {day}", day=formats.day(duty.due_on)), color="red")
    else:
        st.badge(_("To read by {day}", day=formats.day(duty.due_on)), color="orange")


def _draw_found(pages: Sequence[HandbookVersion], wanted: str) -> None:
    found = [(one, part) for one in pages if (part := _part(one, wanted)) is not None]
    st.caption(_("{count} pages", count=formats.number(len(found))))
    with st.container(key="links-handbook-found", width=READING_WIDTH):
        for one, part in found:
            bare_link("handbook", name_of(one), {"chapter": str(one.page_id)})
            st.caption(literal(part))


def _part(version: HandbookVersion, wanted: str) -> str | None:
    """Where in the page the words stand; None: nowhere."""
    text = " ".join(SIGNS.sub(" ", in_language(version.text_zh, version.text_en)).split())
    at = text.lower().find(wanted)
    if at < 0:
        return text[: 2 * AROUND] if wanted in name_of(version).lower() else None
    start = max(0, at - AROUND)
    return f"{'…' if start else ''}{text[start : at + len(wanted) + AROUND]}…"


def name_of(version: HandbookVersion) -> str:
    """The title of the page in the reader's language."""
    return in_language(version.page.name_zh, version.page.name_en)
