"""A tile: one indicator at a glance. Status is shape, word and colour; a change says if it is welcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

import streamlit as st

from ui.charts.data import Measured, short
from ui.colours import Tone
from ui.language import _
from ui.routes import page_link


class Status(StrEnum):
    """How a figure stands against its thresholds."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"


SIGNS = {Status.ON_TRACK: "●", Status.AT_RISK: "▲", Status.OFF_TRACK: "■", Status.NO_DATA: "○"}
TONES = {
    Status.ON_TRACK: Tone.GOOD,
    Status.AT_RISK: Tone.WAITING,
    Status.OFF_TRACK: Tone.BAD,
    Status.NO_DATA: Tone.CALM,
}
COLOURS = {Tone.GOOD: "green", Tone.WAITING: "orange", Tone.BAD: "red", Tone.CALM: "gray"}


@dataclass(frozen=True, kw_only=True)
class IndicatorTile:
    """Everything a tile shows."""

    key: str
    name: str
    value: Decimal | None
    measured: Measured
    status: Status
    reason: str = ""
    """Why there is no figure."""
    unit: str = ""
    """Written behind the figure: 天, days, CNY."""
    change: Decimal | None = None
    """Against the comparison chosen, in the same measure (a fraction for percentages)."""
    compared: str = ""
    """What the change is against."""
    welcome: str = "neutral"
    """Which direction is good: up, down or neutral."""
    target: Decimal | None = None
    history: Sequence[Decimal | None] = ()
    """For the sparkline, evenly spaced, oldest first."""
    definition: str = ""
    """Markdown behind the "i": what it means, owner, version, as of."""
    page: str | None = None
    asks: dict[str, str] | None = None
    """Where the tile leads: a page (`url_path`) and its address."""


def status_word(status: Status) -> str:
    """● 正常, ▲ 关注, ■ 超限, ○ 无数据."""
    words = {
        Status.ON_TRACK: _("On track"),
        Status.AT_RISK: _("At risk"),
        Status.OFF_TRACK: _("Off track"),
        Status.NO_DATA: _("No data"),
    }
    return f"{SIGNS[status]} {words[status]}"


def status_badge(status: Status) -> None:
    """The status by itself."""
    colour: Any = COLOURS[TONES[status]]
    st.badge(status_word(status), color=colour)


def draw_tile(tile: IndicatorTile) -> None:
    """One tile; put several into `st.grid(4)`."""
    with st.container(border=True, key=f"tile-{tile.key}", height="stretch", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            _name(tile)
            st.space("stretch")
            if tile.definition:
                with st.popover(":material/info:", type="tertiary", key=f"tile-{tile.key}-about"):
                    st.markdown(tile.definition)
        if tile.value is None:
            status_badge(tile.status)
            st.caption(tile.reason or _("No figures yet."))
            return
        _figure(tile)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            status_badge(tile.status)
            if tile.target is not None:
                st.caption(_("Target {value}", value=short(tile.target, tile.measured)))


def _name(tile: IndicatorTile) -> None:
    page_link(tile.page or "", tile.name, tile.asks or {}, f"tile-{tile.key}")


def _figure(tile: IndicatorTile) -> None:
    history = [float(value) for value in tile.history if value is not None]
    shown = short(tile.value, tile.measured)
    colour: Any = {"up": "normal", "down": "inverse"}.get(tile.welcome, "off")
    st.metric(
        tile.name, f"{shown} {tile.unit}".strip(), delta=_change(tile), delta_color=colour,
        delta_description=tile.compared or None, label_visibility="collapsed",
        chart_data=history if len(history) > 1 else None, chart_type="line",
    )  # fmt: skip


def _change(tile: IndicatorTile) -> str | int | None:
    if tile.change is None:
        return None
    if not tile.change:
        return 0
    if tile.measured is Measured.PERCENT:
        return f"{tile.change * 100:+.1f} {_('pp')}"
    sign = "+" if tile.change > 0 else "-"
    return f"{sign}{short(abs(tile.change), tile.measured)}"
