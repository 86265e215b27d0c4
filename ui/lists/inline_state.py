"""What was typed into rows of a list and is not saved yet; it outlives turning the page."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from ui.screen import Screen


@dataclass
class Typed:
    """Record id -> what was typed, the version it was typed over, and why it was refused."""

    cells: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Field key -> what the cell holds."""
    versions: dict[int, int] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    round: int = 0
    """Counts up when the table must forget what its own cells hold."""

    def keep(self, key: int, cells: dict[str, Any]) -> None:
        """Somebody typed."""
        self.cells.setdefault(key, {}).update(cells)

    def seen(self, key: int, version: int) -> None:
        """The record as it is drawn now; while something is typed over it, the first look counts."""
        if key in self.cells:
            self.versions.setdefault(key, version)
        else:
            self.versions[key] = version

    def settle(self, done: list[int]) -> None:
        """These are saved."""
        for key in done:
            for kept in (self.cells, self.versions, self.problems):
                kept.pop(key, None)
        self.round += 1


def typed_in(screen: Screen) -> Typed:
    """What was typed into this list."""
    place = f"{screen.url_path}:typed"
    if place not in st.session_state:
        st.session_state[place] = Typed()
    found: Typed = st.session_state[place]
    return found


def is_editing(screen: Screen) -> bool:
    """Whether rows can be typed into."""
    return bool(st.session_state.get(f"{screen.url_path}:inline"))
