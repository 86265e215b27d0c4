"""Cards in rows of twelve columns."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.reporting.board_card import Card
from domain.reporting.board_layout import Layout, rows_of
from ui.dashboard.declaration import Dashboard
from ui.dashboard.page import Look, draw_panel

WHOLE = 12
Bar = Callable[[int, Card], None]
"""Draws what can be done with the card at a place."""
Rows = Sequence[Sequence[tuple[int, Card]]]


def draw_grid(dashboard: Dashboard, layout: Layout, look: Look, bar: Bar | None = None) -> None:
    """The whole board."""
    draw_rows(dashboard, rows_of(layout.cards), look, bar)


def draw_rows(dashboard: Dashboard, rows: Rows, look: Look, bar: Bar | None = None) -> None:
    """Some rows of it, each card as wide as it says."""
    panels = dashboard.panels
    for row in rows:
        widths = [card.width for _at, card in row]
        rest = WHOLE - sum(widths)
        columns = st.columns([*widths, *([rest] if rest else [])], gap="small")
        for (at, card), column in zip(row, columns, strict=False):
            with column:
                if bar is not None:
                    bar(at, card)
                draw_panel(dashboard, panels[at], look)
