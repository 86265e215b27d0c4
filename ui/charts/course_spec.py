"""The picture of a course, authored once per language, theme and kind of figure; figures travel beside it."""

import json
from functools import cache
from typing import Any

import altair as alt

from ui.charts.ahead_spec import PLACES, of_fan, of_natural_limits, of_signals, written
from ui.charts.data import Measured
from ui.charts.notes import note_marks
from ui.charts.specs import shapes
from ui.charts.style import FONT, Style, figure_axis, period_axis, tone_colour

HEIGHT = 300
LIMITS, NAMES, MARKS, CHOSEN = "limits", "names", "marks", "chosen"
"""Tables beside the figures."""
PICK = "pick"
"""The selection: the period that was pressed."""


@cache
def course_spec(look: Style, measured: Measured, whole_numbers: bool) -> str:
    """The picture as text, without the figures."""
    period = alt.X("period", type="ordinal", axis=period_axis(look))
    scale = alt.Scale(zero=measured is Measured.MONEY, nice=True)
    axis = figure_axis(look, measured)
    if whole_numbers:
        axis.tickMinStep = 1
    value = alt.Y("value", type="quantitative", axis=axis, scale=scale)
    whole = alt.layer(
        _column_of_the_chosen(look, period),
        *of_fan(look, period, scale, axis),
        *of_natural_limits(look, scale, axis),
        *_of_limits(look, period, value),
        *of_signals(look, period, value),
        *_of_figures(look, period, value),
        *_of_acts(look, period),
        *note_marks(look),
    ).properties(height=HEIGHT, width="container")
    whole = whole.resolve_scale(color="independent", shape="independent").configure(font=FONT)
    whole = whole.configure_view(stroke=None).configure_mark(aria=False).configure_axis(
        labelColor=look.quiet, gridColor=look.quiet, gridOpacity=0.2, domainColor=look.quiet,
        tickColor=look.quiet, labelFontSize=12, titleFontSize=12,
    )  # fmt: skip
    return json.dumps(whole.to_dict(validate=False))


def _column_of_the_chosen(look: Style, period: alt.X) -> Any:
    """The period whose figures the page shows."""
    return alt.Chart(alt.NamedData(CHOSEN)).mark_rect(opacity=0.08, color=look.ink).encode(period)


def _of_limits(look: Style, period: alt.X, value: alt.Y) -> list[Any]:
    lines = (
        alt.Chart(alt.NamedData(LIMITS))
        .mark_line(strokeDash=[5, 4], strokeWidth=1.4)
        .encode(period, value, tone_colour(look), alt.Detail("name", type="nominal"))
    )
    base = alt.Chart(alt.NamedData(NAMES)).encode(
        alt.Y("value", type="quantitative"), tone_colour(look, text=True), alt.Text("name", type="nominal"),
        x=alt.value("width"),
    )  # fmt: skip
    named: list[Any] = [lines]
    for side, place in PLACES:
        words = base.transform_filter(f"datum.side === '{side}'")
        named += written(words, look, align="right", **place)
    return named


def _of_figures(look: Style, period: alt.X, value: alt.Y) -> list[Any]:
    base = alt.Chart(alt.NamedData("d")).encode(period, value)
    shape = alt.Shape("tone", type="nominal", legend=None, scale=shapes())
    tooltip = [_words(name) for name in ("said", "shown", "note")]
    pick = alt.selection_point(name=PICK, fields=["period"], on="click", empty=False)
    line = base.mark_line(strokeWidth=2.4, color=look.series[0])
    over = base.mark_point(filled=True, size=65, opacity=1).transform_filter("datum.open === '0'")
    running = base.mark_point(filled=False, size=65, strokeWidth=2).transform_filter("datum.open === '1'")
    touch = base.mark_circle(size=600, opacity=0).encode(tooltip=tooltip).add_params(pick)
    return [line, over.encode(shape, tone_colour(look)), running.encode(shape, tone_colour(look)), touch]


def _of_acts(look: Style, period: alt.X) -> list[Any]:
    """A flag where work began, its name at the foot of the picture, on the side that has room."""
    base = alt.Chart(alt.NamedData(MARKS)).encode(period, tooltip=[_words("text")])
    rule = base.mark_rule(strokeWidth=1.2, strokeDash=[2, 2], color=look.ink)
    flag = base.mark_point(shape="triangle-down", filled=True, size=80, color=look.ink, opacity=1)
    foot: dict[str, Any] = {"y": alt.value("height")}
    text: dict[str, Any] = {"baseline": "bottom", "dy": -4, "fontSize": 11, "color": look.ink, "limit": 160}
    right = base.mark_text(align="left", dx=6, **text).transform_filter("datum.side === 'right'")
    left = base.mark_text(align="right", dx=-6, **text).transform_filter("datum.side === 'left'")
    name = alt.Text("text", type="nominal")
    return [rule, flag.encode(y=alt.value(0)), right.encode(name, **foot), left.encode(name, **foot)]


def _words(field: str) -> alt.Tooltip:
    return alt.Tooltip(field, type="nominal", title=" ")
