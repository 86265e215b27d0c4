"""A line without axes beside a figure: where it came from, its end marked with its status.

Written as a picture of a few hundred bytes: pages show dozens of them, and a chart engine for each would
make the browser wait.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import streamlit as st

from ui.charts.style import Style, style
from ui.colours import Tone

WIDE, HIGH, EDGE, SIDE = 240, 44, 5, 10
Values = Sequence[Decimal | None]


@dataclass(frozen=True)
class SparkLimit:
    """A threshold over the same periods."""

    values: Values
    tone: Tone


def spark(values: Values, tone: Tone, *, alt_text: str) -> None:
    """Figures of consecutive periods, oldest first; gaps stay gaps."""
    st.html(spark_html(values, tone, style(), alt_text))


def spark_html(
    values: Values, tone: Tone, look: Style, alt_text: str, limits: Sequence[SparkLimit] = ()
) -> str:
    """The picture as HTML; an empty place of the same height where there are fewer than two figures."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return f'<div style="height:{HIGH}px"></div>'
    low, high = _reach(known, [value for limit in limits for value in limit.values if value is not None])
    drawn = "".join(
        _line(
            one.values, low, high, f'stroke="{look.tones[one.tone]}" stroke-width="1" stroke-dasharray="3 3"'
        )
        for one in limits
    )
    drawn += _line(values, low, high, f'stroke="{look.series[0]}" stroke-width="1.8"')
    drawn += _end(values, low, high, look.tones[tone])
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none">'
        f"{drawn}</svg>"
    )
    coded = b64encode(picture.encode()).decode()
    shape = f"width:100%;height:{HIGH}px;display:block"
    return (
        f'<img alt="{escape(alt_text, quote=True)}" src="data:image/svg+xml;base64,{coded}" style="{shape}">'
    )


def _reach(known: Sequence[Decimal], limits: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The span of the figures, widened to limits that are near enough not to flatten them."""
    low, high = min(known), max(known)
    room = (high - low) or abs(high) or Decimal(1)
    near = [value for value in limits if low - room <= value <= high + room]
    return min([low, *near]), max([high, *near])


def _line(values: Values, low: Decimal, high: Decimal, pen: str) -> str:
    """Unbroken stretches as lines of their own: gaps stay gaps."""
    parts: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if value is None or not low <= value <= high:
            parts.append([])
        else:
            parts[-1].append(",".join(_place(at, len(values), value, low, high)))
    return "".join(
        f'<polyline points="{" ".join(part)}" fill="none" {pen} vector-effect="non-scaling-stroke"/>'
        for part in parts
        if len(part) > 1
    )


def _end(values: Values, low: Decimal, high: Decimal, colour: str) -> str:
    """A dot at the last figure: a line of no length with a round end stays round however wide the picture."""
    at, value = max((at, value) for at, value in enumerate(values) if value is not None)
    x, y = _place(at, len(values), value, low, high)
    return (
        f'<line x1="{x}" y1="{y}" x2="{x}" y2="{y}" stroke="{colour}" stroke-width="7" '
        'stroke-linecap="round" vector-effect="non-scaling-stroke"/>'
    )


def _place(at: int, count: int, value: Decimal, low: Decimal, high: Decimal) -> tuple[str, str]:
    across = SIDE + (WIDE - 2 * SIDE) * at / max(1, count - 1)
    share = float((value - low) / (high - low)) if high > low else 0.5
    return f"{across:.1f}", f"{HIGH - EDGE - (HIGH - 2 * EDGE) * share:.1f}"
