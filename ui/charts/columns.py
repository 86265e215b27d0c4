"""Figures as columns: for the picture, and for the table below it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from domain.core.period import Period
from ui.charts.data import Bar, Line, Mark, Measured, Point, Window, short, shown
from ui.colours import Tone
from ui.language import _, current

Columns = Mapping[str, Sequence[Any]]


def typed(columns: Columns) -> pa.Table:
    """Figures as binary numbers for the picture, everything else as text."""
    return pa.table(
        {
            name: pa.array(values, pa.float64() if name == "value" else pa.string())
            for name, values in columns.items()
        }
    )


def point_columns(points: Sequence[Point], measured: Measured) -> Columns:
    """Points as the columns a picture of periods reads."""
    return {
        "period": [point.period for point in points],
        "value": [None if point.value is None else float(point.value) for point in points],
        "series": [point.series for point in points],
        "tone": [point.tone or Tone.ACTIVE for point in points],
        "said": [" ".join(filter(None, (point.series, period_name(point.period)))) for point in points],
        "shown": [shown(point.value, measured) for point in points],
        "note": [point.note for point in points],
    }


def control_columns(points: Sequence[Point], name: str) -> Columns:
    """The thin line of a unit for comparison; its name stands at its beginning."""
    known = [point for point in points if point.value is not None]
    return {
        "period": [point.period for point in known],
        "value": [float(point.value or 0) for point in known],
        "label": [name if at == 0 else "" for at in range(len(known))],
    }


def bar_columns(rows: Sequence[Bar], measured: Measured) -> Columns:
    """Bars as the columns a picture of members reads."""
    return {
        "name": [row.name for row in rows],
        "value": [float(row.value or 0) for row in rows],
        "tone": [row.tone or Tone.ACTIVE for row in rows],
        "label": [short(row.value, measured) if row.value is not None else row.note for row in rows],
        "shown": [shown(row.value, measured) for row in rows],
        "note": [row.note for row in rows],
    }


def line_columns(lines: Sequence[Line]) -> Columns:
    """Levels as columns."""
    return {
        "name": [line.name for line in lines],
        "value": [float(line.value) for line in lines],
        "tone": [line.tone for line in lines],
    }


def window_columns(
    points: Sequence[Point], windows: Sequence[Window], measured: Measured
) -> tuple[Columns, Columns]:
    """What is shaded, and the mean of each window; its name goes with its first period."""
    periods = [point.period for point in points]
    shade: dict[str, list[Any]] = {"period": [], "name": []}
    means: dict[str, list[Any]] = {"period": [], "name": [], "value": [], "label": []}
    for window in windows:
        inside = [one for one in periods if window.first <= one <= window.last]
        shade["period"] += inside
        shade["name"] += [window.name] * len(inside)
        if window.mean is None:
            continue
        means["period"] += inside
        means["name"] += [window.name] * len(inside)
        means["value"] += [float(window.mean)] * len(inside)
        named = f"{window.name} {short(window.mean, measured)}"
        means["label"] += [named if at == 0 else "" for at in range(len(inside))]
    return shade, means


def mark_columns(marks: Sequence[Mark]) -> Columns:
    """Events as columns."""
    return {"period": [mark.period for mark in marks], "text": [mark.text for mark in marks]}


def period_name(period: str) -> str:
    """A period in words."""
    if "-" not in period:
        return period
    year, month = period.split("-")
    return f"{year}年{int(month)}月" if current() == "zh_CN" else f"{Period.parse(period).first_day:%b %Y}"


def point_table(points: Sequence[Point], measured: Measured) -> Columns:
    """Points as people read them."""
    table = {_("Period"): [period_name(point.period) for point in points]}
    if any(point.series for point in points):
        table[_("Series")] = [point.series for point in points]
    table[_("Value")] = [shown(point.value, measured) for point in points]
    table[_("Note")] = [point.note for point in points]
    return table


def bar_table(rows: Sequence[Bar], measured: Measured) -> Columns:
    """Bars as people read them."""
    return {
        _("Name"): [row.name for row in rows],
        _("Value"): [shown(row.value, measured) for row in rows],
        _("Note"): [row.note for row in rows],
    }
