"""A line without axes beside a figure: where it came from, its end marked with its status."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa
import streamlit as st

from ui.charts.specs import shapes
from ui.charts.style import Style, style, tone_colour
from ui.colours import Tone

HEIGHT = 44
ENDS = "ends"


def spark(values: Sequence[Decimal | None], tone: Tone, *, key: str, alt_text: str) -> None:
    """Figures of consecutive periods, oldest first; gaps stay gaps."""
    plotted = [None if value is None else float(value) for value in values]
    end = next((at for at in reversed(range(len(plotted))) if plotted[at] is not None), None)
    if end is None:
        return
    at, value = pa.array(range(len(plotted)), pa.int32()), pa.array(plotted, pa.float64())
    spec = json.loads(_spec(style()))
    spec["datasets"] = {
        "d": pa.table({"at": at, "value": value}),
        ENDS: pa.table({"at": [end], "value": [plotted[end]], "tone": [tone.value]}),
    }
    st.vega_lite_chart(None, spec, key=key, alt=alt_text, theme=None)


@cache
def _spec(look: Style) -> str:
    at = alt.X("at", type="quantitative", axis=None, scale=alt.Scale(nice=False, padding=6))
    value = alt.Y("value", type="quantitative", axis=None, scale=alt.Scale(zero=False, nice=False, padding=4))
    line = alt.Chart(alt.NamedData("d")).mark_line(strokeWidth=1.8, color=look.quiet).encode(at, value)
    end = (
        alt.Chart(alt.NamedData(ENDS))
        .mark_point(filled=True, size=60, opacity=1)
        .encode(at, value, tone_colour(look), alt.Shape("tone", type="nominal", legend=None, scale=shapes()))
    )
    chart: Any = alt.layer(line, end).properties(height=HEIGHT, width="container", padding=0)
    chart = chart.configure(background="transparent").configure_view(stroke=None)
    return json.dumps(chart.to_dict(validate=False))
