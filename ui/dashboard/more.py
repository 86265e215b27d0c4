"""Behind "more" of a chart: what it means, its figures as a table, its files, its rows, its notes."""

import streamlit as st

from ui.dashboard.declaration import Panel, Picture
from ui.dashboard.files import draw_files
from ui.dashboard.notes import Pinboard, draw_new_note, draw_notes
from ui.dashboard.pick_list import draw_pick_list
from ui.dashboard.text_table import draw_text_table
from ui.dashboard.view import View
from ui.language import _
from ui.routes import page_link

NOTABLE = 24
"""Periods up to the one looked at to which a note can be pinned."""


def draw_more(key: str, panel: Panel, picture: Picture, view: View, page: str) -> None:
    """The button; what is behind it is drawn only while it is open."""
    box = st.popover(
        ":material/more_horiz:", type="tertiary", key=f"{key}:more", help=_("Meaning, table, files"),
        on_change="rerun", width="content",
    )  # fmt: skip
    if not box.open:
        return
    with box:
        if picture.about:
            st.markdown(picture.about)
        if picture.table:
            draw_text_table(picture.table, key=f"{key}:rows", alt=_("As a table"))
            draw_files(key, panel, picture, view, page)
        if picture.records is not None:
            page_link(
                picture.records.page, _("The rows behind it"), dict(picture.records.asks), f"{key}-records"
            )
        if picture.picks:
            draw_pick_list(key, picture)
        if picture.indicator:
            board = _pinboard(picture.indicator, view)
            if board.written or board.open:
                st.markdown(f"**{_('Notes')}**")
            draw_notes(key, board)
            draw_new_note(key, board)


def _pinboard(code: str, view: View) -> Pinboard:
    periods = view.period.previous(NOTABLE - 1).to(view.period)
    return Pinboard(code, view.unit, view.period, tuple(periods), view.notes.get(code, ()))
