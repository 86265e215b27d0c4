"""The pickers above a dashboard: unit, period of any grain, comparison, and the chosen marks."""

from collections.abc import Mapping, Sequence

import streamlit as st

from domain.core.period import Grain, Period
from domain.reporting.standing import Comparison
from ui import address
from ui.dashboard.view import View
from ui.indicators.comparison import AGAINST
from ui.indicators.place import PERIOD
from ui.indicators.place_pickers import draw_step, name_so_far, pick_unit
from ui.language import _, label
from ui.routes import literal

GRAIN = "grain"


def draw_pickers(view: View, key: str, grains: Sequence[Grain], comparisons: Sequence[Comparison]) -> None:
    """In one row that wraps."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-pickers"):
        pick_unit(view.units, view.unit, key)
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
    names = {one: name_so_far(one, view.today) for one in offered}
    st.session_state[widget] = view.period
    st.selectbox(
        _("Period"), offered, format_func=names.__getitem__, key=widget, width=180,
        label_visibility="collapsed", on_change=address.publish, args=(PERIOD, widget, view.write),
    )  # fmt: skip


def _step(view: View, count: int, icon: str, name: str, key: str) -> None:
    period = view.period.later(count)
    offered = Period.of(view.first, period.grain) <= period <= Period.of(view.last, period.grain)
    draw_step(count, icon, name, key, view.write(period), offered)


def _pick_comparison(key: str, comparisons: Sequence[Comparison]) -> None:
    widget = f"{key}:{AGAINST}"
    known, usual = {member.value: member for member in comparisons}, comparisons[0]
    names = {member: label(member) for member in comparisons}
    address.follow(AGAINST, widget, lambda words: known.get(words[0] if words else "", usual))
    st.segmented_control(
        _("Compared with"), list(comparisons), format_func=names.__getitem__, key=widget, required=True,
        label_visibility="collapsed", on_change=address.publish, width="content",
        args=(AGAINST, widget, lambda one: [] if one in (None, usual) else [one.value]),
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
