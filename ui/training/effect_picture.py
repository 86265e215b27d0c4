"""Trained beside comparable untrained people, before and after: two lines, one gap."""

from functools import cache

import altair as alt
import pyarrow as pa

from domain.training.effect_on_figures import FigureEffect
from ui.charts.data import Measured
from ui.charts.specs import finished
from ui.charts.style import Style, figure_axis
from ui.improvement.amounts import level, plotted
from ui.indicators import wording
from ui.language import _

HEIGHT = 190
TRAINED, UNTRAINED = "#1F6FB2", "#8A94A0"


def slope_table(found: FigureEffect) -> pa.Table:
    """Four points."""
    rows: list[tuple[str, str, float | None, str]] = []
    sides = ((_("Trained"), found.trained), (_("Comparable, untrained"), found.untrained))
    for who, values in sides:
        if values is None:
            continue
        for when, value in zip((_("Before the course"), _("After the course")), values, strict=True):
            drawn = plotted(value, found.indicator)
            rows.append((who, when, None if drawn is None else float(drawn), level(value, found.indicator)))
    names = ("who", "when", "value", "shown")
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    kinds = (pa.string(), pa.string(), pa.float64(), pa.string())
    return pa.table(
        {name: pa.array(list(cells), kind) for name, cells, kind in zip(names, columns, kinds, strict=True)}
    )


def axis_of(found: FigureEffect) -> Measured:
    """How values of the indicator are drawn."""
    return wording.axis_of(found.indicator)


@cache
def slope_spec(look: Style, measured: Measured, names: tuple[str, str]) -> str:
    """`names`: what the trained and the others are called, in that order."""
    when = alt.X(
        "when", type="nominal", sort=None, axis=alt.Axis(title=None, labelAngle=0, ticks=False),
        scale=alt.Scale(padding=0.3),
    )  # fmt: skip
    value = alt.Y("value", type="quantitative", axis=figure_axis(look, measured), scale=alt.Scale(zero=False))
    colours = alt.Scale(domain=list(names), range=[TRAINED, UNTRAINED])
    dashes = alt.Scale(domain=list(names), range=[[1, 0], [5, 4]])
    legend = alt.Legend(title=None, orient="top", labelColor=look.ink)
    who = alt.Color("who", type="nominal", scale=colours, legend=legend)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("who", "when", "shown")]
    base = alt.Chart(alt.NamedData("d")).encode(when, value)
    lines = base.mark_line(strokeWidth=2.5).encode(
        who, alt.StrokeDash("who", type="nominal", scale=dashes, legend=None)
    )
    unnamed = alt.Color("who", type="nominal", scale=colours, legend=None)
    points = base.mark_point(filled=True, size=70).encode(unnamed, tooltip=tooltip)
    return finished(alt.layer(lines, points), look, height=HEIGHT)
