"""The course of an indicator: figures, thresholds as they moved, and what people did about it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from ui.charts.ahead import Prospect
from ui.charts.ahead_spec import FAN, NATURAL, SIGNALS
from ui.charts.columns import period_name
from ui.charts.course_spec import CHOSEN, LIMITS, MARKS, NAMES, PICK, course_spec
from ui.charts.data import Measured
from ui.charts.notes import NOTES, Noted, note_table
from ui.charts.style import style
from ui.colours import Tone

NOTHING_AHEAD = Prospect()
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
    key: str, alt_text: str, on_pick: Callable[[str], None] | None = None, prospect: Prospect = NOTHING_AHEAD,
    noted: Sequence[Noted] = (),
) -> None:  # fmt: skip
    """Draw it with what lies ahead; picking a figure calls `on_pick` with its period."""
    spec = json.loads(course_spec(style(), measured, in_whole_numbers(steps)))
    spec["datasets"] = tables_of(steps, limits, acts, chosen, prospect=prospect, noted=noted)

    def picked() -> None:
        points = st.session_state[key].selection.get(PICK) or []
        if on_pick and points and points[0].get("period"):
            on_pick(str(points[0]["period"]))

    if on_pick is None:
        st.vega_lite_chart(None, spec, key=key, alt=alt_text)
    else:
        st.vega_lite_chart(None, spec, key=key, alt=alt_text, on_select=picked, selection_mode=PICK)


def in_whole_numbers(steps: Sequence[Step]) -> bool:
    """Whether an axis needs no fractions."""
    return all(step.value is None or step.value == step.value.to_integral_value() for step in steps)


def tables_of(
    steps: Sequence[Step], limits: Sequence[Limit], acts: Sequence[Act], chosen: str, *,
    prospect: Prospect = NOTHING_AHEAD, noted: Sequence[Noted] = (),
) -> dict[str, pa.Table]:  # fmt: skip
    """The figures of the picture by the name of its data set."""
    return {
        "d": _table(
            period=[one.period for one in steps],
            value=[one.value for one in steps],
            tone=[one.tone.value for one in steps],
            said=[period_name(one.period) for one in steps],
            shown=[one.shown for one in steps],
            note=[one.note for one in steps],
            open=["1" if one.open else "0" for one in steps],
        ),
        LIMITS: _limits(steps, limits, prospect),
        NAMES: _names(steps, limits),
        MARKS: _acts(steps, acts),
        NOTES: note_table(noted),
        FAN: _table(**prospect.fan),
        NATURAL: _table(**prospect.lines),
        SIGNALS: _table(**prospect.marks),
        CHOSEN: _table(period=[chosen] if any(one.period == chosen for one in steps) else []),
    }


def _limits(steps: Sequence[Step], limits: Sequence[Limit], prospect: Prospect) -> pa.Table:
    """Each level in each period; what lies ahead is held against the present one."""
    rows = [
        (step.period, value, limit.name, limit.tone.value)
        for limit in limits
        for step, value in zip(steps, limit.values, strict=True)
    ]
    ahead = sorted({str(one) for one in prospect.fan.get("period", ())} - {step.period for step in steps})
    rows += [
        (period, limit.values[-1], limit.name, limit.tone.value)
        for limit in limits
        if limit.values
        for period in ahead
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


def _acts(steps: Sequence[Step], acts: Sequence[Act]) -> pa.Table:
    places = {step.period: at for at, step in enumerate(steps)}
    return _table(
        period=[act.period for act in acts],
        text=[act.text for act in acts],
        side=["left" if places[act.period] > len(steps) / 2 else "right" for act in acts],
    )


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
