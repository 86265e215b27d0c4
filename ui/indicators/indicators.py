"""The screen of indicators: all of a unit, or the one that the address names."""

from db.unit_of_work import reading
from domain.core.errors import NotFound
from domain.core.permission import Actor
from domain.reporting.indicator_view import code_of
from ui import address
from ui.indicators.indicator_page import draw_indicator
from ui.indicators.overview import draw_overview
from ui.indicators.tiles import CODE


def draw(actor: Actor) -> None:
    """`?code=K30` or `?id=7` opens one; else the list."""
    code, key = address.get(CODE), address.get("id")
    if code is None and key is not None:
        code = _code(actor, key)
    if code is None:
        draw_overview(actor)
    else:
        draw_indicator(actor, code)


def _code(actor: Actor, key: str) -> str:
    with reading(actor) as session:
        code = code_of(session, int(key)) if key.isdigit() else None
    if code is None:
        raise NotFound
    return code
