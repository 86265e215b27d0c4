"""Boards come in through their own verbs, as boards of whoever brings them in, shared as the pack says."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.reporting.board import BoardDefinition
from domain.reporting.board_layout import Layout
from domain.reporting.board_write import describe_board, new_board, save_layout, share_board
from domain.transfer.portable import Values


def bring_board(
    session: Session, actor: Actor, found: BoardDefinition | None, values: Values, now: datetime
) -> BoardDefinition:
    """Make the board, or save what the pack says as its next version."""
    layout = Layout.of(values["layout"])
    zh, en = str(values["name_zh"]), str(values["name_en"])
    if found is None:
        board = new_board(session, actor, layout=layout, code=str(values["code"]), name_zh=zh, name_en=en)
    else:
        board = save_layout(session, actor, found, layout)
    describe_board(session, actor, board, name_zh=zh, name_en=en, seconds=int(values["seconds"]))
    share_board(session, actor, board, [str(code) for code in values["roles"]])
    board.archived_at = None
    return board
