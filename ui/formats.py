"""Figures, dates and times as people of each language write them. Only what is shown is rounded."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from db.settings import settings
from domain.core.period import first_day_of
from domain.core.rounding import rounded
from ui.language import current

NOTHING = "—"
STEPS = {
    "zh_CN": ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "K")),
}


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """The full figure with thousands separators; without `places` as many digits as it has."""
    if value is None:
        return NOTHING
    exact = Decimal(value)
    if places is not None:
        return f"{rounded(exact, places):,f}"
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal | None, currency: str = "") -> str:
    """An amount to the cent (further digits only where it has them), with its currency if one is named."""
    if value is None:
        return NOTHING
    text = number(value, 2) if value == rounded(value, 2) else number(value)
    return f"{text} {currency}" if currency else text


def short(value: Decimal | int | None, places: int = 1) -> str:
    """A figure for a tile or an axis: 1.2亿, 3,450.0万; 1.2M, 34.5K."""
    if value is None:
        return NOTHING
    exact = Decimal(value)
    for step, sign in STEPS[current()]:
        if abs(exact) >= step:
            return f"{number(exact / step, places)}{sign}"
    return number(exact, 0 if exact == exact.to_integral_value() else places)


def percent(value: Decimal | None, places: int = 1) -> str:
    """A fraction as a percentage."""
    return NOTHING if value is None else f"{number(value * 100, places)}%"


def points(value: Decimal | None, places: int = 1) -> str:
    """A difference between two percentages, in percentage points, with its sign."""
    if value is None:
        return NOTHING
    shown = rounded(value * 100, places) + 0  # nothing is not less than nothing
    sign = "+" if shown > 0 else ""
    return f"{sign}{number(shown, places)} {'个百分点' if current() == 'zh_CN' else 'pp'}"


def day(value: date | None) -> str:
    """A date in a table or a field: 2026-06-15."""
    return NOTHING if value is None else value.isoformat()


def day_in_words(value: date | None) -> str:
    """A date in a sentence: 2026年6月15日, 15 Jun 2026."""
    if value is None:
        return NOTHING
    pattern = "long" if current() == "zh_CN" else "d MMM y"
    return format_date(value, format=pattern, locale=current())


def instant(value: datetime | None) -> str:
    """A moment in the organisation's time zone, to the minute."""
    if value is None:
        return NOTHING
    return f"{value.astimezone(ZoneInfo(settings().time_zone)):%Y-%m-%d %H:%M}"


def month(value: int | None) -> str:
    """A month (yyyymm) in words: 2026年6月, Jun 2026."""
    return NOTHING if value is None else _month(value, current())


@cache
def _month(value: int, language: str) -> str:
    """Pickers name dozens of months at every press."""
    return format_skeleton("yMMM", first_day_of(value), locale=language)


def flag(value: bool | None) -> str:
    """Yes or no."""
    if value is None:
        return NOTHING
    words = ("是", "否") if current() == "zh_CN" else ("Yes", "No")
    return words[0] if value else words[1]
