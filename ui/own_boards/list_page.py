"""All boards of a person: open one, hang several on a wall, build another."""

from collections.abc import Sequence

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.core.visibility import actor_of
from domain.indicators.indicator import Indicator
from domain.reporting.board import BoardDefinition
from domain.reporting.board_write import new_board
from ui import formats
from ui.dashboard.view import WALL
from ui.language import _, label
from ui.own_boards.board_menu import go_to, leave_if_asked, told_of
from ui.own_boards.seen import LIST, PAGE, SeenBoard, seen_boards
from ui.own_boards.templates import TEMPLATES, begun
from ui.routes import literal, page_for, page_link
from ui.wish import show_refusal, wish

NEW = f"{LIST}:new"


def draw(actor: Actor) -> None:
    """The page."""
    leave_if_asked()
    with reading(actor) as session:
        found = seen_boards(session, actor)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(label("page.own_boards"), anchor=False)
        _draw_new(actor)
        if found:
            _draw_wall(found)
    if not found:
        with st.container(border=True, horizontal_alignment="center"):
            st.space("small")
            st.markdown(_("No board yet. Begin with an empty one, or with the cards of a shipped dashboard."))
            st.space("small")
    for heading, boards in (
        (_("Made by me"), [one for one in found if one.mine]),
        (_("Shared with me"), [one for one in found if not one.mine]),
    ):
        if boards:
            st.subheader(f"{heading} · {formats.number(len(boards))}", anchor=False)
            with st.grid(3, min_column_width=260, gap="small"):
                for board in boards:
                    _draw_board(board)


def _draw_board(board: SeenBoard) -> None:
    with st.container(border=True, key=f"own-board-{board.id}", gap="xsmall", height="stretch"):
        page_link(PAGE, board.name, {"id": str(board.id)}, f"own-board-{board.id}")
        st.caption(told_of(board))
        st.caption(_("{count} cards", count=formats.number(len(board.layout.cards))))


def _draw_new(actor: Actor) -> None:
    if actor.user_id is None:
        return
    with st.popover(_("New board"), icon=":material/add:", type="primary", key=NEW):
        show_refusal(NEW)
        left, right = st.columns(2)
        left.text_input(label("BoardDefinition.name_zh"), key=f"{NEW}:zh", max_chars=200)
        right.text_input(label("BoardDefinition.name_en"), key=f"{NEW}:en", max_chars=200)
        names = {key: label(f"template.{key}") for key in TEMPLATES}
        st.selectbox(
            _("Begin with"), list(names), format_func=names.__getitem__, key=f"{NEW}:template",
            filter_mode=None,
        )  # fmt: skip
        st.button(_("Build it"), icon=":material/check:", key=f"{NEW}:make", type="primary", on_click=_make)


def _make() -> None:
    asked = {name: str(st.session_state.get(f"{NEW}:{name}") or "") for name in ("zh", "en", "template")}

    def work(session: Session) -> BoardDefinition:
        known = frozenset(session.scalars(select(Indicator.code).where(Indicator.is_active.is_(True))))
        layout = begun(asked["template"], known)
        return new_board(session, actor_of(session), name_zh=asked["zh"], name_en=asked["en"], layout=layout)

    made = wish(work, place=NEW)
    if made is not None:
        go_to(made.id, edit=True)


def _draw_wall(found: Sequence[SeenBoard]) -> None:
    """Several boards, one after the other."""
    names = {board.id: board.name for board in found}
    with st.popover(_("On a wall"), icon=":material/tv:", key=f"{LIST}:wall"):
        st.caption(_("The boards follow one another; each stays for as long as it says."))
        chosen = st.multiselect(
            _("Boards"), list(names), format_func=names.__getitem__, key=f"{LIST}:wall:boards",
            placeholder=_("Choose boards"), select_all=False,
        )  # fmt: skip
        page = page_for(PAGE)
        if chosen and page is not None:
            asks = {"id": [str(key) for key in chosen], WALL: "1"}
            st.page_link(page, label=_("Show on a wall"), icon=":material/tv:", query_params=asks)
            for key in chosen:
                st.caption(literal(names[key]))
