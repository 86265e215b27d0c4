"""How far long work has come, told to whoever waits for it."""

from collections.abc import Callable
from enum import StrEnum


class Phase(StrEnum):
    """What is being done."""

    READING = "reading"
    """Cells are turned into values."""
    COMPARING = "comparing"
    """Rows are compared with what is stored."""
    WRITING = "writing"
    """Records are written."""
    FIGURES = "figures"
    """Indicators are computed again."""
    FORECASTING = "forecasting"
    """Figures are forecast."""


Progress = Callable[[Phase, int, int], None]
"""Told the phase, how many rows or figures are done, of how many; 0 of 0 where nothing can be counted."""
OFTEN = 500
"""Rows between two tellings."""


def unheard(_phase: Phase, _done: int, _of: int) -> None:
    """Nobody waits."""
