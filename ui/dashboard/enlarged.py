"""A picture for a wall: higher, its words and marks larger."""

import json
from typing import Any

from ui.charts.style import PER_PERIOD

WALL = 1.35
"""How much larger everything is on a wall."""
TIGHT = f"({PER_PERIOD} / {WALL})"
"""Larger labels of periods need more room."""
LEGEND = 11
WORDS = ("labelFontSize", "titleFontSize", "fontSize")


def enlarged(text: str) -> dict[str, Any]:
    """The picture so changed. The page is enlarged as a whole; pictures measure themselves."""
    spec: dict[str, Any] = json.loads(text.replace(PER_PERIOD, TIGHT))
    _grow(spec, ("height",), WALL)
    for param in spec.get("params", ()):
        if param.get("name") == "letter":
            _grow(param, ("value",), WALL)
    config = spec.setdefault("config", {})
    _grow(config.get("axis", {}), WORDS, WALL)
    config.setdefault("legend", {})["labelFontSize"] = LEGEND * WALL
    for mark in _marks(spec):
        _grow(mark, WORDS, WALL)
        _grow(mark, ("size",), WALL * WALL)  # an area
    return spec


def _grow(owner: dict[str, Any], names: tuple[str, ...], times: float) -> None:
    for name in names:
        if isinstance(size := owner.get(name), int | float):
            owner[name] = size * times


def _marks(spec: dict[str, Any]) -> list[dict[str, Any]]:
    marks = [layer.get("mark") for layer in (spec, *spec.get("layer", ()))]
    return [mark for mark in marks if isinstance(mark, dict)]
