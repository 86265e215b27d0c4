"""The pictures themselves, authored in Altair once per language and theme, kept as text.

Altair objects with explicit types (`alt.X("period", type="ordinal")`) are a hundred times faster to build
than the string shorthand, and a kept spec costs nothing: figures travel beside it as Arrow tables.
"""

import json
from functools import cache
from typing import Any

import altair as alt

from ui.charts.data import Measured
from ui.charts.notes import note_marks
from ui.charts.style import FONT, HEIGHT, Style, figure_axis, period_axis, series_colour, tone_colour
from ui.colours import Tone

LINES, MARKS, WINDOWS, MEANS, CONTROL = "lines", "marks", "windows", "means", "control"
"""Tables beside the main one."""


def period(axis: alt.Axis | None = None) -> alt.X:
    """The period of a row; written as they are, periods of one grain sort by time."""
    return alt.X("period", type="ordinal", axis=axis or alt.Undefined)


def text_tooltips() -> list[alt.Tooltip]:
    """Period, series, figure and note, already in words."""
    return [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown", "note")]


@cache
def trend(look: Style, measured: Measured, *, many: bool, marked: bool, noted: bool = False) -> str:
    """Figures over time, with levels, events and numbered notes."""
    figures = alt.Y(
        "value", type="quantitative", axis=figure_axis(look, measured),
        scale=alt.Scale(zero=measured is Measured.MONEY, nice=True),
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("d")).encode(period(period_axis(look)), figures)
    colour = series_colour(look, legend=many)
    curve = base.mark_line(strokeWidth=2.5, interpolate="linear").encode(colour)
    seen = base.mark_point(filled=True, size=55, opacity=1).encode(
        series_colour(look, legend=False) if many else tone_colour(look),
        alt.Shape("tone", type="nominal", legend=None, scale=shapes()),
        tooltip=text_tooltips(),
    )  # fmt: skip
    layers = [
        *_levels(look),
        curve,
        seen,
        *(_events(look) if marked else []),
        *(note_marks(look) if noted else []),
    ]
    return finished(alt.layer(*layers), look)


@cache
def bars(look: Style, measured: Measured, *, rows: int) -> str:
    """Members of a breakdown, one under the other, with their figure at the end of the bar."""
    names = alt.Y(
        "name", type="nominal", sort=None,
        axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=220, labelOverlap=False),
    )  # fmt: skip
    base = alt.Chart(alt.NamedData("d")).encode(names)
    length = alt.X("value", type="quantitative", axis=figure_axis(look, measured))
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("name", "shown", "note")]
    shapes = base.mark_bar(height=16).encode(length, tone_colour(look), tooltip=tooltip)
    # The figure of a bar to the left stands right of the axis: never on its own bar.
    beside = base.transform_calculate(at="max(datum.value, 0)")
    figures = beside.mark_text(align="left", dx=4, color=look.ink).encode(
        alt.X("at", type="quantitative"), alt.Text("label", type="nominal")
    )
    level = _upright_levels(look)
    return finished(alt.layer(shapes, figures, *level), look, height=max(80, 28 * rows + 40))


@cache
def effect(look: Style, measured: Measured) -> str:
    """The same indicator before and after an action: windows shaded, their means drawn, what was promised."""
    figures = alt.Y(
        "value", type="quantitative", axis=figure_axis(look, measured), scale=alt.Scale(zero=False, nice=True)
    )
    shade = alt.Chart(alt.NamedData(WINDOWS)).mark_rect(opacity=0.12, color=look.tones[Tone.ACTIVE])
    windows = shade.encode(period(period_axis(look)))
    means = (
        alt.Chart(alt.NamedData(MEANS))
        .mark_line(strokeWidth=2, strokeDash=[6, 3], color=look.ink)
        .encode(period(), figures, alt.Detail("name", type="nominal"))
    )
    named = alt.Chart(alt.NamedData(MEANS)).encode(period(), y=alt.value(0))
    said = named.mark_text(align="left", baseline="bottom", dx=-8, dy=-4, fontSize=12, color=look.ink)
    base = alt.Chart(alt.NamedData("d")).encode(period(period_axis(look)), figures)
    curve = base.mark_line(strokeWidth=2.5, color=look.series[0])
    seen = base.mark_point(filled=True, size=55, color=look.series[0], opacity=1).encode(
        tooltip=text_tooltips()
    )
    names = said.encode(alt.Text("label", type="nominal"))
    behind = [windows, *_levels(look, begin=True), *_control(look, figures), means]
    layers = [*behind, curve, seen, names, *_events(look, above=True)]
    return finished(alt.layer(*layers), look)


