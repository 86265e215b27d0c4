"""A tile: one indicator at a glance, and a link as a whole. A change says whether it is welcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st

from domain.indicators.status import Status
from ui.charts.spark import spark
from ui.colours import Tone
from ui.language import _, label
from ui.lines import quiet
from ui.routes import literal, page_for

SIGNS = {Status.GREEN: "●", Status.AMBER: "▲", Status.RED: "■", Status.UNRATED: "◇", Status.NO_DATA: "○"}
BADGES = {
    Status.GREEN: "green",
    Status.AMBER: "orange",
    Status.RED: "red",
    Status.UNRATED: "gray",
    Status.NO_DATA: "gray",
}
TONES = {
    Status.GREEN: Tone.GOOD,
    Status.AMBER: Tone.WAITING,
    Status.RED: Tone.BAD,
    Status.UNRATED: Tone.CALM,
    Status.NO_DATA: Tone.CALM,
}


@dataclass(frozen=True, kw_only=True)
class IndicatorTile:
    """Everything a tile shows, in words of the present language."""

    key: str
    name: str
    figure: str
    """The value with its unit: 639.1 万元, 72.6 天, 31.9%."""
    status: Status
    note: str = ""
    """Why there is no figure or no colour; for which period, where that is not the one chosen."""
    change: str = ""
    """Against the comparison chosen, with its sign; empty where it is not known, 0 where nothing changed."""
    welcome: bool | None = None
    """Whether the change is for the better; None where it is neither."""
    compared: str = ""
    """What the change is against."""
    target: str = ""
    history: Sequence[Decimal | None] = ()
    """For the line, evenly spaced, oldest first."""
    definition: str = ""
    """Markdown behind the "i": what it means, owner, version, as of."""
    page: str = ""
    asks: Mapping[str, str | Sequence[str]] | None = None
    """Where the tile leads: a page (`url_path`) and its address."""


def status_word(status: Status) -> str:
    """● 正常, ▲ 关注, ■ 超限, ◇ 未评级, ○ 无数据."""
    return f"{SIGNS[status]} {label(status)}"


def status_mark(status: Status) -> str:
    """The status as a badge inside Markdown."""
    return f":{BADGES[status]}-badge[{status_word(status)}]"


def status_badge(status: Status) -> None:
    """The status by itself."""
    colour: Any = BADGES[status]
    st.badge(status_word(status), color=colour)


def draw_tiles(tiles: Sequence[IndicatorTile], columns: int = 4) -> None:
    """Tiles side by side, fewer where the screen is narrow."""
    with st.grid(columns, min_column_width=230, gap="small"):
        for tile in tiles:
            draw_tile(tile)


def draw_tile(tile: IndicatorTile) -> None:
    """One tile."""
    with st.container(border=True, key=f"tile-{tile.key}", height="stretch", gap="xsmall"):
        _name(tile)
        if tile.definition:
            with st.popover(
                ":material/info:", type="tertiary", key=f"about-{tile.key}", help=_("Definition")
            ):
                st.markdown(tile.definition)
        _figure(tile)
        said = " · ".join(filter(None, (quiet(tile.target), quiet(tile.note))))
        st.markdown(f"{status_mark(tile.status)} :small[{said}]" if said else status_mark(tile.status))


def _name(tile: IndicatorTile) -> None:
    page = page_for(tile.page) if tile.page else None
    if page is None:
        st.markdown(literal(tile.name))
    else:
        st.page_link(page, label=literal(tile.name), icon="", query_params=tile.asks or {}, width="stretch")


def _figure(tile: IndicatorTile) -> None:
    colour: Any = "off"
    if tile.welcome is not None:
        up = tile.change.startswith("+")
        colour = "normal" if tile.welcome == up else "inverse"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", wrap=False):
        st.metric(
            tile.name, tile.figure, delta=tile.change or None, delta_color=colour, width="content",
            delta_arrow="auto" if tile.change.startswith(("+", "-")) else "off",
            delta_description=tile.compared if tile.change else None, label_visibility="collapsed",
        )  # fmt: skip
        if sum(value is not None for value in tile.history) > 1:
            said = _("{name}: the last {count} periods", name=tile.name, count=len(tile.history))
            spark(tile.history, TONES[tile.status], alt_text=said)
