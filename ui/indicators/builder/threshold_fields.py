"""One threshold: what it is relative to, and by how much."""

import streamlit as st

from db.types import plain_digits
from domain.indicators.status import Direction
from ui.indicators.builder.threshold_text import BEGIN, TIMES, Against, Chosen, chosen, number_of, written
from ui.language import _, label


def draw_threshold(name: str, kept: str, place: str, direction: Direction, *, writes: bool) -> None:
    """The widgets of one threshold; they begin as it is kept."""
    start = chosen(kept, direction)
    names = {one.value: label(one) for one in Against}
    st.session_state.setdefault(f"{place}:{name}:against", start.against.value)
    st.selectbox(
        label(f"IndicatorVersion.{name}"), list(names), format_func=names.__getitem__,
        key=f"{place}:{name}:against", disabled=not writes,
    )  # fmt: skip
    against = Against(st.session_state[f"{place}:{name}:against"])
    if against is Against.NONE:
        return
    if against is Against.FORMULA:
        st.session_state.setdefault(f"{place}:{name}:text", kept)
        st.text_input(
            _("Formula"), key=f"{place}:{name}:text", disabled=not writes, label_visibility="collapsed"
        )
    else:
        begin = start.number if start.against is against else BEGIN.get(against)
        st.session_state.setdefault(
            f"{place}:{name}:number:{against}", "" if begin is None else plain_digits(begin)
        )
        st.text_input(
            _by_how_much(against),
            key=f"{place}:{name}:number:{against}",
            disabled=not writes,
            placeholder="0.9",
        )
    st.caption(f"`{read_threshold(name, place, direction, kept) or '—'}`")


def _by_how_much(against: Against) -> str:
    if against in TIMES:
        return _("times that value")
    return _("sigmas from the mean") if against is Against.LIMITS else _("number, a share as 0.95")


def read_threshold(name: str, place: str, direction: Direction, kept: str) -> str:
    """The formula of what the widgets say now; before they are drawn, what is kept."""
    said = st.session_state
    if f"{place}:{name}:against" not in said:
        return kept
    against = Against(said[f"{place}:{name}:against"])
    if against is Against.FORMULA:
        return written(Chosen(against, text=str(said.get(f"{place}:{name}:text", kept) or "")), direction)
    start = chosen(kept, direction)
    typed = said.get(f"{place}:{name}:number:{against}")
    if typed is None:
        number = start.number if start.against is against else BEGIN.get(against)
        return written(Chosen(against, number), direction)
    number = number_of(str(typed))
    if number is None and str(typed).strip() and against is not Against.NONE:
        return str(typed).strip()  # refused as it stands, with its place named
    return written(Chosen(against, number), direction)
