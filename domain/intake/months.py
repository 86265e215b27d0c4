"""Reading of cells that name a month."""

import re
from datetime import date

from domain.intake.bad_value import BadValue, NotAMonth
from domain.intake.dates import parse_date
from domain.intake.table import Cell
from domain.intake.text import bare, narrow

FORM = re.compile(r"(\d{4})(?:[-/.年]\s*(1[0-2]|0?[1-9])月?|(1[0-2]|0[1-9]))", re.ASCII)


def parse_month(cell: Cell) -> date | None:
    """The first day of the month of a cell; None if blank.

    Read are 2024-03, 2024/3, 2024.3, 202403, 2024年3月, and every date that says its year first or is
    typed as a date. NotAMonth otherwise.
    """
    if isinstance(cell, int | float | str) and not isinstance(cell, bool):
        found = FORM.fullmatch(narrow(bare(cell)))
        if found is not None and int(found[1]):
            return date(int(found[1]), int(found[2] or found[3]), 1)
    try:
        day = parse_date(cell)
    except BadValue as problem:
        raise NotAMonth(cell) from problem
    return day and day.replace(day=1)
