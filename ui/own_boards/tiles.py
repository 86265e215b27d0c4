"""Tiles on a board: one figure with its meaning, its history as a table, and the records behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from domain.reporting.board_card import Card
from ui.charts.columns import Columns
from ui.dashboard.declaration import Link, Panel, Picture
from ui.dashboard.more import draw_more
from ui.dashboard.view import View
from ui.indicators import meaning, wording
from ui.indicators.mini import draw_mini
from ui.indicators.tiles import tile_of
from ui.language import _, in_language
from ui.own_boards.figures import Stood
from ui.own_boards.pictures import behind, named
from ui.routes import literal
from ui.tile import IndicatorTile, draw_tile, status_word

OWN = "own_board"


@dataclass(frozen=True)
class Framed:
    """A card drawn by hand: its key and the card, so that its files and its meaning can be offered."""

    key: str
    card: Card

    @property
    def title(self) -> str:
        """What the person called it; empty where nothing was said."""
        return in_language(self.card.title_zh, self.card.title_en)

    def more(
        self, view: View, title: str, table: Columns, about: str = "", records: Link | None = None
    ) -> None:
        """The button with meaning, table, files and records; none on a wall."""
        if view.wall:
            return
        kept = Picture(
            title=title, spec=lambda _look: "{}", tables={}, alt=title, table=table, about=about,
            records=records, figure=False,
        )  # fmt: skip
        panel = Panel(key=self.key, ask=_nothing)
        draw_more(f"{OWN}:{self.key}", panel, kept, view, OWN)

    def framed(self, title: str, more: Callable[[], None], body: Callable[[], None]) -> None:
        """A card with its title and its button."""
        with st.container(border=True, key=f"card-{OWN}-{self.key}", gap="small", height="stretch"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                st.markdown(f"**{literal(self.title or title)}**", width="stretch")
                more()
            body()

    def tile(self, tile: IndicatorTile, more: Callable[[], None]) -> None:
        """A tile that offers files besides its definition."""
        with st.container(key=f"tile-{OWN}-{self.key}", height="stretch", gap=None):
            draw_tile(replace(tile, key=f"{OWN}-in-{self.key}", name=self.title or tile.name, definition=""))
            with st.container(key=f"about-{OWN}-{self.key}"):
                more()


def _nothing(*_asked: Any) -> None:
    return None


def draw_indicator(framed: Framed, found: Stood, view: View) -> None:
    """The tile of one indicator."""
    (standing, member), *_others = found.found
    indicator = standing.profile.indicator
    name = named(indicator, member)
    tile = replace(tile_of(standing, view.place, view.against, OWN), name=name)
    about = meaning.explained(standing.profile, standing.current)
    more = partial(framed.more, view, name, history(found), about, behind(indicator, view, member))
    framed.tile(tile, more)


def draw_multiples(framed: Framed, found: Stood, view: View) -> None:
    """Several indicators side by side."""
    standings = [standing for standing, _member in found.found]
    title = _("{count} indicators", count=len(standings))
    records = Link("indicators", view.place.asks)
    whose = sorted({named(one.profile.indicator, member) for one, member in found.found if member})

    def body() -> None:
        if whose:
            st.caption(literal(" · ".join(whose)))
        columns = max(1, framed.card.width // 3)
        draw_mini(standings, view.place, view.against, f"{OWN}-{framed.key}", columns)

    framed.framed(title, partial(framed.more, view, title, history(found), records=records), body)


def history(found: Stood) -> Columns:
    """The figures of all periods, as people read them."""
    rows = [
        (standing.profile.indicator, named(standing.profile.indicator, member), one)
        for standing, member in found.found for one in reversed(standing.figures) if one is not None
    ]  # fmt: skip
    return {
        _("Name"): [name for _indicator, name, _one in rows],
        _("Period"): [wording.period_name(one.period) for _indicator, _name, one in rows],
        _("Value"): [wording.exact(one.value, indicator) for indicator, _name, one in rows],
        _("Status"): [status_word(one.status) for _indicator, _name, one in rows],
        _("Note"): [wording.why(one) for _indicator, _name, one in rows],
    }
