"""Pictures that only assessments draw, kept as text once per language and theme."""

from functools import cache
from typing import Any

import altair as alt

from ui.boards.palette import quiet, role_colour
from ui.boards.specs import members, tooltips
from ui.charts.specs import LINES, finished
from ui.charts.style import Style

BAR, ROW = 15, 34
DOTS = "dots"


@cache
def distribution(look: Style, *, rows: int) -> str:
    """People by grade, each bar before the range that the quota allows."""
    axis = alt.Axis(title=None, tickMinStep=1, tickCount=6, format="d", labelBound=True)
    base = alt.Chart(alt.NamedData("d")).encode(members())
    allowed = base.transform_filter("isValid(datum.second)").mark_bar(
        height=BAR + 12, color=quiet(look), opacity=0.45, cornerRadius=2
    )
    shade = allowed.encode(
        alt.X("second", type="quantitative", axis=axis), alt.X2("third"), tooltip=tooltips()
    )
    length = alt.X("value", type="quantitative", axis=axis, scale=alt.Scale(zero=True))
    bars = base.mark_bar(height=BAR).encode(length, role_colour(look), tooltip=tooltips())
    words = base.mark_text(align="left", dx=6, color=look.ink, fontSize=12)
    said = words.encode(alt.X("value", type="quantitative"), alt.Text("label", type="nominal"))
    return finished(alt.layer(shade, bars, said), look, height=ROW * rows + 36)


@cache
def deviations(look: Style, *, rows: int) -> str:
    """Members left or right of the average of all, with the limits from which on one looks closer."""
    axis = alt.Axis(title=None, format="+.3~g", tickCount=5, labelBound=True)
    base = alt.Chart(alt.NamedData("d")).encode(members())
    length = alt.X("value", type="quantitative", axis=axis, scale=alt.Scale(zero=True, padding=24))
    bars = base.mark_bar(height=BAR).encode(length, role_colour(look), tooltip=tooltips())
    beside = base.transform_calculate(at="max(datum.value, 0)").mark_text(
        align="left", dx=6, color=look.ink, fontSize=12
    )
    said = beside.encode(alt.X("at", type="quantitative"), alt.Text("label", type="nominal"))
    limits = alt.Chart(alt.NamedData(LINES)).encode(alt.X("value", type="quantitative"))
    rule: Any = limits.mark_rule(strokeDash=[5, 4], strokeWidth=1.2, color=look.quiet)
    zero = alt.Chart(alt.NamedData("d")).mark_rule(strokeWidth=1, color=look.quiet).encode(x=alt.datum(0))
    return finished(alt.layer(zero, bars, rule, said), look, height=ROW * rows + 36)


@cache
def curve(look: Style, *, percent: bool) -> str:
    """The score that each value of a figure gives, with the values that were agreed."""
    across = alt.Axis(
        title=None, tickCount=5, format=".0%" if percent else ",.4~f", grid=False, labelBound=True
    )
    up = alt.Axis(title=None, values=[0, 60, 100, 120], labelOverlap=False)
    base = alt.Chart(alt.NamedData("d")).encode(
        alt.X("place", type="quantitative", axis=across, scale=alt.Scale(zero=False, nice=False)),
        alt.Y("value", type="quantitative", axis=up, scale=alt.Scale(domain=[0, 125])),
    )
    line = base.mark_line(strokeWidth=2.5, color=look.series[0])
    drawn = line.encode(alt.Order("turn", type="quantitative"))
    seen = alt.Chart(alt.NamedData(DOTS)).encode(
        alt.X("place", type="quantitative"), alt.Y("value", type="quantitative")
    )
    dots = seen.mark_point(filled=True, size=70, opacity=1, color=look.series[1]).encode(
        tooltip=[alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown")]
    )
    words = seen.mark_text(align="center", dy=-12, fontSize=11, color=look.ink).encode(
        alt.Text("said", type="nominal")
    )
    return finished(alt.layer(drawn, dots, words), look, height=180)
