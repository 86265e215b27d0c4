"""What can be done with a board as a whole: edit, hang on a wall, subscribe, name, share, copy, remove."""

from collections.abc import Callable

import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.access.role import Role
from domain.core.clock import now, today
from domain.core.permission import Actor, Permission
from domain.core.visibility import actor_of
from domain.reporting.board import LONGEST, SHORTEST, BoardDefinition
from domain.reporting.board_find import board_of, versions_of
from domain.reporting.board_subscription import Cadence, subscribe, unsubscribe
from domain.reporting.board_write import describe_board, new_board, put_back, remove_board, share_board
from ui import address, formats
from ui.dashboard.view import WALL
from ui.language import _, in_language, label
from ui.own_boards.draft import EDIT
from ui.own_boards.seen import LIST, PAGE, SeenBoard
from ui.routes import literal, page_for
from ui.wish import show_refusal, wish

KEY = "own_board:menu"
GO = "own_board:go"
NEVER = "never"


def draw_menu(board: SeenBoard, actor: Actor) -> None:
    """The buttons beside the title."""
    leave_if_asked()
    if board.may_change:
        st.button(
            _("Edit"), icon=":material/edit:", key=f"{KEY}:edit", on_click=address.put, args=(EDIT, ("1",))
        )
    box = st.popover(
        _("Board"), icon=":material/tune:", key=f"{KEY}:{board.id}.{board.version}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        show_refusal(KEY)
        st.caption(told_of(board))
        st.button(
            _("Show on a wall"), icon=":material/tv:", key=f"{KEY}:wall", on_click=address.put,
            args=(WALL, ("1",)), type="tertiary",
        )  # fmt: skip
        _ask_sending(board)
        if board.may_change:
            _ask_names(board)
        if actor.may(Permission.CONFIGURATION_WRITE):
            _ask_roles(board, actor)
        if board.may_change:
            _ask_versions(board, actor)
        _draw_ends(board)


def told_of(board: SeenBoard) -> str:
    """Whose it is, who sees it, which version it is."""
    seen = _("shared") if board.roles else _("private")
    number = _("version {number}", number=board.number)
    return " · ".join((literal(board.owner), seen, number))


def _work(board: SeenBoard, work: Callable[[Session, Actor, BoardDefinition], object], done: str) -> bool:
    """Carry out one verb on the board as it is now."""

    def carried(session: Session) -> bool:
        actor = actor_of(session)
        work(session, actor, board_of(session, actor, board.id))
        return True

    return bool(wish(carried, done=done, place=KEY))


def _ask_sending(board: SeenBoard) -> None:
    widget = f"{KEY}:sent"
    st.session_state[widget] = board.sent.value if board.sent else NEVER
    names = {NEVER: _("Not at all"), **{one.value: label(one) for one in Cadence}}

    def choose() -> None:
        said = st.session_state[widget]
        if said == NEVER:
            _work(board, lambda s, a, b: unsubscribe(s, a, b.id, now()), _("You are sent it no more."))
        else:
            _work(
                board, lambda s, a, b: subscribe(s, a, b, Cadence(said), today()), _("You will be sent it.")
            )

    st.segmented_control(
        _("Send it to me"), list(names), format_func=names.__getitem__, key=widget, required=True,
        on_change=choose,
    )  # fmt: skip


def _ask_names(board: SeenBoard) -> None:
    keys = {name: f"{KEY}:{board.version}:{name}" for name in ("name_zh", "name_en", "seconds")}
    for name, key in keys.items():
        st.session_state.setdefault(key, getattr(board, name))
    left, right = st.columns(2)
    left.text_input(label("BoardDefinition.name_zh"), key=keys["name_zh"], max_chars=200)
    right.text_input(label("BoardDefinition.name_en"), key=keys["name_en"], max_chars=200)
    st.number_input(
        label("BoardDefinition.seconds"), min_value=SHORTEST, max_value=LONGEST, step=5, key=keys["seconds"]
    )

    def save() -> None:
        said = {name: st.session_state[key] for name, key in keys.items()}
        _work(board, lambda s, a, b: describe_board(s, a, b, version=board.version, **said), _("Saved."))

    st.button(_("Save name and time"), icon=":material/save:", key=f"{KEY}:name", on_click=save)


def _ask_roles(board: SeenBoard, actor: Actor) -> None:
    with reading(actor) as session:
        roles = session.scalars(select(Role).where(Role.archived_at.is_(None)).order_by(Role.code)).all()
    names = {role.code: in_language(role.name_zh, role.name_en) for role in roles}
    widget = f"{KEY}:{board.version}:roles"
    st.session_state.setdefault(widget, [code for code in board.roles if code in names])
    st.multiselect(
        label("BoardDefinition.roles"), list(names), format_func=names.__getitem__, key=widget,
        placeholder=_("Nobody"), select_all=False,
    )  # fmt: skip
    st.caption(_("Everybody sees of a board only what their own rights show them anyway."))

    def share() -> None:
        chosen = list(st.session_state[widget])
        _work(board, lambda s, a, b: share_board(s, a, b, chosen, board.version), _("Shared as you say."))

    st.button(_("Share"), icon=":material/group:", key=f"{KEY}:share", on_click=share)


def _ask_versions(board: SeenBoard, actor: Actor) -> None:
    with reading(actor) as session:
        found = versions_of(session, board_of(session, actor, board.id))
    earlier = [one for one in found if one.number != board.number]
    if not earlier:
        return
    names = {
        one.number: f"{one.number} · {formats.instant(one.created_at)} · {one.saved_by}" for one in earlier
    }
    widget = f"{KEY}:{board.version}:back"
    st.selectbox(
        _("Earlier versions"), list(names), format_func=names.__getitem__, key=widget, filter_mode=None
    )

    def bring() -> None:
        number = st.session_state[widget]
        _work(board, lambda s, a, b: put_back(s, a, b, number, board.version), _("Brought back."))

    st.button(_("Bring this version back"), icon=":material/history:", key=f"{KEY}:back", on_click=bring)


def _draw_ends(board: SeenBoard) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Copy as my own"), icon=":material/content_copy:", type="tertiary", key=f"{KEY}:copy",
            on_click=_copy, args=(board,),
        )  # fmt: skip
        if board.may_change:
            st.button(
                _("Remove"), icon=":material/delete:", type="tertiary", key=f"{KEY}:remove",
                on_click=_remove, args=(board,),
            )  # fmt: skip


def _copy(board: SeenBoard) -> None:
    def work(session: Session) -> BoardDefinition:
        actor = actor_of(session)
        source = board_of(session, actor, board.id)
        return new_board(
            session, actor, layout=source.shows, name_zh=f"{source.name_zh}（副本）"[:200],
            name_en=f"{source.name_en} (copy)"[:200],
        )  # fmt: skip

    made = wish(work, done=_("Copied; this one is yours."), place=KEY)
    if made is not None:
        address.go({"id": str(made.id), EDIT: "1"})


def _remove(board: SeenBoard) -> None:
    if _work(board, lambda s, a, b: remove_board(s, a, b, now()), _("The board is removed.")):
        st.session_state[GO] = (LIST, {})


def go_to(board_id: int, *, edit: bool) -> None:
    """Callback: open the board with the next run; pages are not left from callbacks."""
    st.session_state[GO] = (PAGE, {"id": str(board_id), **({EDIT: "1"} if edit else {})})


def leave_if_asked() -> None:
    """Go where the last callback wanted to go."""
    page, asks = st.session_state.pop(GO, ("", {}))
    target = page_for(page) if page else None
    if target is not None:
        address.leave(target, asks)
