"""Indicators as tiles above a dashboard, and what leads on where one is missing."""

from collections.abc import Sequence

from domain.reporting.standing import Standing
from ui.dashboard.view import View
from ui.indicators.tiles import tile_of
from ui.tile import draw_tiles


def draw_indicators(found: Sequence[Standing], view: View) -> None:
    """Eight at most, at the unit and month looked at."""
    draw_tiles([tile_of(one, view.place, view.against, "board") for one in found[:MOST]])


MOST = 8
