"""Pictures whose marks can be clicked: the clicked one keeps its colour, the others step back."""

from functools import cache
from typing import Any

import altair as alt

from ui.charts.data import Measured
from ui.charts.specs import finished, period, text_tooltips
from ui.charts.style import Style, figure_axis, period_axis, series_colour, tone_colour

PICK = "pick"
"""The selection: the key of the mark that was pressed."""


def pick() -> Any:
    """What makes marks clickable."""
    return alt.selection_point(name=PICK, fields=["key"], on="click", empty=False)


def faded() -> alt.Opacity:
    """Marks that were not chosen, where one was."""
    scale = alt.Scale(domain=["0", "1"], range=[1, 0.3])
    return alt.Opacity("faded", type="nominal", scale=scale, legend=None)


@cache
def ranked(look: Style, measured: Measured, rows: int) -> str:
    """Members of a breakdown, one under the other, with their figure at the end of the bar."""
    names = alt.Y(
        "name", type="nominal", sort=None,
        axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=200, labelOverlap=False),
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("d")).encode(names)
    length = alt.X(
        "value", type="quantitative", axis=figure_axis(look, measured), scale=alt.Scale(padding=36)
    )
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("name", "shown", "note")]
    bars = base.mark_bar(height=16, cursor="pointer").encode(
        length, tone_colour(look), faded(), tooltip=tooltip
    )
    figures = base.mark_text(align="left", dx=4, color=look.ink).encode(
        length, alt.Text("label", type="nominal")
    )
    whole = alt.layer(bars.add_params(pick()), figures)
    return finished(whole, look, height=max(80, 28 * rows + 40))


@cache
def stacked(look: Style, measured: Measured, area: bool) -> str:
    """Parts of a whole over time."""
    value = alt.Y("value", type="quantitative", axis=figure_axis(look, measured), stack="zero")
    base = alt.Chart(alt.NamedData("d")).encode(period(period_axis(look)), value)
    drawn = base.mark_area() if area else base.mark_bar(width=alt.RelativeBandSize(0.7), cursor="pointer")
    shown = drawn.encode(series_colour(look, legend=True), faded(), tooltip=text_tooltips())
    return finished(alt.layer(shown.add_params(pick())), look)
