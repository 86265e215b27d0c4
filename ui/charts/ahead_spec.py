"""The layers of what lies ahead: a fan behind the course, thin natural limits, rings around signals."""

from typing import Any

import altair as alt

from ui.charts.style import Style

FAN, NATURAL, SIGNALS = "fan", "natural", "signals"
"""Tables beside the figures."""


PLACES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("above", {"baseline": "bottom", "dy": -3}),
    ("below", {"baseline": "top", "dy": 4}),
)
"""Where the name of a level stands, by its side."""


def written(words: Any, look: Style, **placed: Any) -> list[Any]:
    """Words that can be read on a band: written twice, first broadly in the colour of the paper."""
    halo = words.mark_text(fontSize=11, stroke=look.paper, strokeWidth=3, strokeJoin="round", **placed)
    return [halo, words.mark_text(fontSize=11, **placed)]


def of_natural_limits(look: Style, scale: alt.Scale, axis: alt.Axis) -> list[Any]:
    """Thin lines, their names at the left end, where thresholds have none."""
    value = alt.Y("value", type="quantitative", scale=scale, axis=axis)
    base = alt.Chart(alt.NamedData(NATURAL)).encode(value)
    drawn: list[Any] = [base.mark_rule(strokeWidth=1, color=look.quiet, strokeDash=[1, 3])]
    name = alt.Text("name", type="nominal")
    for side, place in PLACES:
        there = base.transform_filter(f"datum.side === '{side}'").encode(name, x=alt.value(0))
        drawn += written(there, look, align="left", dx=2, fill=look.quiet, **place)
    return drawn


def of_fan(look: Style, period: alt.X, scale: alt.Scale, axis: alt.Axis) -> list[Any]:
    """80 per cent dark, 95 per cent light, the centre dashed."""
    base, colour = alt.Chart(alt.NamedData(FAN)).encode(period), look.series[0]

    def band(percent: int, opacity: float) -> Any:
        low = alt.Y(f"low{percent}", type="quantitative", scale=scale, axis=axis)
        high = alt.Y2(f"high{percent}")
        known = base.transform_filter(f"isValid(datum.low{percent})")
        return known.mark_area(color=colour, opacity=opacity, line=False).encode(low, high)

    value = alt.Y("value", type="quantitative", scale=scale, axis=axis)
    centre = base.mark_line(color=colour, strokeWidth=2, strokeDash=[5, 4]).encode(value)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown", "note")]
    expected = base.transform_filter("datum.shown !== ''")
    touch = expected.mark_circle(size=600, opacity=0).encode(value, tooltip=tooltip)
    return [band(95, 0.14), band(80, 0.26), centre, touch]


def of_signals(look: Style, period: alt.X, value: alt.Y) -> list[Any]:
    """A ring around the figure; its reason where one points."""
    base = alt.Chart(alt.NamedData(SIGNALS)).encode(period, value)
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "note")]
    ring = base.mark_point(shape="circle", filled=False, size=240, strokeWidth=1.6, color=look.ink, opacity=1)
    return [ring.encode(tooltip=tooltip)]
