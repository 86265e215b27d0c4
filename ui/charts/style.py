"""Axes, colours and words of a picture: the same everywhere, in both languages, on light and on dark."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from ui.charts.data import Measured
from ui.colours import Tone
from ui.language import current

FONT = "Source Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC Web, sans-serif"
HEIGHT = 280
MONTHS = "['Jan','Feb','Mar','Apr','May','Jun','Jul','Aug','Sep','Oct','Nov','Dec']"
_MONTH = "toNumber(substring(datum.value,5,7))"
_YEAR = "substring(datum.value,0,4)"
PER_PERIOD = "(width / length(domain('x')))"
"""Pixels that one period has."""
_EACH = (
    f"({PER_PERIOD} >= 30 ? 1 : {PER_PERIOD} >= 15 ? 2 : {PER_PERIOD} >= 10 ? 3 : {PER_PERIOD} >= 5 ? 6 : 12)"
)
"""Every how many months there is room for a label; all of these divide a year, so January has one."""
_AT = "round(datum.index * (length(domain('x')) - 1))"
_FIRST = f"({_AT} < {_EACH} && (13 - {_MONTH}) * {PER_PERIOD} >= 46)"
"""The first label, as far from the next January as two years need."""
_SAID = {"zh_CN": (f"{_MONTH} + '月'", f"{_YEAR} + '年'"), "en": (f"{MONTHS}[{_MONTH} - 1]", _YEAR)}
PERIOD_LABEL = {
    language: f"indexof(datum.value,'-') < 0 ? ({_AT} % max(1, ceil(48 / {PER_PERIOD})) ? '' : datum.value)"
    f" : ({_MONTH} - 1) % {_EACH} ? '' : {_MONTH} === 1 || {_FIRST} ? [{month}, {year}] : {month}"
    for language, (month, year) in _SAID.items()
}
"""2026-06 as a label of an axis, where there is room; the year stands below the month it begins with."""
_ROUND = "format(datum.value, ',.4~f')"
MONEY_LABEL = {
    "zh_CN": "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',.2~f') + '亿' : "
    f"abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',.2~f') + '万' : {_ROUND}",
    "en": "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',.2~f') + 'B' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',.2~f') + 'M' : "
    f"abs(datum.value) >= 1e3 ? format(datum.value / 1e3, ',.2~f') + 'K' : {_ROUND}",
}


@dataclass(frozen=True)
class Style:
    """What a picture depends on besides its figures; specs are cached by it."""

    language: str
    dark: bool

    @property
    def tones(self) -> dict[Tone, str]:
        """Status colours on this background."""
        return DARK if self.dark else LIGHT

    @property
    def tone_inks(self) -> dict[Tone, str]:
        """Status colours that can be read as text on this background."""
        return self.tones if self.dark else LIGHT | {Tone.WAITING: "#9A6700"}

    @property
    def ink(self) -> str:
        """Text inside the picture."""
        return "#E6EAEE" if self.dark else "#1F2933"

    @property
    def paper(self) -> str:
        """What the picture is drawn on."""
        return "#12161B" if self.dark else "#FFFFFF"

    @property
    def quiet(self) -> str:
        """Lines and labels that stand back."""
        return "#94A0AB" if self.dark else "#6B7680"

    @property
    def quiet_ink(self) -> str:
        """Words that stand back and can still be read."""
        return "#AEB8C2" if self.dark else "#58636D"

    @property
    def series(self) -> tuple[str, ...]:
        """Colours of series; never those of a status."""
        return SERIES_DARK if self.dark else SERIES_LIGHT


LIGHT = {
    Tone.GOOD: "#00796B",
    Tone.WAITING: "#F2A900",
    Tone.BAD: "#B3261E",
    Tone.CALM: "#6B7680",
    Tone.ACTIVE: "#0072B2",
}
DARK = {
    Tone.GOOD: "#4DB6AC",
    Tone.WAITING: "#F2B530",
    Tone.BAD: "#EF7A72",
    Tone.CALM: "#94A0AB",
    Tone.ACTIVE: "#4BA3DC",
}
SERIES_LIGHT = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
SERIES_DARK = ("#4BA3DC", "#F0B340", "#2DBE93", "#DE9BC1", "#8CCDF3", "#F08040")


def style() -> Style:
    """How to draw in this run."""
    return Style(current(), st.context.theme.type == "dark")


def period_axis(look: Style) -> alt.Axis:
    """Periods from left to right, horizontal labels, the year where it begins."""
    return alt.Axis(
        title=None, labelAngle=0, labelExpr=PERIOD_LABEL[look.language], labelOverlap=False, grid=False,
        ticks=False, labelPadding=10,
    )  # fmt: skip


def figure_axis(look: Style, measured: Measured, *, title: str | None = None) -> alt.Axis:
    """Figures with few, round labels."""
    settings: dict[str, Any] = {"title": title, "tickCount": 5, "titleAngle": 0, "titleAlign": "left"}
    if measured is Measured.PERCENT:
        settings["format"] = ".1~%"
    else:
        settings["labelExpr"] = MONEY_LABEL[look.language]
    return alt.Axis(**settings)


def tone_colour(look: Style, *, text: bool = False) -> alt.Color:
    """Colour by status."""
    tones = look.tone_inks if text else look.tones
    scale = alt.Scale(domain=[tone.value for tone in tones], range=list(tones.values()))
    return alt.Color("tone", type="nominal", scale=scale, legend=None)


def series_colour(look: Style, *, legend: bool) -> alt.Color:
    """Colour by series, in the order in which they appear."""
    return alt.Color(
        "series", type="nominal", sort=None, scale=alt.Scale(range=list(look.series)),
        legend=alt.Legend(title=None, orient="top", direction="horizontal") if legend else None,
    )  # fmt: skip
