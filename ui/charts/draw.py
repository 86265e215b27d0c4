"""Put figures and picture together, with a text alternative, and the table one press away."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import streamlit as st

from ui.charts import specs
from ui.charts.columns import (
    Columns,
    bar_columns,
    bar_table,
    control_columns,
    line_columns,
    mark_columns,
    point_columns,
    point_table,
    typed,
    window_columns,
)
from ui.charts.data import Bar, Line, Mark, Measured, Point, Window, shown
from ui.charts.style import style
from ui.charts.words import course_in_words, why_nothing
from ui.language import _


def trend(
    points: Sequence[Point], *, title: str, measured: Measured, key: str, lines: Sequence[Line] = (),
    marks: Sequence[Mark] = (), empty: str = "",
) -> None:  # fmt: skip
    """Figures over time; status is shape and colour of the points, `lines` are thresholds and targets."""
    if _nothing(title, points, empty):
        return
    many = len({point.series for point in points}) > 1
    spec = specs.trend(style(), measured, many=many, marked=bool(marks))
    tables = {specs.LINES: line_columns(lines), specs.MARKS: mark_columns(marks)}
    _draw(
        title,
        spec,
        point_columns(points, measured),
        tables,
        key,
        alt=course_in_words(title, points, measured),
    )
    _table(key, point_table(points, measured))


def bars(
    rows: Sequence[Bar], *, title: str, measured: Measured, key: str, lines: Sequence[Line] = (),
    empty: str = "",
) -> None:  # fmt: skip
    """A breakdown, in the order given; a member without a figure says why in its note."""
    if _nothing(title, rows, empty):
        return
    spec = specs.bars(style(), measured, rows=len(rows))
    top = max(rows, key=lambda row: row.value if row.value is not None else Decimal("-Infinity"))
    alt = _(
        "{title}: highest {name} with {value}", title=title, name=top.name, value=shown(top.value, measured)
    )
    _draw(title, spec, bar_columns(rows, measured), {specs.LINES: line_columns(lines)}, key, alt=alt)
    _table(key, bar_table(rows, measured))


def ageing(buckets: Sequence[Bar], *, title: str, key: str, empty: str = "") -> None:
    """Open money by age, youngest first."""
    if _nothing(title, buckets, empty):
        return
    parts = [f"{bucket.name} {shown(bucket.value, Measured.MONEY)}" for bucket in buckets]
    _draw(
        title, specs.ageing(style(), Measured.MONEY), bar_columns(buckets, Measured.MONEY), {}, key,
        alt=f"{title}: {'; '.join(parts)}",
    )  # fmt: skip
    _table(key, bar_table(buckets, Measured.MONEY))


def effect(
    points: Sequence[Point], *, title: str, measured: Measured, key: str, windows: Sequence[Window],
    lines: Sequence[Line] = (), marks: Sequence[Mark] = (), control: Sequence[Point] = (),
    control_name: str = "", empty: str = "",
) -> None:  # fmt: skip
    """One indicator before and after an action, over the windows that were agreed beforehand.

    `control` is the same indicator of a unit without the action, drawn thinly for comparison.
    """
    if _nothing(title, points, empty):
        return
    shade, means = window_columns(points, windows, measured)
    tables: dict[str, Columns] = {
        specs.WINDOWS: shade,
        specs.MEANS: means,
        specs.LINES: line_columns(lines),
        specs.MARKS: mark_columns(marks),
        specs.CONTROL: control_columns(control, control_name),
    }
    said = "; ".join(f"{w.name} {shown(w.mean, measured)}" for w in windows if w.mean is not None)
    _draw(
        title,
        specs.effect(style(), measured),
        point_columns(points, measured),
        tables,
        key,
        alt=f"{title}: {said}",
    )
    _table(key, point_table(points, measured))


def _draw(
    title: str, spec: str, figures: Columns, tables: Mapping[str, Columns], key: str, *, alt: str
) -> None:
    st.markdown(f"**{title}**")
    drawn = json.loads(spec)
    drawn["datasets"] = {name: typed(columns) for name, columns in {"d": figures, **tables}.items()}
    st.vega_lite_chart(None, drawn, key=key, alt=alt)


def _nothing(title: str, rows: Sequence[Point] | Sequence[Bar], empty: str) -> bool:
    why = why_nothing(rows, empty)
    if why is None:
        return False
    st.markdown(f"**{title}**")
    st.caption(why)
    return True


def _table(key: str, columns: Columns) -> None:
    with st.popover(_("As a table"), type="tertiary", icon=":material/table:", key=f"{key}:table"):
        st.dataframe(
            pa.table({name: pa.array(list(values), pa.string()) for name, values in columns.items()}),
            hide_index=True, column_config={_("Value"): st.column_config.TextColumn(alignment="right")},
            key=f"{key}:rows", alt=_("As a table"),
        )  # fmt: skip
