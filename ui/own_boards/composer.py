"""One card in the making: choose its kind, say what it shows, see it at once, put it on the board."""

from dataclasses import dataclass, replace

import streamlit as st

from domain.core.errors import DomainError
from domain.core.permission import Actor
from domain.reporting.board_card import Card, CardKind
from ui.dashboard.page import draw_panel, look_at
from ui.language import _, label, say
from ui.own_boards.card_form import card_asked, draw_card_form
from ui.own_boards.draft import Draft, change
from ui.own_boards.panels import dashboard_of
from ui.own_boards.seen import SeenBoard
from ui.routes import literal

OPEN, ROUND = "own_board:composer", "own_board:composer:round"
ICONS = {
    CardKind.TILE: "counter_1",
    CardKind.TREND: "show_chart",
    CardKind.BARS: "bar_chart",
    CardKind.HEAT: "grid_on",
    CardKind.MULTIPLES: "view_module",
    CardKind.TABLE: "table_rows",
    CardKind.ALERTS: "notifications_active",
    CardKind.TASKS: "checklist",
    CardKind.LOOP: "cycle",
    CardKind.TEXT: "notes",
}


@dataclass(frozen=True)
class Composed:
    """A card in the making; `at` is its place, None for a new one."""

    card: Card
    at: int | None
    round: int
    """Each card is asked with widgets of its own."""

    @property
    def key(self) -> str:
        """Begins the keys of its widgets."""
        return f"{OPEN}:{self.round}:{self.card.kind}"


def open_composer(card: Card, at: int | None = None) -> None:
    """Callback: begin a card, or change the one at this place."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[OPEN] = Composed(card, at, st.session_state[ROUND])


def close_composer() -> None:
    """Callback: the card is done or given up."""
    st.session_state.pop(OPEN, None)


def draw_composer(board: SeenBoard, draft: Draft, actor: Actor) -> None:
    """The gallery; below it the card that is being made."""
    composed: Composed | None = st.session_state.get(OPEN)
    _draw_gallery()
    if composed is None:
        return
    with st.container(border=True, key="own-board-composer"):
        asked, seen = st.columns([2, 3], gap="medium")
        with asked:
            _draw_kind(composed)
            draw_card_form(composed.key, composed.card, actor)
            _draw_buttons(board, composed)
        with seen:
            st.caption(_("So it will look"))
            _draw_preview(draft, composed, actor)


def _draw_gallery() -> None:
    widget = f"{OPEN}:kinds:{st.session_state.get(ROUND, 0)}"
    names = {kind: f":material/{icon}: {label(kind)}" for kind, icon in ICONS.items()}

    def choose() -> None:
        kind = st.session_state[widget]
        if kind is not None:
            open_composer(Card(kind=kind, width=kind.usual_width))

    st.pills(_("Add a card"), list(names), format_func=names.__getitem__, key=widget, on_change=choose)


def _draw_kind(composed: Composed) -> None:
    place = _("New card") if composed.at is None else _("Card {number}", number=composed.at + 1)
    st.markdown(f"**{place} · {label(composed.card.kind)}**")


def _draw_buttons(board: SeenBoard, composed: Composed) -> None:
    card = card_asked(composed.key, composed.card)
    refusal = refusal_of(card)
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Put on the board") if composed.at is None else _("Take over"), icon=":material/check:",
            type="primary", key=f"{composed.key}:put", disabled=refusal is not None, on_click=_put,
            args=(board.id, composed),
        )  # fmt: skip
        st.button(_("Cancel"), key=f"{composed.key}:cancel", on_click=close_composer)
    if refusal is not None:
        st.caption(literal(say(refusal)))


def refusal_of(card: Card) -> DomainError | None:
    """What it lacks."""
    try:
        card.check()
    except DomainError as refusal:
        return refusal
    return None


def _put(board_id: int, composed: Composed) -> None:
    card = card_asked(composed.key, composed.card)
    if refusal_of(card) is None:
        change(board_id, lambda layout: layout.with_card(card, composed.at))
        close_composer()


def _draw_preview(draft: Draft, composed: Composed, actor: Actor) -> None:
    card = card_asked(composed.key, composed.card)
    if refusal_of(card) is not None:
        st.caption(_("Say what the card shows to see it here."))
        return
    dashboard = dashboard_of(replace(draft.layout, cards=(card,)), "-preview")
    look = look_at(dashboard, actor, dashboard.sections)
    if look is not None:
        draw_panel(dashboard, dashboard.panels[0], look)
