"""Cards of the loop from issue to effect: the figures and pictures of its own dashboard, one by one."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy.orm import Session

from domain.core.permission import Permission
from domain.core.visibility import actor_of
from domain.reporting.board_card import LoopFigure
from ui.boards.loop import LOOP
from ui.boards.loop_causes import age_picture, cause_picture, owner_picture
from ui.boards.loop_look import LoopLook, loop_look
from ui.boards.loop_pictures import flow_picture, funnel_picture, waiting_picture
from ui.boards.loop_tiles import loop_tiles
from ui.dashboard.declaration import Link, NameOf, Picture
from ui.dashboard.view import View
from ui.language import _
from ui.own_boards.tiles import Framed
from ui.tile import status_word

PICTURES: Mapping[LoopFigure, Callable[[LoopLook, View], Picture]] = {
    LoopFigure.FUNNEL: funnel_picture,
    LoopFigure.FLOW: flow_picture,
    LoopFigure.WAITING: waiting_picture,
    LoopFigure.CAUSES: cause_picture,
    LoopFigure.AGE: age_picture,
    LoopFigure.OWNERS: owner_picture,
}
DIMENSIONS: Mapping[str, NameOf] = LOOP.dimensions
"""What a pressed mark of these pictures stands for."""


def ask_loop(session: Session, view: View) -> LoopLook:
    """What the loop's own dashboard asks, for those who may read issues there."""
    actor_of(session).require(Permission.ISSUES_READ, view.unit.id)
    return loop_look(session, view)


def draw_loop_figure(framed: Framed, look: LoopLook, view: View) -> None:
    """One tile of the loop."""
    narrowed = look.narrowed(view.chosen)
    tile = next(one for one in loop_tiles(narrowed) if one.key == f"loop-{framed.card.figure}")
    table = {
        _("Name"): [tile.name],
        _("Value"): [tile.figure],
        _("Status"): [status_word(tile.status)],
        _("Note"): [tile.note],
    }
    asks = {"unit": str(view.unit.id), **(tile.asks or {})}
    records = Link(tile.page, asks) if tile.page else Link("loop", view.asks)  # type: ignore[arg-type]
    framed.tile(tile, partial(framed.more, view, tile.name, table, tile.definition, records))
