"""Which comes first in 5/1/2024, day or month: proven by the column, or asked."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.intake.bad_value import DateOrdersContradict, UnknownDateFormat
from domain.intake.table import Cell
from domain.intake.text import narrow

YEARS = range(1900, 2200)
"""Years that business dates lie in; others are slips of the pen."""
CENTURY_PIVOT = 70
"""Two-digit years from here on are of the 20th century."""
WITHOUT_ORDER = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{1,2})(?:[ t].*)?", re.ASCII)
LONGEST = 60
TRIAL = datetime(1987, 11, 23)  # noqa: DTZ001  a calendar day in which every part is another number


class DateOrder(StrEnum):
    """How day, month and year follow each other where a cell does not show it."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"
    AMBIGUOUS = "ambiguous"


PLACES = {DateOrder.YMD: (0, 1, 2), DateOrder.DMY: (2, 1, 0), DateOrder.MDY: (2, 0, 1)}
"""Where year, month and day stand."""


@dataclass(frozen=True)
class DateFormat:
    """A pattern of `strptime` with day, month and year."""

    pattern: str


def date_format(name: str) -> DateOrder | DateFormat:
    """What a person gave as date format: dmy, d/m/y, dd.mm.yyyy, yyyy年mm月dd日, or a pattern like %d.%m.%y.

    UnknownDateFormat if it does not name day, month and year, each once.
    """
    if "%" in name:
        try:
            if datetime.strptime(TRIAL.strftime(name), name).date() == TRIAL.date():  # noqa: DTZ007
                return DateFormat(name)
        except (ValueError, re.error):
            pass
        raise UnknownDateFormat(form=name[:40])
    letters = re.sub("[^ymd]", "", name.lower().translate(str.maketrans("年月日号", "ymdd")))
    order = re.sub(r"(.)\1+", r"\1", re.sub(r"(.)\1+", r"\1", letters))
    if name.strip().lower() == "iso":
        return DateOrder.YMD
    if order not in {DateOrder.YMD, DateOrder.DMY, DateOrder.MDY}:
        raise UnknownDateFormat(form=name[:40])
    return DateOrder(order)


def date_order(cells: Iterable[Cell], header: str = "") -> DateOrder:
    """The order of day, month and year in a column, as far as its cells prove it.

    A cell with a part over 12 in the right place decides (13/1/2024). YMD if no cell needs an order,
    because all begin with the year, name the month or are typed. AMBIGUOUS if cells need one and
    none decides: the caller asks. DateOrdersContradict if one cell proves day first and another
    month first. Cells that are no date in any order are left to `parse_date`.
    """
    proof: dict[frozenset[DateOrder], str] = {}
    every: list[Mapping[DateOrder, date]] = []
    for text in {cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST}:
        found = WITHOUT_ORDER.fullmatch(narrow(text).lower())
        readings = possible_readings((found[1], found[3], found[4])) if found else {}
        if readings:
            every.append(readings)
            proof.setdefault(frozenset(readings), text)
    if not every:
        return DateOrder.YMD
    left = [order for order in PLACES if all(order in orders for orders in proof)]
    if not left:
        raise contradiction(proof, header)
    agreed = all(len({readings[order] for order in left}) == 1 for readings in every)
    return left[0] if agreed else DateOrder.AMBIGUOUS


def contradiction(proof: Mapping[frozenset[DateOrder], str], header: str) -> DateOrdersContradict:
    """Two cells that exclude each other (or, failing such, the two that leave the least)."""
    narrowest = sorted(proof, key=lambda orders: (len(orders), sorted(orders)))
    first = narrowest[0]
    second = next((orders for orders in narrowest if not orders & first), narrowest[1])
    return DateOrdersContradict(header=header, first=proof[first], second=proof[second])


def possible_readings(parts: tuple[str, str, str]) -> dict[DateOrder, date]:
    """Every order in which three numbers are a day of the calendar."""
    readings = {}
    for order, (year_place, _, _) in PLACES.items():
        if len(parts[year_place]) == 1 or (year_place == 0 and len(parts[2]) == 4):
            continue
        year, month, day = in_order(parts, order)
        if year in YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            readings[order] = date(year, month, day)
    return readings


def in_order(parts: tuple[str, str, str], order: DateOrder) -> tuple[int, int, int]:
    """Year, month and day of three numbers in an order; two-digit years in full."""
    year, month, day = (parts[place] for place in PLACES[order])
    short = len(year) < 4
    century = (1900 if int(year) >= CENTURY_PIVOT else 2000) if short else 0
    return century + int(year), int(month), int(day)
