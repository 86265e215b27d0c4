"""The draft on real data: the last periods of a unit, as a picture and as a table."""

import streamlit as st

from db.unit_of_work import reading
from domain.core.clock import today
from domain.core.permission import Actor
from domain.indicators.indicator import Indicator
from domain.indicators.propose_preview import Preview, preview
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.units_in_sight import UnitInSight
from ui.charts.data import Line, Point
from ui.charts.draw import trend
from ui.colours import Tone
from ui.indicators import wording
from ui.indicators.builder.formula_form import read_formula
from ui.indicators.builder.look import Look
from ui.indicators.builder.meaning_form import judged
from ui.indicators.builder.tables import plain, table
from ui.indicators.place_pickers import INDENT
from ui.language import _, in_language, label, listed
from ui.routes import literal
from ui.tile import TONES

NUMBERS = frozenset({1, 3, 4, 5, 6})
"""Columns of the table that hold numbers."""


def draw_preview(actor: Actor, seen: Look, place: str, *, faulty: bool) -> None:
    """The unit is chosen here; everything else is what stands above."""
    st.subheader(_("Preview on real data"), anchor=False)
    if not seen.units:
        st.caption(_("There are no figures yet: import facts and refresh first."))
        return
    if faulty:
        st.caption(_("The preview appears as soon as the formula can be computed."))
        return
    unit = _pick(seen, place)
    direction, grain, measured = judged(seen, place)
    values = read_formula(place, direction)
    with reading(actor) as session:
        found = preview(session, actor, values, (direction, grain), unit.id, today())
    shown = [ShownFigure.of_figure(figure) for figure in found.figures]
    if not shown:
        st.caption(_("There are no facts for this formula in this unit."))
        return
    name = in_language(*(str(st.session_state.get(f"{place}:name_{one}") or "") for one in ("zh", "en")))
    _draw_course(shown, Indicator(direction=direction, measured=measured), name or _("New indicator"), place)
    _draw_breakdowns(found)


def _pick(seen: Look, place: str) -> UnitInSight:
    units = {one.id: one for one in seen.units}
    names = {key: INDENT * one.depth + in_language(one.name_zh, one.name_en) for key, one in units.items()}
    chosen = st.selectbox(
        label("field.unit"), list(names), format_func=names.__getitem__, key=f"{place}:unit", width=320
    )
    return units[chosen]


def _draw_course(shown: list[ShownFigure], one: Indicator, name: str, place: str) -> None:
    points = [
        Point(
            figure.period.label, wording.plotted(figure.value, one), tone=TONES[figure.status],
            note=wording.why(figure),
        )
        for figure in shown
    ]  # fmt: skip
    last = shown[-1]
    limits = (
        (_("At risk"), last.amber, Tone.WAITING),
        (_("Off track"), last.red, Tone.BAD),
        (label("IndicatorVersion.target"), last.target, Tone.GOOD),
    )
    lines = [
        Line(f"{text} {wording.figure(value, one)}", plotted, tone)
        for text, value, tone in limits
        if (plotted := wording.plotted(value, one)) is not None
    ]
    trend(
        points, title=_("{name}: last value {value}", name=name, value=wording.figure(last.value, one)),
        measured=wording.axis_of(one), key=f"{place}:course", lines=lines,
    )  # fmt: skip
    columns = {
        _("Period"): [wording.period_name(figure.period) for figure in reversed(shown)],
        _("Value"): [wording.exact(figure.value, one) for figure in reversed(shown)],
        _("Status"): [label(figure.status) for figure in reversed(shown)],
        label("IndicatorVersion.numerator"): [plain(figure.numerator) for figure in reversed(shown)],
        label("IndicatorVersion.denominator"): [plain(figure.denominator) for figure in reversed(shown)],
        _("At risk"): [wording.figure(figure.amber, one) for figure in reversed(shown)],
        _("Off track"): [wording.figure(figure.red, one) for figure in reversed(shown)],
        _("Note"): [wording.why(figure) for figure in reversed(shown)],
    }
    numbers = [name for at, name in enumerate(columns) if at in NUMBERS]
    table(columns, f"{place}:figures", _("Preview on real data"), numbers)


def _draw_breakdowns(found: Preview) -> None:
    if found.dimensions:
        names = listed(label(f"breakdown.{name}") for name in sorted(found.dimensions))
        st.caption(literal(_("Can be broken down by unit and by: {names}", names=names)))
    else:
        st.caption(_("Can be broken down by unit only."))
