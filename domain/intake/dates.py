"""Dates of cells."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from math import isfinite

from domain.intake.bad_value import DateFormatMismatch, DateOrderNeeded, ImpossibleDate, NotADate
from domain.intake.date_order import CENTURY_PIVOT, YEARS, DateFormat, DateOrder, in_order, possible_readings
from domain.intake.numbers import PLACEHOLDERS
from domain.intake.table import Cell
from domain.intake.text import check_error, narrow

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 110_000)
"""Day numbers of a spreadsheet taken for dates (1927 to 2201); smaller ones look like years or counts."""
COMPACT = range(19_000_101, 22_000_000)
NO_DATE = PLACEHOLDERS | {"0000-00-00", "0000/00/00", "00000000", "0000-00-00 00:00:00"}
LONGEST = 60
PIVOT_LIKE_STRPTIME = 1969
"""`strptime` takes 69 for 1969; here two-digit years below 70 are of this century."""
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
TIME = (
    r"(?:(?:t|\s+t?)(?P<half>上午|下午|am|pm)?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d{1,9})?)?"
    r"\s*(?P<after>[ap]\.?m\.?)?\s*(?P<zone>z|[-+]\d{2}:?\d{2})?|\s*\d{1,2}时(?:\d{1,2}分(?:\d{1,2}秒)?)?)?"
)
USUAL = (
    re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})", re.ASCII),
    re.compile(r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<third>\d{4})", re.ASCII),
)
"""What nearly all dates look like: tried first, because it is fast."""
FORMS = USUAL + tuple(
    re.compile(form + TIME, re.ASCII)
    for form in (
        r"(?P<y>\d{4})([-/. ])(?P<m>\d{1,2})\2(?P<d>\d{1,2})",
        r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?",
        r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/. ]{1,3}(?P<name>[a-z]{3,9})\.?,?[-/. ]{1,3}(?P<y>\d{4}|\d{2})",
        r"(?P<name>[a-z]{3,9})\.?[-/. ]{1,3}(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[-/. ]{1,3}(?P<y>\d{4}|\d{2})",
        r"(?P<first>\d{1,2})([-/. ])(?P<second>\d{1,2})\2(?P<third>\d{4}|\d{1,2})",
    )
)


def parse_date(
    cell: Cell, order: DateOrder | DateFormat = DateOrder.AMBIGUOUS, zone: tzinfo | None = None
) -> date | None:
    """The date of a cell; None if blank or a placeholder (-, N/A, 0000-00-00).

    Read in any column: typed dates, 2024-01-05, 2024/1/5, 2024.1.5, 2024年1月5日, 20240105,
    05-Jan-2024, all with or without a time of day, which is dropped, and spreadsheet day numbers in
    number cells. `order` decides about 5/1/2024; AMBIGUOUS reads it only where every order gives the
    same day. A time with an offset (T23:30Z) is moved to `zone`, if given, before it is dropped. Under
    a DateFormat text must follow its pattern. BadValue says what is wrong.
    """
    match cell:
        case None:
            return None
        case date():  # a datetime is one, too
            return on_day(cell.year, cell.month, cell.day, cell)
        case bool():
            raise NotADate(cell)
        case int() | float() | Decimal():
            return from_number(cell)
        case str():
            return from_text(narrow(cell), order, zone)


def from_text(text: str, order: DateOrder | DateFormat, zone: tzinfo | None) -> date | None:
    """The date of a narrowed text."""
    check_error(text)
    if text.lower() in NO_DATE:
        return None
    if isinstance(order, DateFormat):
        return by_pattern(text, order)
    return in_usual_form(text.lower(), order, zone)


def from_number(cell: float | Decimal) -> date:
    """A day number of a spreadsheet (1900 system), or a number like 20240105."""
    if not isfinite(cell):
        raise NotADate(cell)
    number = int(cell)
    if number == cell and number in COMPACT:
        return on_day(number // 10_000, number // 100 % 100, number % 100, cell)
    if number not in SERIALS:
        raise NotADate(cell)
    return EXCEL_EPOCH + timedelta(days=number)


def by_pattern(text: str, form: DateFormat) -> date:
    """Text in the pattern that a person gave."""
    try:
        day = datetime.strptime(text, form.pattern).date()  # noqa: DTZ007  the time is dropped
    except ValueError as error:
        raise DateFormatMismatch(text, form=form.pattern) from error
    if day.year == PIVOT_LIKE_STRPTIME and "%y" in form.pattern:
        day = day.replace(year=day.year + 100)
    return on_day(day.year, day.month, day.day, text)


def in_usual_form(text: str, order: DateOrder, zone: tzinfo | None) -> date:
    """Text in one of the usual forms, in lower case."""
    found = next((match for form in FORMS if (match := form.fullmatch(text))), None)
    if found is None or len(text) > LONGEST:
        raise NotADate(text)
    parts = found.groupdict()
    if parts.get("third"):
        day = in_some_order((parts["first"], parts["second"], parts["third"]), order, text)
    else:
        month = month_of(parts["name"], text) if parts.get("name") else int(parts["m"])
        day = on_day(full_year(parts["y"]), month, int(parts["d"]), text)
    return moved(day, parts, zone) if zone and parts.get("zone") else day


def in_some_order(parts: tuple[str, str, str], order: DateOrder, cell: Cell) -> date:
    """5/1/2024 in the order of its column."""
    readings = possible_readings(parts)
    if order in readings:
        return readings[order]
    decided = order in {DateOrder.DMY, DateOrder.MDY} or (order is DateOrder.YMD and len(parts[2]) < 4)
    if decided or not readings:
        year, month, day = in_order(parts, order if decided else DateOrder.DMY)
        raise ImpossibleDate(cell, year=year, month=month, day=day)
    if len(set(readings.values())) > 1:
        raise DateOrderNeeded(cell)
    return next(iter(readings.values()))


def month_of(name: str, cell: Cell) -> int:
    """The number of an English month, written out or shortened (jan, sept)."""
    for number, full in enumerate(MONTHS, 1):
        if full.startswith(name):
            return number
    raise NotADate(cell)


def full_year(digits: str) -> int:
    """Two digits: from 70 on of the 20th century, else of the 21st."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= CENTURY_PIVOT else 2000)


def on_day(year: int, month: int, day: int, cell: Cell) -> date:
    """The day, if the calendar has it and it lies in 1900-2199."""
    if year in YEARS:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise ImpossibleDate(cell, year=year, month=month, day=day)


def moved(day: date, parts: Mapping[str, str | None], zone: tzinfo) -> date:
    """The day it was in `zone` at the time and offset the text gives."""
    hour, minute, offset = int(parts["hour"] or 0), int(parts["minute"] or 0), parts["zone"] or "z"
    if "p" in (parts["after"] or "") + (parts["half"] or "").replace("下午", "p") and hour < 12:
        hour += 12
    away = UTC
    if offset != "z":
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        away = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    start = datetime(day.year, day.month, day.day, tzinfo=away)
    return (start + timedelta(hours=hour, minutes=minute)).astimezone(zone).date()
