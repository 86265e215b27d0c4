"""Boards on a wall: no menu, no pickers, larger; one after the other, each for as long as it says."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from domain.core.clock import now
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.reporting.board_card import Card, CardKind
from domain.reporting.board_layout import rows_of
from ui import formats
from ui.dashboard.declaration import Section
from ui.dashboard.page import Look, look_at
from ui.dashboard.wall import LARGE
from ui.indicators.wording import period_name
from ui.language import _, label, say
from ui.own_boards.grid import Rows, draw_rows
from ui.own_boards.panels import dashboard_of
from ui.own_boards.seen import SeenBoard, seen_board
from ui.routes import literal
from ui.session import current_actor

TURN = "own-board-turn"
HEIGHTS = {CardKind.TILE: 2, CardKind.TEXT: 2}
USUAL, SCREENFUL = 4, 9
"""How high rows are, roughly; how much of that a screen holds."""


@dataclass(frozen=True)
class Leaf:
    """What stands on the wall at a time: as many rows of a board as a screen holds."""

    board: SeenBoard
    rows: Rows


def draw_wall(ids: Sequence[int]) -> None:
    """The boards in turn, for as long as the screen hangs there."""
    st.html(LARGE)
    first = seen_board(current_actor(), ids[0])
    tick = first.seconds

    @st.fragment(run_every=tick)
    def turning() -> None:
        try:
            actor = current_actor()
            leaf = _turned(leaves(actor, ids), tick)
            if leaf is None:
                st.caption(_("Nothing stands on this board yet."))
                return
            _draw(leaf, actor)
        except DomainError as refusal:
            st.caption(literal(say(refusal)))

    turning()


def leaves(actor: Actor, ids: Sequence[int]) -> list[Leaf]:
    """All boards that this person may still see, cut into screens."""
    found = []
    for key in ids:
        try:
            board = seen_board(actor, key)
        except DomainError:
            continue
        found += [Leaf(board, rows) for rows in screens(board.layout.cards)]
    return found


def screens(cards: Sequence[Card]) -> list[Rows]:
    """Rows that fit on a screen together, in their order."""
    cut: list[list[Sequence[tuple[int, Card]]]] = []
    room = 0
    for row in rows_of(cards):
        height = max(HEIGHTS.get(card.kind, USUAL) for _at, card in row)
        if not cut or height > room:
            cut.append([])
            room = SCREENFUL
        cut[-1].append(row)
        room -= height
    return list(cut)


def _turned(all_leaves: Sequence[Leaf], tick: int) -> Leaf | None:
    """The next one, once the present one stayed its time."""
    if not all_leaves:
        return None
    place: tuple[int, int] = st.session_state.get(TURN, (-1, 0))
    at, left = place
    if left <= 0:
        at += 1
        left = max(1, round(all_leaves[at % len(all_leaves)].board.seconds / tick))
    st.session_state[TURN] = (at, left - 1)
    return all_leaves[at % len(all_leaves)]


def _draw(leaf: Leaf, actor: Actor) -> None:
    dashboard = dashboard_of(leaf.board.layout)
    panels = tuple(dashboard.panels[at] for row in leaf.rows for at, _card in row)
    look = look_at(dashboard, actor, (Section("", *panels),))
    if look is None:
        st.caption(_("No figures yet."))
        return
    _heading(leaf.board, look)
    draw_rows(dashboard, leaf.rows, look)


def _heading(board: SeenBoard, look: Look) -> None:
    parts = [label(look.view.unit), period_name(look.view.period), *look.names.values()]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(literal(board.name), anchor=False, width="content")
        st.markdown(f"#### {literal(' · '.join(parts))}", width="content")
        st.caption(formats.instant(now()), width="content")
