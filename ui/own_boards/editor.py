"""Building a board: put cards on it, change, move and remove them, all of it seen as readers will see it."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators.read_figures import BREAKDOWNS, BY_UNIT
from domain.reporting.board import BoardDefinition
from domain.reporting.board_card import WIDTHS, Card
from domain.reporting.board_find import board_of
from domain.reporting.board_layout import MOST_DIMENSIONS, Layout
from domain.reporting.board_write import save_layout
from ui import address
from ui.dashboard.declaration import Dashboard
from ui.dashboard.page import Look, look_at
from ui.indicators.empty import draw_no_figures
from ui.language import _, label
from ui.own_boards.composer import draw_composer, open_composer
from ui.own_boards.draft import EDIT, Draft, change, draft_of, forget_draft, undo
from ui.own_boards.grid import draw_grid
from ui.own_boards.panels import dashboard_of
from ui.own_boards.seen import SeenBoard
from ui.routes import literal
from ui.wish import show_refusal, wish

KEY = "own_board:edit"
DrawFrame = Callable[[Dashboard, Layout, Look, Actor], None]


def draw_editor(board: SeenBoard, actor: Actor, draw_frame: DrawFrame) -> None:
    """The page while it is edited."""
    draft = draft_of(board)
    dashboard = dashboard_of(draft.layout)
    look = look_at(dashboard, actor, dashboard.sections)
    _draw_head(board, draft)
    show_refusal(KEY)
    if look is None:
        draw_no_figures(actor)
        return
    _draw_dimensions(board, draft)
    draw_composer(board, draft, actor)
    draw_frame(dashboard, draft.layout, look, actor)
    draw_grid(dashboard, draft.layout, look, partial(_draw_bar, board, len(draft.layout.cards)))


def _draw_head(board: SeenBoard, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(literal(board.name), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            st.button(
                _("Undo"), icon=":material/undo:", key=f"{KEY}:undo", disabled=not draft.changed,
                on_click=undo, args=(board.id,), help=_("Take the last change back"),
            )  # fmt: skip
            name = _("Leave without saving") if draft.changed else _("Done")
            st.button(name, icon=":material/close:", key=f"{KEY}:leave", on_click=_leave, args=(board.id,))
            st.button(
                _("Save as version {number}", number=board.number + 1), icon=":material/save:",
                type="primary", key=f"{KEY}:save", disabled=not draft.changed, on_click=_save,
                args=(board, draft),
            )  # fmt: skip


def _leave(board_id: int) -> None:
    forget_draft(board_id)
    address.put(EDIT, ())


def _save(board: SeenBoard, draft: Draft) -> None:
    def work(session: Session) -> BoardDefinition:
        actor = actor_of(session)
        return save_layout(session, actor, board_of(session, actor, board.id), draft.layout, draft.version)

    done = _("Saved as version {number}.", number=board.number + 1)
    if wish(work, done=done, place=KEY) is not None:
        _leave(board.id)


def _draw_dimensions(board: SeenBoard, draft: Draft) -> None:
    """What readers can narrow the whole board to, besides unit, period and comparison."""
    names = {by: label(f"breakdown.{by}") for by in BREAKDOWNS if by != BY_UNIT}
    widget = f"{KEY}:dimensions"
    st.session_state[widget] = [by for by in draft.layout.dimensions if by in names]

    def choose() -> None:
        chosen = tuple(st.session_state[widget])
        change(board.id, lambda layout: Layout(layout.cards, chosen))

    st.multiselect(
        _("Filters above the cards, besides unit and period"), list(names), format_func=names.__getitem__,
        key=widget, max_selections=MOST_DIMENSIONS, on_change=choose, placeholder=_("None"), width=420,
        select_all=False,
    )  # fmt: skip


def _draw_bar(board: SeenBoard, count: int, at: int, card: Card) -> None:
    """What can be done with one card."""
    name = _("Card {number}", number=at + 1)
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap="xsmall",
        key=f"own-board-bar-{at}",
        wrap=card.width > 3,
    ):
        for icon, told, off, work in (
            ("arrow_back", _("{card}: earlier", card=name), at == 0, lambda one: one.moved(at, at - 1)),
            ("arrow_forward", _("{card}: later", card=name), at == count - 1,
             lambda one: one.moved(at, at + 1)),
            ("delete", _("{card}: remove", card=name), False, lambda one: one.without(at)),
        ):  # fmt: skip
            st.button(
                f":material/{icon}:", type="tertiary", help=told, disabled=off, on_click=change,
                args=(board.id, work), key=f"{KEY}:{at}:{icon}",
            )  # fmt: skip
        st.button(
            ":material/edit:", type="tertiary", help=_("{card}: change", card=name), on_click=open_composer,
            args=(card, at), key=f"{KEY}:{at}:edit",
        )  # fmt: skip
        _pick_width(board, at, card, name)


def _pick_width(board: SeenBoard, at: int, card: Card, name: str) -> None:
    widget = f"{KEY}:{at}:width"
    st.session_state[widget] = card.width

    def choose() -> None:
        wide = st.session_state[widget]
        change(board.id, lambda one: one.with_card(resized(one.cards[at], wide), at))

    st.selectbox(
        _("{card}: width in twelfths", card=name), WIDTHS, key=widget, on_change=choose, width=90,
        format_func=lambda wide: f"{wide}/12", label_visibility="collapsed", filter_mode=None,
    )  # fmt: skip


def resized(card: Card, width: int) -> Card:
    """The same card, wider or narrower."""
    return Card.of({**card.plain(), "width": width})
