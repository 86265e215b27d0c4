"""Rows of a list as a file: CSV for machines, XLSX with typed cells for people."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from db.settings import settings
from domain.core.period import first_day_of
from ui import formats, table
from ui.fields import NUMERIC, Kind
from ui.screen import Column

FORMULA = ("=", "+", "-", "@", "\t", "\r")
EXACT_DIGITS = 15
"""Significant digits that a cell of a spreadsheet keeps; a longer number goes as text."""
NARROWEST, WIDEST = 8, 60
LONGEST_CELL = 32_767
"""Characters that fit into one cell."""
_LOOKS = {
    Kind.MONEY: "#,##0.00##", Kind.QUANTITY: "#,##0.####", Kind.WHOLE: "#,##0", Kind.RATIO: "0.0###%",
    Kind.DAY: "yyyy-mm-dd", Kind.INSTANT: "yyyy-mm-dd hh:mm", Kind.MONTH: "yyyy-mm",
}  # fmt: skip


class Format(StrEnum):
    """The kind of file."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def mime(self) -> str:
        """What browsers call it."""
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return sheet if self is Format.XLSX else "text/csv"


@dataclass(frozen=True)
class Sheet:
    """What goes into a file."""

    title: str
    headings: Sequence[str]
    columns: Sequence[Column]
    today: date
    about: Sequence[tuple[str, str]] = ()
    """What was asked, by whom, when: on a sheet of its own."""
    about_title: str = "i"


Records = Iterable[Sequence[Any]]
"""Records in pieces, as the database gives them."""


def csv_of(sheet: Sheet, records: Records) -> bytes:
    """UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(harmless, sheet.headings))
    for piece in records:
        for record in piece:
            writer.writerow([_text(record, column, sheet.today) for column in sheet.columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_of(sheet: Sheet, records: Records) -> bytes:
    """Numbers and days as what they are, the heading frozen, nothing that a spreadsheet would execute."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(book, sheet)
        for piece in records:
            for record in piece:
                writer.add(record)
        writer.end()
    return out.getvalue()


class _Writer:
    """One workbook in the making; rows are written as they come and not kept."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page = book.add_worksheet(_tab(sheet.title))
        self.looks = {kind: book.add_format({"num_format": look}) for kind, look in _LOOKS.items()}
        self.plain, self.quoted = book.add_format(), book.add_format({"quote_prefix": True})
        bold = book.add_format({"bold": True, "bottom": 1})
        kinds = [table.kind(column) for column in sheet.columns]
        for at, heading in enumerate(sheet.headings):
            self.page.set_column(at, at, _width(heading, kinds[at]))
            self.page.write_string(0, at, heading, bold)
        self.page.freeze_panes(1, 1)
        self.row = 0
        if sheet.about:
            self._about(book, bold)

    def add(self, record: Any) -> None:
        """One more row."""
        self.row += 1
        for at, column in enumerate(self.sheet.columns):
            self._cell(at, table.kind(column), table.value(record, column, self.sheet.today))

    def end(self) -> None:
        """What is known only when all rows are there."""
        if self.row:
            self.page.autofilter(0, 0, self.row, len(self.sheet.columns) - 1)

    def _cell(self, at: int, what: Kind, value: Any) -> None:
        if value is None or value == "":
            return
        typed = _TYPED.get(what, lambda _: None)(value)
        if isinstance(typed, float | int):
            self.page.write_number(self.row, at, typed, self.looks[what])
        elif typed is not None:
            self.page.write_datetime(self.row, at, typed, self.looks[what])
        else:
            text = table.text(value, what)[:LONGEST_CELL]
            self.page.write_string(
                self.row, at, text, self.quoted if text.startswith(FORMULA) else self.plain
            )

    def _about(self, book: Any, bold: Any) -> None:
        page = book.add_worksheet(_tab(self.sheet.about_title))
        page.set_column(0, 0, 18)
        page.set_column(1, 1, WIDEST)
        for row, (name, value) in enumerate(self.sheet.about):
            page.write_string(row, 0, name, bold)
            page.write_string(row, 1, value, self.quoted if value.startswith(FORMULA) else self.plain)


def _number(value: Decimal | int) -> float | None:
    exact = Decimal(value)
    return float(exact) if len(exact.normalize().as_tuple().digits) <= EXACT_DIGITS else None


def _day(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001  a spreadsheet knows no zones


def _instant(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(settings().time_zone)).replace(tzinfo=None)


_TYPED: dict[Kind, Callable[[Any], float | datetime | None]] = {
    **dict.fromkeys(NUMERIC, _number),
    Kind.DAY: _day,
    Kind.INSTANT: _instant,
    Kind.MONTH: lambda value: _day(first_day_of(value)),
}


def _text(record: Any, column: Column, today: date) -> str:
    what = table.kind(column)
    text = table.text(table.value(record, column, today), what)
    if text == formats.NOTHING:
        return ""
    return text.replace(",", "") if what in NUMERIC else harmless(text)


def harmless(text: str) -> str:
    """The text, with a quote in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _width(heading: str, what: Kind) -> int:
    """Wide enough for its heading and for what usually stands below it; Chinese signs count twice."""
    usual = {Kind.LINK: 24, Kind.TEXT: 18, Kind.LONG_TEXT: 50, Kind.MONEY: 16, Kind.INSTANT: 17}.get(what, 12)
    written = sum(2 if ord(sign) > 0x2E7F else 1 for sign in heading) + 4
    return min(WIDEST, max(NARROWEST, usual, written))


def _tab(title: str) -> str:
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[:31]
