"""The inputs of a curve, and what it does with values, drawn while they are typed."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from domain.appraisal.curve import Curve, Shape
from domain.appraisal.scorecard_item import ScorecardItem
from domain.core.errors import DomainError
from ui.appraisal.curve_view import curve_picture, curve_words
from ui.appraisal.figures import Figures, item_name
from ui.boards.plain import draw_plain
from ui.language import _, label, say
from ui.routes import literal

LINE = ("floor", "target", "stretch")
BAND = ("outer_low", "low", "high", "outer_high")
STEPS = pa.schema([("at", pa.float64()), ("points", pa.float64())])


def ask_curve(item: ScorecardItem, known: Figures, place: str) -> Curve:
    """Draw the inputs; the curve they stand for. Raises the refusal of what is no curve yet."""
    begun = item.curve or Curve(Shape.LINEAR_UP)
    names = {shape: label(shape) for shape in Shape}
    shape = st.segmented_control(
        label("Curve.shape"), list(names), format_func=names.__getitem__, default=begun.shape, required=True,
        key=f"{place}:shape",
    ) or begun.shape  # fmt: skip
    st.caption(label(f"help.Shape.{shape.value}"))
    asked: Mapping[Shape, Callable[[ScorecardItem, Curve, Figures, str], Curve]] = {
        Shape.LINEAR_UP: _ask_line, Shape.LINEAR_DOWN: _ask_line, Shape.STEPS: _ask_steps,
        Shape.BAND: _ask_band,
    }  # fmt: skip
    if shape not in asked:
        return Curve(shape)
    return asked[shape](item, Curve(shape) if shape is not begun.shape else begun, known, f"{place}:{shape}")


def draw_preview(item: ScorecardItem, known: Figures, place: str) -> None:
    """What the curve does, or why it is none yet."""
    try:
        item.scoring.check(item_name(item) or _("this item"))
    except DomainError as refusal:
        st.info(say(refusal), icon=":material/show_chart:")
        return
    draw_plain(curve_picture(item, item.scoring, known), f"{place.replace(':', '-')}-preview")
    st.caption(literal(curve_words(item.scoring, lambda one: known.said(item, one))))


def _ask_line(item: ScorecardItem, begun: Curve, known: Figures, place: str) -> Curve:
    given = {"floor": begun.floor, "target": begun.target, "stretch": begun.stretch}
    found = _ask_numbers(item, given, known, place)
    return Curve(begun.shape, found["floor"], found["target"], found["stretch"])


def _ask_band(item: ScorecardItem, begun: Curve, known: Figures, place: str) -> Curve:
    given = dict(zip(BAND, begun.band or (None,) * len(BAND), strict=True))
    found = _ask_numbers(item, given, known, place)
    return Curve(Shape.BAND, band=tuple(one for one in found.values() if one is not None))


def _ask_numbers(
    item: ScorecardItem, given: Mapping[str, Decimal | None], known: Figures, place: str
) -> dict[str, Decimal | None]:
    unit = known.unit(item)
    found = {}
    with st.grid(len(given), min_column_width=110, gap="small"):
        for name, value in given.items():
            said = label(f"Curve.{name}")
            typed = st.text_input(
                _("{name} ({unit})", name=said, unit=unit) if unit else said,
                value=known.typed(item, value), key=f"{place}:{name}:{unit}",
            )  # fmt: skip
            found[name] = known.understood(item, typed, f"Curve.{name}")
    return found


def _ask_steps(item: ScorecardItem, begun: Curve, known: Figures, place: str) -> Curve:
    factor, unit = known.factor(item), known.unit(item)
    rows = [{"at": float(at * factor), "points": float(score)} for at, score in begun.steps]
    falling = st.checkbox(
        _("A step is reached at or below its limit (less is better)"), value=begun.is_falling,
        key=f"{place}:falling",
    )  # fmt: skip
    number = st.column_config.NumberColumn
    typed: Any = st.data_editor(
        pa.Table.from_pylist(rows, STEPS), key=f"{place}:steps:{unit}", num_rows="dynamic", hide_index=True,
        column_config={
            "at": number(_("Step limit ({unit})", unit=unit) if unit else _("Step limit"), required=True),
            "points": number(_("Points"), required=True, min_value=0, max_value=120),
        },
    )  # fmt: skip
    steps = (
        (Decimal(str(row["at"])) / factor, Decimal(str(row["points"])))
        for row in typed.to_pylist()
        if row["at"] is not None and row["points"] is not None
    )
    return Curve(Shape.STEPS, steps=tuple(sorted(steps)), is_falling=falling)
