"""What a new board may begin as: nothing, or the cards of a shipped dashboard."""

from collections.abc import Mapping

from domain.indicators.read_figures import BY_UNIT
from domain.reporting.board_card import Card, CardKind, LoopFigure
from domain.reporting.board_layout import Layout
from ui.boards.receivables_look import TILES as RECEIVABLES_TILES
from ui.boards.sales_look import TILES as SALES_TILES


def _tiles(codes: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(Card(kind=CardKind.TILE, width=3, indicators=(code,)) for code in codes[:8])


def _trend(code: str, width: int = 6) -> Card:
    return Card(kind=CardKind.TREND, width=width, indicators=(code,))


def _bars(code: str, by: str, width: int = 6) -> Card:
    return Card(kind=CardKind.BARS, width=width, indicators=(code,), by=by)


def _loop(figure: LoopFigure, width: int) -> Card:
    return Card(kind=CardKind.LOOP, width=width, figure=figure)


SALES = Layout(
    (
        *_tiles(SALES_TILES), _trend("K01", 8), _bars("K01", BY_UNIT, 4), _bars("K01", "salesperson"),
        _bars("K01", "customer"), _bars("K01", "region", 4), _bars("K01", "channel", 4),
        _trend("K02", 4),
    ),
    ("customer", "region"),
)  # fmt: skip
RECEIVABLES = Layout(
    (
        *_tiles(RECEIVABLES_TILES), _trend("K30"), _trend("K36"), _bars("K36", BY_UNIT, 4),
        _bars("K36", "customer", 8), Card(kind=CardKind.TABLE, width=12, screen="invoices", rows=10),
    ),
    ("customer",),
)  # fmt: skip
LOOP = Layout(
    (
        *(_loop(one, 3) for one in LoopFigure if not one.is_picture),
        _loop(LoopFigure.FUNNEL, 6), _loop(LoopFigure.CAUSES, 6), _loop(LoopFigure.AGE, 6),
        _loop(LoopFigure.OWNERS, 6), Card(kind=CardKind.TASKS, width=12, rows=10),
    )
)  # fmt: skip
CONTROL = Layout(
    (
        Card(kind=CardKind.HEAT, width=12, indicators=("K01", "K06", "K26", "K30", "K33", "K36")),
        Card(kind=CardKind.ALERTS, width=12, rows=10), Card(kind=CardKind.TASKS, width=12),
    )
)  # fmt: skip

EMPTY = "empty"
TEMPLATES: Mapping[str, Layout] = {
    EMPTY: Layout(),
    "sales": SALES,
    "receivables": RECEIVABLES,
    "loop": LOOP,
    "control": CONTROL,
}
"""Key -> cards; the name is `template.<key>`. Indicators that a portal does not have are left out."""


def begun(template: str, known: frozenset[str]) -> Layout:
    """The template, as far as the portal has its indicators."""
    layout = TEMPLATES[template]
    kept = []
    for card in layout.cards:
        codes = tuple(code for code in card.indicators if code in known)
        if codes or not card.indicators:
            kept.append(Card.of({**card.plain(), "indicators": codes}))
    return Layout(tuple(kept), layout.dimensions)
