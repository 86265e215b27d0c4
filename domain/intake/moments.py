"""Instants of cells: a date with its time of day."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal

from domain.intake.bad_value import NotATime
from domain.intake.date_order import DateFormat, DateOrder
from domain.intake.dates import SERIALS, parse_date
from domain.intake.table import Cell
from domain.intake.text import narrow

CLOCK = re.compile(
    r"(?P<half>上午|下午|am|pm)?\s*(?<!\d)(?P<hour>\d{1,2})(?::|时|點|点)(?P<minute>\d{1,2})?(?:分|:(?P<second>\d{2}))?"
    r"(?:\.\d+|秒)?\s*(?P<after>[ap]\.?m\.?)?\s*(?P<zone>z|[-+]\d{2}:?\d{2})?$",
    re.ASCII,
)
DAY_SECONDS = 86_400


def parse_moment(
    cell: Cell, order: DateOrder | DateFormat = DateOrder.AMBIGUOUS, zone: tzinfo = UTC
) -> datetime | None:
    """The instant of a cell, in UTC; None if blank. A date alone is the beginning of its day in `zone`.

    Dates are read as `parse_date` reads them; the time of day may be 9:30, 09:30:15, 下午3:20, 3:20 pm,
    9时30分, with or without an offset (Z, +08:00). Raises what `parse_date` raises, NotATime.
    """
    day = parse_date(cell, order)
    if day is None:
        return None
    at, offset = _time_of_day(cell)
    return datetime.combine(day, at, tzinfo=offset or zone).astimezone(UTC)


def _time_of_day(cell: Cell) -> tuple[time, tzinfo | None]:
    match cell:
        case datetime():
            return cell.time(), cell.tzinfo
        case float() | Decimal() if int(cell) in SERIALS:
            seconds = round(float(cell % 1) * DAY_SECONDS)
            return (datetime.min + timedelta(seconds=min(seconds, DAY_SECONDS - 1))).time(), None  # noqa: DTZ901
        case str():
            return _written(cell, narrow(cell).lower())
        case _:
            return time(), None


def _written(cell: str, text: str) -> tuple[time, tzinfo | None]:
    found = CLOCK.search(text)
    if found is None:
        return time(), None
    hour, half = int(found["hour"]), (found["half"] or "") + (found["after"] or "")
    if hour <= 12 and half:
        hour = hour % 12 + (12 if "p" in half or "下" in half else 0)
    try:
        at = time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError as error:
        raise NotATime(cell) from error
    return at, _offset(found["zone"])


def _offset(said: str | None) -> tzinfo | None:
    if said is None:
        return None
    if said == "z":
        return UTC
    away = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
    return timezone(-away if said[0] == "-" else away)
