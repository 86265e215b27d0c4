"""What somebody is changing on a board and has not saved: each change can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from domain.reporting.board_layout import Layout
from ui.own_boards.seen import SeenBoard

EDIT = "edit"
MOST_STEPS = 50


@dataclass(frozen=True)
class Draft:
    """A layout in the making. `version` is the record's when the work began."""

    version: int
    layout: Layout
    before: tuple[Layout, ...] = ()
    """What it was, step by step; the last one is what undoing brings back."""

    @property
    def changed(self) -> bool:
        """Whether there is something to save or to take back."""
        return bool(self.before)

    def then(self, layout: Layout) -> "Draft":
        """After one more change."""
        if layout == self.layout:
            return self
        return replace(self, layout=layout, before=(*self.before, self.layout)[-MOST_STEPS:])

    def undone(self) -> "Draft":
        """Without the last change."""
        if not self.before:
            return self
        return replace(self, layout=self.before[-1], before=self.before[:-1])


def draft_of(board: SeenBoard) -> Draft:
    """The work on this board; it begins with what is saved."""
    kept: Draft | None = st.session_state.get(_key(board.id))
    if kept is None or (not kept.changed and kept.version != board.version):
        kept = st.session_state[_key(board.id)] = Draft(board.version, board.layout)
    return kept


def change(board_id: int, work: Callable[[Layout], Layout]) -> None:
    """Callback: one change of the work."""
    kept: Draft = st.session_state[_key(board_id)]
    st.session_state[_key(board_id)] = kept.then(work(kept.layout))


def undo(board_id: int) -> None:
    """Callback: take the last change back."""
    kept: Draft = st.session_state[_key(board_id)]
    st.session_state[_key(board_id)] = kept.undone()


def forget_draft(board_id: int) -> None:
    """The work is saved or given up."""
    st.session_state.pop(_key(board_id), None)


def _key(board_id: int) -> str:
    return f"own_board:draft:{board_id}"
