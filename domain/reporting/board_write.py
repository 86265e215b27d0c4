"""Make a board, save what stands on it, share it, bring an earlier version back, take it away."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.role import Role
from domain.core.editing import require_version
from domain.core.errors import NotFound, NotPermitted, NotSignedIn, RuleBroken
from domain.core.journal import explain
from domain.core.permission import Actor, Permission
from domain.reporting.board import Audience, BoardDefinition, BoardVersion
from domain.reporting.board_layout import Layout, require_known

LETTERS = 12


class NoSuchBoardRole(RuleBroken):
    """The board is to be shared with a role that the portal does not have."""

    text = "There is no role {role}."


class BoardOfOthers(NotPermitted):
    """The board is somebody else's, or belongs to roles now."""

    text = "This board is shared or not yours; changing it needs: {permission}."


def new_board(
    session: Session, actor: Actor, *, name_zh: str, name_en: str, layout: Layout, code: str = ""
) -> BoardDefinition:
    """A private board; whoever may read indicators may build one."""
    actor.require(Permission.INDICATORS_READ)
    if actor.user_id is None:
        raise NotSignedIn
    require_known(session, layout.codes)
    board = BoardDefinition(
        code=code or uuid4().hex[:LETTERS], owner_id=actor.user_id, layout=layout.plain(), roles=[],
        audience=Audience.PRIVATE, **_names(name_zh, name_en),
    )  # fmt: skip
    board.check()
    session.add(board)
    session.flush()
    _keep_version(session, actor, board)
    return board


def save_layout(
    session: Session, actor: Actor, board: BoardDefinition, layout: Layout, version: int | None = None
) -> BoardDefinition:
    """What stands on the board from now on, as its next version; the same again is none."""
    _require_own(session, actor, board, version)
    if layout == board.shows:
        return board
    require_known(session, layout.codes - board.shows.codes)
    board.layout, board.number = layout.plain(), board.number + 1
    board.check()
    session.flush()
    _keep_version(session, actor, board)
    return board


def describe_board(
    session: Session, actor: Actor, board: BoardDefinition, *, name_zh: str, name_en: str, seconds: int,
    version: int | None = None,
) -> None:  # fmt: skip
    """Call it something else; let it stay on walls for longer or shorter."""
    _require_own(session, actor, board, version)
    for name, value in _names(name_zh, name_en).items():
        setattr(board, name, value)
    board.seconds = seconds
    board.check()
    session.flush()


def share_board(
    session: Session, actor: Actor, board: BoardDefinition, roles: Iterable[str], version: int | None = None
) -> None:
    """Show it to these roles; none makes it private again."""
    actor.require(Permission.CONFIGURATION_WRITE)
    if not board.shown_to(actor):
        raise NotFound
    require_version(session, board, version)
    wanted = sorted(set(roles))
    known = set(session.scalars(select(Role.code).where(Role.archived_at.is_(None))))
    for code in wanted:
        if code not in known and code not in board.roles:
            raise NoSuchBoardRole(field="roles", role=code)
    board.roles = wanted
    board.audience = Audience.ROLES if wanted else Audience.PRIVATE
    board.check()
    session.flush()


def put_back(
    session: Session, actor: Actor, board: BoardDefinition, number: int, version: int | None = None
) -> BoardDefinition:
    """An earlier version becomes the next one; nothing in between is lost."""
    query = select(BoardVersion).where(BoardVersion.board_id == board.id, BoardVersion.number == number)
    earlier = session.scalars(query).one_or_none()
    if earlier is None:
        raise NotFound
    return save_layout(session, actor, board, earlier.shows, version)


def remove_board(session: Session, actor: Actor, board: BoardDefinition, now: datetime) -> None:
    """Take it off the lists; its history stays."""
    _require_own(session, actor, board, None)
    explain(board, action="archived")
    board.archived_at = now
    session.flush()


def _keep_version(session: Session, actor: Actor, board: BoardDefinition) -> None:
    session.add(
        BoardVersion(board_id=board.id, number=board.number, layout=board.layout, saved_by=actor.name[:200])
    )
    session.flush()


def _require_own(session: Session, actor: Actor, board: BoardDefinition, version: int | None) -> None:
    actor.require(Permission.INDICATORS_READ)
    if not board.may_be_changed_by(actor):
        raise BoardOfOthers(permission=Permission.CONFIGURATION_WRITE)
    require_version(session, board, version)


def _names(name_zh: str, name_en: str) -> dict[str, str]:
    """One name serves both languages where only one was given."""
    zh, en = name_zh.strip(), name_en.strip()
    return {"name_zh": zh or en, "name_en": en or zh}
