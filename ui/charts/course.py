"""The course of an indicator: figures, thresholds as they moved, and what people did about it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from ui.charts.columns import period_name
from ui.charts.data import Measured
from ui.charts.specs import shapes
from ui.charts.style import FONT, Style, figure_axis, period_axis, style, tone_colour
from ui.colours import Tone

HEIGHT = 300
LIMITS, NAMES, MARKS, CHOSEN = "limits", "names", "marks", "chosen"
PICK = "pick"
TEXTS = ("period", "tone", "said", "shown", "note", "name", "text", "open", "side")


@dataclass(frozen=True)
class Step:
    """One figure of a period. `open`: the period is not over. No value: a gap."""

    period: str
    value: Decimal | None
    shown: str
    tone: Tone
    note: str = ""
    open: bool = False


@dataclass(frozen=True)
class Limit:
    """A threshold or target over the same periods; it may move from one to the next."""

    name: str
    values: Sequence[Decimal | None]
    tone: Tone


@dataclass(frozen=True)
class Act:
    """Something people did, in a period."""

    period: str
    text: str


def course(
    steps: Sequence[Step], limits: Sequence[Limit], acts: Sequence[Act], chosen: str, *, measured: Measured,
    key: str, alt_text: str, on_pick: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Draw it; picking a figure calls `on_pick` with its period."""
    spec = json.loads(_spec(style(), measured))
    spec["datasets"] = {
        "d": _table(
            period=[one.period for one in steps],
            value=[one.value for one in steps],
            tone=[one.tone.value for one in steps],
            said=[period_name(one.period) for one in steps],
            shown=[one.shown for one in steps],
            note=[one.note for one in steps],
            open=["1" if one.open else "0" for one in steps],
        ),
        LIMITS: _limits(steps, limits),
        NAMES: _names(steps, limits),
        MARKS: _table(period=[act.period for act in acts], text=[act.text for act in acts]),
        CHOSEN: _table(period=[chosen] if any(one.period == chosen for one in steps) else []),
    }

    def picked() -> None:
        points = st.session_state[key].selection.get(PICK) or []
        if on_pick and points and points[0].get("period"):
            on_pick(str(points[0]["period"]))

    if on_pick is None:
        st.vega_lite_chart(None, spec, key=key, alt=alt_text)
    else:
        st.vega_lite_chart(None, spec, key=key, alt=alt_text, on_select=picked, selection_mode=PICK)


def _limits(steps: Sequence[Step], limits: Sequence[Limit]) -> pa.Table:
    rows = [
        (step.period, value, limit.name, limit.tone.value)
        for limit in limits
        for step, value in zip(steps, limit.values, strict=True)
    ]
    return _rows(("period", "value", "name", "tone"), rows)


def _names(steps: Sequence[Step], limits: Sequence[Limit]) -> pa.Table:
    """Where each limit ends; limits that end at the same level share one label."""
    ends: dict[Decimal, tuple[str, str, str]] = {}
    for limit in limits:
        known = [(s.period, v) for s, v in zip(steps, limit.values, strict=True) if v is not None]
        if known:
            period, value = known[-1]
            said = f"{ends[value][1]} · {limit.name}" if value in ends else limit.name
            ends[value] = (period, said, limit.tone.value)
    lowest = min(ends, default=None) if len(ends) > 1 else None
    rows = [
        (period, value, name, tone, "below" if value == lowest else "above")
        for value, (period, name, tone) in ends.items()
    ]
    return _rows(("period", "value", "name", "tone", "side"), rows)


def _rows(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    return _table(**{name: [row[at] for row in rows] for at, name in enumerate(names)})


def _table(**columns: Sequence[Any]) -> pa.Table:
    return pa.table(
        {
            name: pa.array(values, pa.string())
            if name in TEXTS
            else pa.array([None if v is None else float(v) for v in values], pa.float64())
            for name, values in columns.items()
        }
    )


@cache
def _spec(look: Style, measured: Measured) -> str:
    period = alt.X("period", type="ordinal", axis=period_axis(look))
    scale = alt.Scale(zero=measured is Measured.MONEY, nice=True)
    value = alt.Y("value", type="quantitative", axis=figure_axis(look, measured), scale=scale)
    whole = alt.layer(
        _column_of_the_chosen(look, period),
        *_of_limits(look, period, value),
        *_of_figures(look, period, value),
        *_of_acts(look, period),
    ).properties(height=HEIGHT, width="container")
    whole = whole.resolve_scale(color="independent", shape="independent").configure(font=FONT)
    whole = whole.configure_view(stroke=None).configure_axis(
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
        alt.Y("value", type="quantitative"), tone_colour(look), alt.Text("name", type="nominal"),
        x=alt.value("width"),
    )  # fmt: skip
    above = base.mark_text(align="right", baseline="bottom", dy=-3, fontSize=11)
    below = base.mark_text(align="right", baseline="top", dy=4, fontSize=11)
    return [
        lines,
        above.transform_filter("datum.side === 'above'"),
        below.transform_filter("datum.side === 'below'"),
    ]


def _of_figures(look: Style, period: alt.X, value: alt.Y) -> list[Any]:
    base = alt.Chart(alt.NamedData("d")).encode(period, value)
    shape = alt.Shape("tone", type="nominal", legend=None, scale=shapes())
    tooltip = [alt.Tooltip(name, type="nominal", title=" ") for name in ("said", "shown", "note")]
    pick = alt.selection_point(name=PICK, fields=["period"], on="click", empty=False)
    line = base.mark_line(strokeWidth=2.4, color=look.series[0])
    over = base.mark_point(filled=True, size=65, opacity=1).transform_filter("datum.open === '0'")
    running = base.mark_point(filled=False, size=65, strokeWidth=2).transform_filter("datum.open === '1'")
    touch = base.mark_circle(size=600, opacity=0).encode(tooltip=tooltip).add_params(pick)
    return [line, over.encode(shape, tone_colour(look)), running.encode(shape, tone_colour(look)), touch]


def _of_acts(look: Style, period: alt.X) -> list[Any]:
    base = alt.Chart(alt.NamedData(MARKS)).encode(period)
    rule = base.mark_rule(strokeWidth=1.2, strokeDash=[2, 2], color=look.ink)
    flag = base.mark_point(shape="triangle-down", filled=True, size=80, color=look.ink, opacity=1)
    text = base.mark_text(align="left", baseline="top", dx=6, fontSize=11, color=look.ink, limit=160)
    top = {"y": alt.value(0)}
    tooltip = [alt.Tooltip("text", type="nominal", title=" ")]
    return [
        rule,
        flag.encode(**top, tooltip=tooltip),
        text.encode(alt.Text("text", type="nominal"), **top),
    ]