def _haloed(words: Any, look: Style, **placed: Any) -> list[Any]:
    """Words that can be read on top of lines: written twice, first broadly in the colour of the paper."""
    halo = words.mark_text(fontSize=11, stroke=look.paper, strokeWidth=4, strokeJoin="round", **placed)
    return [halo, words.mark_text(fontSize=11, color=look.ink, **placed)]


def _control(look: Style, figures: alt.Y) -> list[Any]:
    base = alt.Chart(alt.NamedData(CONTROL)).encode(period(), figures)
    name = base.mark_text(align="left", baseline="top", dy=6, fontSize=11, color=look.quiet)
    return [
        base.mark_line(strokeWidth=1.2, strokeDash=[2, 2], color=look.quiet),
        name.encode(alt.Text("label", type="nominal")),
    ]


@cache
def ageing(look: Style, measured: Measured) -> str:
    """Open money by age, calm to alarming, figures on the columns."""
    words = alt.Axis(
        title=None, labelAngle=0, ticks=False, labelExpr="split(datum.label, ' ')", labelOverlap=False
    )
    buckets = alt.X("name", type="nominal", sort=None, axis=words)
    height = alt.Y("value", type="quantitative", axis=figure_axis(look, measured))
    base = alt.Chart(alt.NamedData("d")).encode(buckets, height)
    colour = alt.Color("name", type="nominal", sort=None, scale=alt.Scale(range=ages(look)), legend=None)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("name", "shown", "note")]
    columns = base.mark_bar(width=alt.RelativeBandSize(0.7)).encode(colour, tooltip=tooltip)
    figures = base.mark_text(dy=-8, color=look.ink).encode(alt.Text("label", type="nominal"))
    return finished(alt.layer(columns, figures), look)


def ages(look: Style) -> list[str]:
    """One hue, darker with age: age is an order, not a status."""
    calm_to_old = ["#B4D2EC", "#8DBBE1", "#63A1D4", "#3F86C4", "#246BAF", "#0B3D75", "#072A55"]
    on_dark = ["#1F568F", "#2C6CAB", "#4284C4", "#629DD6", "#88B7E4", "#B1D1F0", "#DBEAF9"]
    return on_dark if look.dark else calm_to_old


def finished(chart: Any, look: Style, *, height: int = HEIGHT) -> str:
    """The picture as text, without the figures."""
    whole = chart.resolve_scale(color="independent", shape="independent")
    whole = whole.properties(height=height, width="container").configure(font=FONT)
    whole = whole.configure_view(stroke=None).configure_mark(aria=False).configure_axis(
        labelColor=look.quiet, gridColor=look.quiet, gridOpacity=0.2, domainColor=look.quiet,
        tickColor=look.quiet, labelFontSize=12, titleFontSize=12,
    )  # fmt: skip
    return json.dumps(whole.to_dict(validate=False))


def _levels(look: Style, *, begin: bool = False) -> list[Any]:
    """Levels with their names at the end of the line, or at its beginning where its end is crowded."""
    base = alt.Chart(alt.NamedData(LINES)).encode(alt.Y("value", type="quantitative"))
    at = 0 if begin else "width"
    if begin:
        names = base.mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontSize=11)
    else:
        names = base.mark_text(align="right", baseline="bottom", dx=-4, dy=-2, fontSize=11)
    return [
        base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5).encode(tone_colour(look)),
        names.encode(tone_colour(look, text=True), alt.Text("name", type="nominal"), x=alt.value(at)),
    ]


def _upright_levels(look: Style) -> list[Any]:
    base = alt.Chart(alt.NamedData(LINES)).encode(alt.X("value", type="quantitative"))
    names = base.mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontSize=11)
    return [
        base.mark_rule(strokeDash=[5, 4], strokeWidth=1.5).encode(tone_colour(look)),
        names.encode(tone_colour(look, text=True), alt.Text("name", type="nominal"), y=alt.value(0)),
    ]


def _events(look: Style, *, above: bool = False) -> list[Any]:
    """What happened: beside its rule, or above the picture where the names of windows stand as well."""
    base = alt.Chart(alt.NamedData(MARKS)).encode(period())
    words = base.encode(alt.Text("text", type="nominal"), y=alt.value(0))
    rule = base.mark_rule(strokeWidth=1.2, color=look.ink)
    if above:
        centred = words.mark_text(align="center", baseline="bottom", dy=-20, fontSize=12, color=look.ink)
        return [rule, centred]
    return [rule, *_haloed(words, look, align="left", baseline="top", dx=4)]


def shapes() -> alt.Scale:
    """Status as shape, the same signs as in words: circle, triangle, square."""
    order = {
        Tone.GOOD: "circle",
        Tone.WAITING: "triangle-up",
        Tone.BAD: "square",
        Tone.CALM: "circle",
        Tone.ACTIVE: "circle",
    }
    return alt.Scale(domain=[tone.value for tone in order], range=list(order.values()))
