"""What changed since the period before: one line per indicator whose status is another."""

from collections.abc import Sequence

import streamlit as st

from domain.reporting.standing import Standing
from ui.indicators import wording
from ui.indicators.place import Place
from ui.indicators.tiles import CODE, PAGE
from ui.language import _
from ui.routes import literal, page_link
from ui.tile import status_badge


def draw_moves(moved: Sequence[Standing], place: Place) -> None:
    """Worse first."""
    st.subheader(_("Changed since the period before"), anchor=False)
    if not moved:
        st.caption(_("No indicator changed its status."))
        return
    with st.container(border=True, gap="xsmall"):
        for one in moved:
            _line(one, place)


def _line(one: Standing, place: Place) -> None:
    indicator = one.profile.indicator
    before, after = one.previous, one.current
    if before is None or after is None:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"move-{indicator.code}"
    ):
        page_link(
            PAGE, wording.name_of(indicator), {CODE: indicator.code, **place.asks}, f"move-{indicator.code}"
        )
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            was, now = (wording.figure(one.value, indicator) for one in (before, after))
            st.markdown(f"{literal(was)} → **{literal(now)}**", width="content")
            status_badge(before.status)
            st.markdown("→", width="content")
            status_badge(after.status)
