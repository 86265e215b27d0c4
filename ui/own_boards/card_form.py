"""What is asked of a card, by its kind."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from db.unit_of_work import reading
from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.reporting.board_card import (
    LONGEST_TEXT,
    MOST_TOGETHER,
    OF_MANY,
    OF_ONE,
    ROWS,
    Card,
    CardKind,
    LoopFigure,
)
from domain.reporting.breakdown import offered_breakdowns
from domain.reporting.profile import profile, profiles
from ui.indicators.wording import name_of
from ui.kept import kept
from ui.language import _, current, label
from ui.own_boards.list_form import draw_list_form, list_asked
from ui.own_boards.loop import PICTURES

LONGEST_TITLE = 120


def draw_card_form(key: str, card: Card, actor: Actor) -> None:
    """The fields; each run reads them anew with `card_asked`."""
    kind = card.kind
    if kind in OF_ONE:
        _ask_indicator(key, card, actor)
    elif kind in OF_MANY:
        _ask_indicators(key, card, actor)
    if kind in ASKED:
        ASKED[kind](key, card, actor)
    if card.kind in (CardKind.TABLE, CardKind.ALERTS, CardKind.TASKS):
        _begin(f"{key}:rows", card.rows)
        st.segmented_control(_("How many rows"), ROWS, key=f"{key}:rows", required=True)
    _ask_title(key, card)


def card_asked(key: str, card: Card) -> Card:
    """The card as the fields say it now."""
    state = st.session_state
    asked: dict[str, Any] = {**card.plain()}
    for name in ("title_zh", "title_en", "text_zh", "text_en", "by", "rows", "mine", "figure"):
        if f"{key}:{name}" in state:
            asked[name] = state[f"{key}:{name}"] or ""
    if f"{key}:indicator" in state:
        asked["indicators"] = [code] if (code := state[f"{key}:indicator"]) else []
    if f"{key}:indicators" in state:
        asked["indicators"] = state[f"{key}:indicators"]
    asked["rows"] = asked.get("rows") or ROWS[0]
    asked |= list_asked(key)
    return Card.of(asked)


def _begin(widget: str, value: Any) -> None:
    if widget not in st.session_state:
        st.session_state[widget] = value


def _names(actor: Actor) -> Mapping[str, str]:
    """Code -> code and name of every indicator in use."""
    with reading(actor) as session:

        def read() -> dict[str, str]:
            found = (one.indicator for one in profiles(session))
            return {one.code: f"{one.code} {name_of(one)}" for one in found}

        return kept(session, "indicators to choose", current(), read)


def _ask_indicator(key: str, card: Card, actor: Actor) -> None:
    names, widget = _names(actor), f"{key}:indicator"
    _begin(widget, next((code for code in card.indicators if code in names), None))
    st.selectbox(
        label("entity.Indicator"), list(names), format_func=lambda code: names.get(code, code), key=widget,
        placeholder=_("Choose an indicator"),
    )  # fmt: skip


def _ask_indicators(key: str, card: Card, actor: Actor) -> None:
    names, widget = _names(actor), f"{key}:indicators"
    _begin(widget, [code for code in card.indicators if code in names])
    st.multiselect(
        label("BoardDefinition.indicators"), list(names), format_func=lambda code: names.get(code, code),
        key=widget, max_selections=MOST_TOGETHER, placeholder=_("Choose indicators"), select_all=False,
    )  # fmt: skip


def _ask_dimension(key: str, card: Card, actor: Actor) -> None:
    """Only what the chosen indicator can be broken down by."""
    code = st.session_state.get(f"{key}:indicator")
    widget = f"{key}:by"
    offered = _dimensions(actor, code) if code else ()
    if st.session_state.get(widget, card.by) not in offered:
        st.session_state[widget] = offered[0] if offered else None
    _begin(widget, card.by)
    names = {by: label(f"breakdown.{by}") for by in offered}
    st.selectbox(
        _("Break down by"), list(names), format_func=lambda by: names.get(by, by), key=widget,
        disabled=not names, placeholder=_("Choose an indicator"), filter_mode=None,
    )  # fmt: skip


def _dimensions(actor: Actor, code: str) -> tuple[str, ...]:
    with reading(actor) as session:
        try:
            return offered_breakdowns(session, profile(session, code).indicator)
        except DomainError:
            return ()


def _ask_figure(key: str, card: Card, _actor: Actor) -> None:
    widget = f"{key}:figure"
    _begin(widget, card.figure)
    names = {one: _of_loop(one) for one in LoopFigure}
    st.selectbox(
        label("BoardDefinition.figure"), list(names), format_func=lambda one: names.get(one, ""), key=widget,
        placeholder=_("Choose a figure"),
    )  # fmt: skip


def _of_loop(one: LoopFigure) -> str:
    icon = ":material/bar_chart:" if one in PICTURES else ":material/counter_1:"
    return f"{icon} {label(one)}"


def _ask_text(key: str, card: Card, _actor: Actor) -> None:
    for name in ("text_zh", "text_en"):
        _begin(f"{key}:{name}", getattr(card, name))
        st.text_area(
            label(f"BoardDefinition.{name}"), key=f"{key}:{name}", max_chars=LONGEST_TEXT, height=120
        )
    st.caption(_("“# ” begins a heading, “- ” a point of a list; **words** between double stars are bold."))


def _ask_title(key: str, card: Card) -> None:
    left, right = st.columns(2)
    fields: tuple[tuple[Callable[..., Any], str], ...] = (
        (left.text_input, "title_zh"), (right.text_input, "title_en"),
    )  # fmt: skip
    for ask, name in fields:
        _begin(f"{key}:{name}", getattr(card, name))
        ask(
            label(f"BoardDefinition.{name}"), key=f"{key}:{name}", max_chars=LONGEST_TITLE,
            placeholder=_("The finding itself"),
        )  # fmt: skip


def _ask_whose(key: str, card: Card, _actor: Actor) -> None:
    _begin(f"{key}:mine", card.mine)
    st.toggle(_("Only the tasks of whoever looks"), key=f"{key}:mine")


ASKED: Mapping[CardKind, Callable[[str, Card, Actor], None]] = {
    CardKind.BARS: _ask_dimension,
    CardKind.TABLE: draw_list_form,
    CardKind.TASKS: _ask_whose,
    CardKind.LOOP: _ask_figure,
    CardKind.TEXT: _ask_text,
}
"""What some kinds are asked besides their indicators."""
