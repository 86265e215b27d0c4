"""What changed since the period before: one line per indicator whose status is another."""

from collections.abc import Callable, Sequence

import streamlit as st

from domain.reporting.standing import Comparison, Move, Standing
from ui.indicators import wording
from ui.indicators.place import Place
from ui.indicators.tiles import CODE, PAGE
from ui.language import _
from ui.lines import line, lines
from ui.routes import literal
from ui.tile import status_mark

SHOWN = 8


def draw_moves(moved: Sequence[Standing], place: Place, largest: Sequence[Standing] = ()) -> None:
    """Those that got worse, those that recovered, and of the others those that moved most."""
    st.subheader(_("Changed since the period before"), anchor=False)
    if not moved and not largest:
        st.caption(_("No indicator changed its status."))
        return
    worse = [one for one in moved if one.move is Move.WORSE]
    better = [one for one in moved if one.move is Move.BETTER]
    groups = (
        (_("Got worse"), worse, _line), (_("Recovered"), better, _line),
        (_("Unusual steps, same status"), largest, _step),
    )  # fmt: skip
    told = [group for group in groups if group[1]]
    for column, (title, some, draw) in zip(st.columns(len(told), gap="small"), told, strict=True):
        with column.container(border=True, gap="xsmall", height="stretch"):
            _group(title, some, draw, place)


def _group(
    title: str, some: Sequence[Standing], draw: Callable[[Standing, Place], None], place: Place
) -> None:
    st.markdown(f"**{title} · {len(some)}**")
    with lines(f"moves-{title}"):
        for one in some[:SHOWN]:
            draw(one, place)
    if len(some) > SHOWN:
        st.caption(_("and {count} more", count=len(some) - SHOWN))


def _step(one: Standing, place: Place) -> None:
    """From, to, and how far in words."""
    indicator, before, after = one.profile.indicator, one.previous, one.current
    if before is None or after is None:
        return
    change = wording.change(one.change(Comparison.PREVIOUS), indicator, before.value)
    _row(one, f"{_values(one)} ({literal(change)})", place)


def _line(one: Standing, place: Place) -> None:
    """From, to, and both statuses."""
    before, after = one.previous, one.current
    if before is None or after is None:
        return
    _row(one, f"{_values(one)} {status_mark(before.status)} → {status_mark(after.status)}", place)


def _values(one: Standing) -> str:
    indicator = one.profile.indicator
    was, now = (
        wording.figure(each.value if each else None, indicator) for each in (one.previous, one.current)
    )
    return f"{literal(was)} → **{literal(now)}**"


def _row(one: Standing, said: str, place: Place) -> None:
    indicator = one.profile.indicator
    line(PAGE, wording.name_of(indicator), said, {CODE: indicator.code, **place.asks})
