"""A figure of an indicator in words: value with unit, status with shape, meaning with owner and version."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

import streamlit as st
from babel.numbers import get_currency_symbol

from db.settings import settings
from domain.core.period import Grain, Period
from domain.core.rounding import rounded
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.status import Direction
from domain.reporting.shown_figure import ShownFigure
from domain.reporting.standing import Comparison
from ui import formats
from ui.charts import data as charts
from ui.colours import badge_colour
from ui.language import _, current, in_language, label, say

AXES: Mapping[Measured, charts.Measured] = {
    Measured.MONEY: charts.Measured.MONEY,
    Measured.RATIO: charts.Measured.PERCENT,
    Measured.PERCENT: charts.Measured.PERCENT,
    Measured.DAYS: charts.Measured.DAYS,
    Measured.COUNT: charts.Measured.NUMBER,
    Measured.INDEX: charts.Measured.NUMBER,
}
INDEX_PLACES, TEN = 3, 10


def name_of(indicator: Indicator) -> str:
    """What people call the indicator."""
    return in_language(indicator.name_zh, indicator.name_en)


def axis_of(indicator: Indicator) -> charts.Measured:
    """What kind of figure charts show."""
    return AXES[indicator.measured]


def plotted(value: Decimal | None, indicator: Indicator) -> Decimal | None:
    """The value on the scale of its chart: fractions for per cent, an index without noise."""
    if value is None:
        return None
    if indicator.measured is Measured.PERCENT:
        return value / 100
    return rounded(value, INDEX_PLACES) if indicator.measured is Measured.INDEX else value


def figure(value: Decimal | None, indicator: Indicator) -> str:
    """The value as a tile says it: 639.1 万元, 72.6 天, 31.9%."""
    if value is None:
        return formats.NOTHING
    match indicator.measured:
        case Measured.MONEY:
            return currency(formats.short(value))
        case Measured.RATIO:
            return formats.percent(value)
        case Measured.PERCENT:
            return f"{formats.number(value, 1)}%"
        case Measured.DAYS:
            return _("{count} days", count=formats.number(value, 1))
        case Measured.INDEX:
            return formats.number(rounded(value, _places(value)))
        case Measured.COUNT:
            return formats.number(value)


def _places(value: Decimal) -> int:
    """An index of one digit or more is not read to the thousandth."""
    size = abs(value)
    return INDEX_PLACES if size < 1 else 2 if size < TEN else 1


def exact(value: Decimal | None, indicator: Indicator) -> str:
    """The value with every digit a reader may want: amounts to the cent."""
    if value is None or indicator.measured is not Measured.MONEY:
        return figure(value, indicator)
    return currency(formats.money(value))


def currency(amount: str) -> str:
    """An amount with the company's currency: 639.1 万元, ¥ 639.1万 is not how it is said."""
    code = settings().currency
    if current() == "zh_CN":
        return f"{amount}元" if code == "CNY" else f"{amount} {code}"
    return f"{get_currency_symbol(code, locale='en')}{amount}" if code != "CNY" else f"CNY {amount}"


def change(difference: Decimal | None, indicator: Indicator, base: Decimal | None) -> str:
    """A difference with its sign: of amounts in per cent of the base, of shares in percentage points."""
    if difference is None:
        return ""
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    match indicator.measured:
        case Measured.RATIO:
            return formats.points(difference)
        case Measured.PERCENT:
            return formats.points(difference / 100)
        case Measured.MONEY if base:
            return f"{sign}{formats.percent(abs(difference / base))}"
        case _:
            return f"{sign}{figure(abs(difference), indicator)}"


def welcome(value: Decimal | None, now: Decimal | None, indicator: Indicator) -> bool | None:
    """Whether a change is for the better; None where there is none or nothing can be said."""
    if not value or now is None:
        return None
    match indicator.direction:
        case Direction.HB:
            return value > 0
        case Direction.LB:
            return value < 0
        case Direction.TB:
            return abs(now) < abs(now - value)


def period_name(period: Period) -> str:
    """2026年10月, 2026年第3季度, 2026年; Oct 2026, Q3 2026, 2026."""
    match period.grain:
        case Grain.MONTH:
            return formats.month(period.key)
        case Grain.QUARTER:
            zh = current() == "zh_CN"
            return f"{period.year}年第{period.index}季度" if zh else f"Q{period.index} {period.year}"
        case Grain.YEAR:
            return f"{period.year}年" if current() == "zh_CN" else f"{period.year}"


def comparison_name(against: Comparison, grain: Grain) -> str:
    """What the change is against, as a few words behind it."""
    match against, grain:
        case Comparison.YEAR_AGO, _grain:
            return _("on a year ago")
        case Comparison.TARGET, _grain:
            return _("against target")
        case _previous, Grain.MONTH:
            return _("on last month")
        case _previous, Grain.QUARTER:
            return _("on last quarter")
        case _:
            return _("on last year")


def day(value: date) -> str:
    """A date beside a mark."""
    return formats.day(value)


def state_badge(member: Enum) -> None:
    """A state or verdict, in its colour."""
    colour: Any = badge_colour(member)
    st.badge(label(member), color=colour)


def why(shown: ShownFigure | None) -> str:
    """Why there is no value or no colour."""
    if shown is None:
        return _("No figure for this period.")
    return say(shown.reason) if shown.reason else ""
