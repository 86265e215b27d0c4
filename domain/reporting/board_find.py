"""Which boards a person has, and what a board was before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.reporting.board import BoardDefinition, BoardVersion


def boards_of(session: Session, actor: Actor) -> Sequence[BoardDefinition]:
    """Boards that the person made or that are shared with them, own ones first; owners are loaded."""
    query = select(BoardDefinition).where(BoardDefinition.archived_at.is_(None))
    found = session.scalars(query.options(joinedload(BoardDefinition.owner)).order_by(BoardDefinition.id))
    shown = [one for one in found if one.shown_to(actor)]
    return sorted(shown, key=lambda one: (not one.belongs_to(actor), one.id))


def board_of(session: Session, actor: Actor, key: int) -> BoardDefinition:
    """The board, if it is among those of the person; else NotFound, as if it did not exist."""
    query = select(BoardDefinition).where(BoardDefinition.id == key, BoardDefinition.archived_at.is_(None))
    board = session.scalars(query.options(joinedload(BoardDefinition.owner))).one_or_none()
    if board is None or not board.shown_to(actor):
        raise NotFound
    return board


def versions_of(session: Session, board: BoardDefinition) -> Sequence[BoardVersion]:
    """Its saved layouts, the newest first."""
    query = select(BoardVersion).where(BoardVersion.board_id == board.id)
    return session.scalars(query.order_by(BoardVersion.number.desc())).all()
