"""The pickers above a dashboard: unit, period of any grain, comparison, and the chosen marks."""

from collections.abc import Mapping, Sequence

import streamlit as st

from domain.core.period import Grain, Period
from domain.reporting.standing import Comparison
from ui import address
from ui.dashboard.view import View
from ui.indicators.comparison import AGAINST
from ui.indicators.place import INDENT, PERIOD, UNIT, unit_name
from ui.indicators.wording import period_name
from ui.language import _, label
from ui.routes import literal

GRAIN = "grain"


def draw_pickers(view: View, key: str, grains: Sequence[Grain], comparisons: Sequence[Comparison]) -> None:
    """In one row that wraps."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-pickers"):
        _pick_unit(view, key)
        if len(grains) > 1:
            _pick_grain(view, key, grains)
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", width="content", wrap=False
        ):
            _step(view, -1, ":material/chevron_left:", _("The period before"), key)
            _pick_period(view, key)
            _step(view, +1, ":material/chevron_right:", _("The period after"), key)
        if comparisons:
            st.space("stretch")
            _pick_comparison(key, comparisons)


def _pick_unit(view: View, key: str) -> None:
    if len(view.units) == 1:
        st.markdown(f"**{literal(unit_name(view.unit))}**", width="content")
        return
    names = {unit.id: f"{INDENT * unit.depth}{unit_name(unit)}" for unit in view.units}
    widget, top = f"{key}:{UNIT}", view.units[0].id

    def read(words: address.Words) -> int:
        return next((unit for unit in names if [str(unit)] == list(words)), top)

    address.follow(UNIT, widget, read)
    st.selectbox(
        _("Unit"), list(names), format_func=names.__getitem__, key=widget, width=220,
        label_visibility="collapsed", on_change=address.publish,
        args=(UNIT, widget, lambda unit: [] if unit == top else [str(unit)]),
    )  # fmt: skip


def _pick_grain(view: View, key: str, grains: Sequence[Grain]) -> None:
    widget = f"{key}:{GRAIN}"
    st.session_state[widget] = view.period.grain

    def publish() -> None:
        grain = Grain(st.session_state[widget])
        month = min(view.period.key, view.last)
        address.put(PERIOD, view.write(Period.of(month, grain)))

    names = {grain: label(f"by.{grain.value}") for grain in grains}
    st.segmented_control(
        _("Length of the period"), list(grains), format_func=names.__getitem__, key=widget, required=True,
        on_change=publish, label_visibility="collapsed", width="content",
    )  # fmt: skip


def _pick_period(view: View, key: str) -> None:
    offered = view.offered(view.period.grain)
    widget = f"{key}:{PERIOD}"
    names = {one: _named(one, view) for one in offered}
    st.session_state[widget] = view.period
    st.selectbox(
        _("Period"), offered, format_func=names.__getitem__, key=widget, width=180,
        label_visibility="collapsed", on_change=address.publish, args=(PERIOD, widget, view.write),
    )  # fmt: skip


def _named(period: Period, view: View) -> str:
    name = period_name(period)
    return _("{period} (so far)", period=name) if period.last_day >= view.today else name


def _step(view: View, count: int, icon: str, name: str, key: str) -> None:
    period = view.period.later(count)
    grain = period.grain
    st.button(
        icon, key=f"{key}:step:{count}", type="tertiary", help=name,
        disabled=not Period.of(view.first, grain) <= period <= Period.of(view.last, grain),
        on_click=address.put, args=(PERIOD, view.write(period)),
    )  # fmt: skip


def _pick_comparison(key: str, comparisons: Sequence[Comparison]) -> None:
    widget = f"{key}:{AGAINST}"
    known, usual = {member.value: member for member in comparisons}, comparisons[0]
    names = {member: label(member) for member in comparisons}
    address.follow(AGAINST, widget, lambda words: known.get(words[0] if words else "", usual))
    st.segmented_control(
        _("Compared with"), list(comparisons), format_func=names.__getitem__, key=widget, required=True,
        label_visibility="collapsed", on_change=address.publish, width="content",
        args=(AGAINST, widget, lambda one: [] if one is usual else [one.value]),
    )  # fmt: skip


def draw_chosen(names: Mapping[str, str], key: str) -> None:
    """The chosen marks: each a chip, one press takes it away."""
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-chosen"):
        st.caption(_("Only"), width="content")
        for dimension, name in names.items():
            st.button(
                f"{label(f'field.{dimension}')}: {literal(name)}", key=f"{key}:chosen:{dimension}",
                icon=":material/close:", icon_position="right", help=_("Show all again"),
                on_click=address.put, args=(dimension, ()),
            )  # fmt: skip
