"""From a layout to a dashboard: each card becomes a panel of the frame that shipped dashboards use."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from domain.core.permission import Permission
from domain.reporting.board_card import Card, CardKind
from domain.reporting.board_layout import Layout
from ui.boards.names import of_member
from ui.dashboard.declaration import Dashboard, Panel, Picture, Section
from ui.dashboard.view import View
from ui.language import in_language
from ui.own_boards.figures import AskParts, AskStood, AskTrend
from ui.own_boards.heat import heat_picture
from ui.own_boards.loop import DIMENSIONS, PICTURES, ask_loop, draw_loop_figure
from ui.own_boards.pictures import parts_picture, trend_picture
from ui.own_boards.records import AskRows, draw_rows
from ui.own_boards.texts import draw_text
from ui.own_boards.tiles import OWN, Framed, draw_indicator, draw_multiples

DIGITS = 6
Chart = Callable[[Any, View], Picture]


def dashboard_of(layout: Layout, mark: str = "") -> Dashboard:
    """The frame with the cards of the layout, in their order; `mark` tells them from those of another."""
    return Dashboard(
        key=OWN, icon=":material/dashboard_customize:", read=Permission.INDICATORS_READ,
        dimensions={**{by: of_member(by) for by in layout.pressed}, **_of_loop(layout)},
        sections=(Section("", *panels_of(layout, mark)),),
    )  # fmt: skip


def _of_loop(layout: Layout) -> Mapping[str, Any]:
    return DIMENSIONS if any(one.kind is CardKind.LOOP for one in layout.cards) else {}


def panels_of(layout: Layout, mark: str = "") -> list[Panel]:
    """A panel for each card. Equal cards share their answers, also across boards."""
    seen: Counter[str] = Counter()
    made = []
    for card in layout.cards:
        key = f"{key_of(card)}{mark}"
        seen[key] += 1
        made.append(panel_of(card, key if seen[key] == 1 else f"{key}-{seen[key]}", layout.pressed))
    return made


def key_of(card: Card) -> str:
    """Says what the card is to whoever reads the journal, and changes with what it shows."""
    digest = hashlib.sha256(json.dumps(card.plain(), sort_keys=True).encode()).hexdigest()[:DIGITS]
    what = "-".join(filter(None, (*card.indicators[:1], card.by, card.screen, card.figure)))
    return "-".join(filter(None, (card.kind.value, what, digest)))


def panel_of(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    """One card."""
    return MAKERS[card.kind](card, key, pressed)


def _tile(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    draw = partial(draw_indicator, Framed(key, card))
    return Panel(key=key, ask=AskStood(card.indicators[:1]), draw=draw, reacts=pressed, mine=bool(pressed))


def _multiples(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    draw = partial(draw_multiples, Framed(key, card))
    return Panel(key=key, ask=AskStood(card.indicators), draw=draw, reacts=pressed, mine=bool(pressed))


def _heat(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    chart = _titled(card, heat_picture)
    return Panel(key=key, ask=AskStood(card.indicators), chart=chart, reacts=pressed, mine=bool(pressed))


def _trend(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    chart = _titled(card, trend_picture)
    return Panel(key=key, ask=AskTrend(card.indicators[0]), chart=chart, reacts=pressed, mine=bool(pressed))


def _bars(card: Card, key: str, _pressed: tuple[str, ...]) -> Panel:
    return Panel(
        key=key, ask=AskParts(card.indicators[0], card.by), chart=_titled(card, parts_picture), mine=True
    )


def _records(card: Card, key: str, pressed: tuple[str, ...]) -> Panel:
    draw = partial(draw_rows, Framed(key, card))
    return Panel(key=key, ask=AskRows(card), draw=draw, reacts=pressed, mine=True, live=True)


def _loop(card: Card, key: str, _pressed: tuple[str, ...]) -> Panel:
    picture = PICTURES.get(card.figure) if card.figure else None
    if picture is not None:
        return Panel(key=key, ask=ask_loop, chart=_titled(card, picture), live=True)
    return Panel(key=key, ask=ask_loop, draw=partial(draw_loop_figure, Framed(key, card)), live=True)


def _text(card: Card, key: str, _pressed: tuple[str, ...]) -> Panel:
    return Panel(key=key, ask=lambda _session, _view: None, draw=lambda _answer, _view: draw_text(key, card))


MAKERS: Mapping[CardKind, Callable[[Card, str, tuple[str, ...]], Panel]] = {
    CardKind.TILE: _tile,
    CardKind.TREND: _trend,
    CardKind.BARS: _bars,
    CardKind.HEAT: _heat,
    CardKind.MULTIPLES: _multiples,
    CardKind.TABLE: _records,
    CardKind.ALERTS: _records,
    CardKind.TASKS: _records,
    CardKind.LOOP: _loop,
    CardKind.TEXT: _text,
}


def _titled(card: Card, chart: Chart) -> Chart:
    """What the person called it, instead of what the figures say."""

    def made(answer: Any, view: View) -> Picture:
        picture = chart(answer, view)
        own = in_language(card.title_zh, card.title_en)
        return replace(picture, title=own) if own else picture

    return made
