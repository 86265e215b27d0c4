"""A curve as a small picture: which score each value gives, and where the person stands on it.

Written as a few hundred bytes, as the lines of tiles are: one form shows a dozen of them.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ui.charts.style import Style

WIDE, HIGH, EDGE = 120, 40, 5
TOP = Decimal(120)
"""The best score a curve can give."""
FULL = Decimal(100)


@dataclass(frozen=True)
class Spot:
    """A value and the score it gives."""

    value: Decimal
    score: Decimal


def sketch_html(line: Sequence[Spot], here: Spot | None, look: Style, alt_text: str) -> str:
    """The picture as HTML; nothing where the curve has no extent."""
    values = [spot.value for spot in (*line, *([here] if here else ()))]
    if len(set(values)) < 2:
        return ""
    low, high = min(values), max(values)
    level = _height(FULL)
    drawn = (
        f'<line x1="0" x2="{WIDE}" y1="{level}" y2="{level}" stroke="{look.quiet}" stroke-width="0.7" '
        f'stroke-dasharray="3 3" opacity="0.7"/>'
        f'<polyline points="{" ".join(_point(spot, low, high) for spot in line)}" fill="none" '
        f'stroke="{look.series[0]}" stroke-width="1.8"/>'
    )
    if here is not None:
        across, up = _point(here, low, high).split(",")
        drawn += f'<circle cx="{across}" cy="{up}" r="4" fill="{look.series[1]}"/>'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{drawn}</svg>'
    coded = b64encode(picture.encode()).decode()
    said = escape(alt_text, quote=True)
    shape = f"width:{WIDE}px;height:{HIGH}px;display:block"
    return f'<img alt="{said}" title="{said}" src="data:image/svg+xml;base64,{coded}" style="{shape}">'


def _point(spot: Spot, low: Decimal, high: Decimal) -> str:
    share = float((spot.value - low) / (high - low))
    return f"{EDGE + (WIDE - 2 * EDGE) * share:.1f},{_height(spot.score)}"


def _height(score: Decimal) -> str:
    share = float(min(max(score, Decimal(0)), TOP) / TOP)
    return f"{HIGH - EDGE - (HIGH - 2 * EDGE) * share:.1f}"
