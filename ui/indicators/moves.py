"""What changed since the period before: one line per indicator whose status is another."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.reporting.standing import Comparison, Move, Standing
from ui.indicators import wording
from ui.indicators.place import Place
from ui.indicators.tiles import CODE, PAGE
from ui.language import _
from ui.routes import literal, page_link
from ui.tile import status_badge

SHOWN = 8


def draw_moves(moved: Sequence[Standing], place: Place, largest: Sequence[Standing] = ()) -> None:
    """Those that got worse, those that recovered, and of the others those that moved most."""
    st.subheader(_("Changed since the period before"), anchor=False)
    if not moved and not largest:
        st.caption(_("No indicator changed its status."))
        return
    worse = [one for one in moved if one.move is Move.WORSE]
    better = [one for one in moved if one.move is Move.BETTER]
    with st.container(border=True, gap="xsmall"):
        for title, some, draw in (
            (_("Got worse"), worse, _line), (_("Recovered"), better, _line),
            (_("Unusual steps, same status"), largest, _step),
        ):  # fmt: skip
            if some:
                _group(title, some, draw, place)


def _group(
    title: str, some: Sequence[Standing], draw: Callable[[Standing, Place], None], place: Place
) -> None:
    st.markdown(f"**{title} · {len(some)}**")
    for one in some[:SHOWN]:
        draw(one, place)
    if len(some) > SHOWN:
        st.caption(_("and {count} more", count=len(some) - SHOWN))


def _step(one: Standing, place: Place) -> None:
    """From, to, and how far in words."""
    indicator, before, after = one.profile.indicator, one.previous, one.current
    if before is None or after is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        asks = {CODE: indicator.code, **place.asks}
        page_link(PAGE, wording.name_of(indicator), asks, f"step-{indicator.code}")
        st.space("stretch")
        was, now = (wording.figure(each.value, indicator) for each in (before, after))
        change = wording.change(one.change(Comparison.PREVIOUS), indicator, before.value)
        st.markdown(f"{literal(was)} → **{literal(now)}** ({literal(change)})", width="content")


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
