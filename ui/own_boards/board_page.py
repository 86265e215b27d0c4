"""The page of one board: as its readers see it, as its maker edits it, as it hangs on a wall."""

from collections.abc import Mapping

import streamlit as st
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.reporting.board_layout import Layout
from domain.reporting.board_narrowed import offered_members
from domain.reporting.breakdown import Names
from ui import address
from ui.dashboard.declaration import Dashboard
from ui.dashboard.page import Look, look_at
from ui.dashboard.pickers import draw_chosen, draw_pickers
from ui.dashboard.view import WALL
from ui.indicators.empty import draw_no_figures
from ui.indicators.freshness import draw_freshness
from ui.language import _, in_language, label
from ui.lists.readers import whole
from ui.own_boards.board_menu import draw_menu
from ui.own_boards.draft import EDIT, forget_draft
from ui.own_boards.editor import draw_editor
from ui.own_boards.grid import draw_grid
from ui.own_boards.list_page import draw as draw_list
from ui.own_boards.panels import dashboard_of
from ui.own_boards.seen import SeenBoard, seen_board
from ui.own_boards.tiles import OWN
from ui.own_boards.wall import draw_wall
from ui.routes import literal


def draw(actor: Actor) -> None:
    """Whatever the address asks for."""
    ids = [key for word in address.words("id") if (key := whole(word)) is not None]
    if not ids:
        draw_list(actor)
        return
    if address.get(WALL) == "1":
        draw_wall(ids)
        return
    board = seen_board(actor, ids[-1])
    if address.get(EDIT) == "1" and board.may_change:
        draw_editor(board, actor, draw_frame)
        return
    forget_draft(board.id)
    draw_board(board, actor)


def draw_board(board: SeenBoard, actor: Actor) -> None:
    """As readers see it."""
    dashboard = dashboard_of(board.layout)
    look = look_at(dashboard, actor, dashboard.sections)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(literal(board.name), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            if look is not None:
                draw_freshness(look.fresh, look.view.place, look.view.today, actor)
            draw_menu(board, actor)
    if look is None:
        draw_no_figures(actor)
        return
    draw_frame(dashboard, board.layout, look, actor)
    if not board.layout.cards:
        _nothing_yet(board)
    draw_grid(dashboard, board.layout, look)


def draw_frame(dashboard: Dashboard, layout: Layout, look: Look, actor: Actor) -> None:
    """What all cards follow."""
    draw_pickers(look.view, OWN, dashboard.grains, dashboard.comparisons)
    _draw_filters(layout, look, actor)
    draw_chosen(look.names, OWN)


def _nothing_yet(board: SeenBoard) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.markdown(_("Nothing stands on this board yet."))
        if board.may_change:
            st.button(
                _("Put the first card on it"), icon=":material/add:", key=f"{OWN}:first",
                on_click=address.put, args=(EDIT, ("1",)),
            )  # fmt: skip
        st.space("small")


def _draw_filters(layout: Layout, look: Look, actor: Actor) -> None:
    """The dimensions that the maker offers above the cards."""
    if not layout.dimensions:
        return
    with reading(actor) as session:
        offered = {by: _offered(session, look, actor, by) for by in layout.dimensions}
    with st.container(horizontal=True, gap="small", key=f"{OWN}-filters"):
        for by, members in offered.items():
            _pick(by, {str(key): in_language(*names) for key, names in members.items()})


def _offered(session: Session, look: Look, actor: Actor, by: str) -> Names:
    unit = look.view.unit.id
    found: Names = look.keeper.kept(
        f"members:{by}", unit, lambda: offered_members(session, actor, by, unit), mine=True, live=True
    )
    return found


def _pick(by: str, names: Mapping[str, str]) -> None:
    widget = f"{OWN}:filter:{by}"
    chosen = address.get(by)
    st.session_state[widget] = chosen if chosen in names else None

    def choose() -> None:
        picked = st.session_state[widget]
        address.put(by, (picked,) if picked else ())

    title = label(f"breakdown.{by}")
    st.selectbox(
        title, list(names), format_func=names.__getitem__, key=widget, on_change=choose, width=220,
        placeholder=_("{dimension}: all", dimension=title), label_visibility="collapsed",
    )  # fmt: skip
