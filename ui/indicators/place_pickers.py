"""The pickers above figures: the unit, and the month with the way to the one before and after."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from domain.core.period import Grain, Period, add_months, month_range
from domain.reporting.units_in_sight import UnitInSight
from ui import address
from ui.indicators.place import PERIOD, UNIT, Place
from ui.indicators.wording import period_name
from ui.language import _, label
from ui.routes import literal

INDENT = "\u2003"
"""How far each level of the unit tree is set in."""


def draw_place(place: Place, today: date, key: str) -> None:
    """Both in one row that wraps."""
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", width="content", key=f"{key}-place"
    ):
        pick_unit(place.units, place.unit, key)
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", width="content", wrap=False
        ):
            _step(place, -1, ":material/chevron_left:", _("Previous month"), key)
            _pick_month(place, today, key)
            _step(place, +1, ":material/chevron_right:", _("Next month"), key)


def _pick_month(place: Place, today: date, key: str) -> None:
    months = list(month_range(place.first, place.last))[::-1]
    widget = f"{key}:{PERIOD}"
    address.follow(PERIOD, widget, lambda _words: place.month)
    if st.session_state[widget] not in months:
        st.session_state[widget] = place.month
    st.selectbox(
        _("Month"), months, format_func=lambda month: name_so_far(Period.of(month, Grain.MONTH), today),
        key=widget, width=190, label_visibility="collapsed", on_change=address.publish,
        args=(PERIOD, widget, place.write),
    )  # fmt: skip


def _step(place: Place, months: int, icon: str, name: str, key: str) -> None:
    month = add_months(place.month, months)
    offered = place.first <= month <= place.last
    draw_step(months, icon, name, key, place.write(month), offered)


def pick_unit(units: Sequence[UnitInSight], unit: UnitInSight, key: str) -> None:
    """Choose among the units; where there is one only, its name."""
    if len(units) == 1:
        st.markdown(f"**{literal(label(unit))}**", width="content")
        return
    names = {one.id: f"{INDENT * one.depth}{label(one)}" for one in units}
    widget, top = f"{key}:{UNIT}", units[0].id

    def read(words: address.Words) -> int:
        return next((one for one in names if [str(one)] == list(words)), top)

    address.follow(UNIT, widget, read)
    st.selectbox(
        _("Unit"), list(names), format_func=names.__getitem__, key=widget, width=220,
        label_visibility="collapsed", on_change=address.publish,
        args=(UNIT, widget, lambda one: [] if one == top else [str(one)]),
    )  # fmt: skip


def draw_step(count: int, icon: str, name: str, key: str, asked: Sequence[str], offered: bool) -> None:
    """One press to the period `count` later, as the address asks for it."""
    st.button(
        icon, key=f"{key}:step:{count}", type="tertiary", help=name, disabled=not offered,
        on_click=address.put, args=(PERIOD, asked),
    )  # fmt: skip


def name_so_far(period: Period, today: date) -> str:
    """The period by name; one that is not over says so."""
    name = period_name(period)
    return _("{period} (so far)", period=name) if period.last_day >= today else name
