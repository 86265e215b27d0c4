"""One board as a page needs it, read for whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from db.unit_of_work import reading
from domain.core.permission import Actor
from domain.reporting.board import BoardDefinition
from domain.reporting.board_find import board_of, boards_of
from domain.reporting.board_layout import Layout
from domain.reporting.board_subscription import Cadence, subscription_of
from ui.language import in_language

PAGE, LIST = "own_board", "own_boards"


@dataclass(frozen=True)
class SeenBoard:
    """A board without its record."""

    id: int
    version: int
    number: int
    name_zh: str
    name_en: str
    layout: Layout
    roles: tuple[str, ...]
    seconds: int
    owner: str
    mine: bool
    may_change: bool
    sent: Cadence | None = None
    """How often this person is sent it."""

    @property
    def name(self) -> str:
        """In the present language."""
        return in_language(self.name_zh, self.name_en)


def seen_board(actor: Actor, key: int) -> SeenBoard:
    """One; NotFound for what is not theirs to see."""
    with reading(actor) as session:
        board = board_of(session, actor, key)
        wish = subscription_of(session, actor, key)
        return _seen(board, actor, wish.cadence if wish else None)


def seen_boards(session: Session, actor: Actor) -> Sequence[SeenBoard]:
    """All that the person may see."""
    return [_seen(board, actor, None) for board in boards_of(session, actor)]


def _seen(board: BoardDefinition, actor: Actor, sent: Cadence | None) -> SeenBoard:
    return SeenBoard(
        id=board.id, version=board.version, number=board.number, name_zh=board.name_zh,
        name_en=board.name_en, layout=board.shows, roles=tuple(board.roles), seconds=board.seconds,
        owner=board.owner.display_name, mine=board.belongs_to(actor),
        may_change=board.may_be_changed_by(actor), sent=sent,
    )  # fmt: skip
