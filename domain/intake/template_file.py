"""The empty file of a fact as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from domain.core.fact_spec import FieldKind
from domain.core.language import label, translate
from domain.intake.rejects import disarmed
from domain.intake.template import Template, TemplateColumn

LOOKS = {
    FieldKind.MONEY: "#,##0.00##",
    FieldKind.QUANTITY: "#,##0.####",
    FieldKind.RATIO: "0.0###%",
    FieldKind.DATE: "yyyy-mm-dd",
    FieldKind.MONTH: "yyyy-mm",
    FieldKind.MOMENT: "yyyy-mm-dd hh:mm",
}
"""What is typed as a number or a day; everything else is text, so that leading zeros stay."""
ROWS = 10_000
"""Rows of a workbook that offer the allowed values."""
FORBIDDEN_IN_TABS = str.maketrans("", "", "[]:*?/\\")
LONGEST_TAB = 31


def template_csv(template: Template) -> bytes:
    """Headings and the example row, in UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(disarmed(column.heading) for column in template.columns)
    for row in template.rows or [[column.example for column in template.columns]]:
        pairs = zip(template.columns, row, strict=True)
        writer.writerow(disarmed(_text(column, value)) for column, value in pairs)
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(template: Template) -> bytes:
    """A workbook: the table to fill in, and what each field may hold."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        pages = _Pages(book, template)
        for at, column in enumerate(template.columns):
            pages.add(at, column)
    return out.getvalue()


class _Pages:
    """The sheets of the workbook; a column of the first offers what the second lists."""

    def __init__(self, book: Any, template: Template) -> None:
        self.language = template.language
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.needed = book.add_format({"bold": True, "bottom": 1, "font_color": "#B42318"})
        self.looks = {kind: book.add_format({"num_format": look}) for kind, look in LOOKS.items()}
        self.text = book.add_format({"num_format": "@"})
        self.table = book.add_worksheet(template.title.translate(FORBIDDEN_IN_TABS)[:LONGEST_TAB])
        self.table.freeze_panes(1, 0)
        self.listed = translate("Allowed values", self.language)
        self.values = book.add_worksheet(self.listed)
        self.values.freeze_panes(3, 0)
        self.rows = template.rows

    def add(self, at: int, column: TemplateColumn) -> None:
        """One field: its heading and example, then its name, whether it is needed, its kind, its values."""
        look = self.looks.get(column.kind, self.text)
        heading = self.needed if column.required else self.bold
        width = max(12, min(40, 2 * len(column.heading)))
        self.table.set_column(at, at, width, look)
        self.values.set_column(at, at, width)
        self.table.write_string(0, at, column.heading, heading)
        for place, cells in enumerate(self.rows, 1):
            self._write(place, at, cells[at], look)
        if not self.rows:
            self._write(1, at, column.example, look)
        for row, said in enumerate(self._about(column)):
            self.values.write_string(row, at, said, heading if row == 0 else None)
        if column.allowed:
            self._offer(at, column)

    def _about(self, column: TemplateColumn) -> Iterator[str]:
        yield column.heading
        yield translate("required" if column.required else "optional", self.language)
        yield label(column.kind, self.language)
        yield from column.allowed

    def _write(self, row: int, at: int, value: Any, look: Any) -> None:
        if isinstance(value, Decimal):
            self.table.write_number(row, at, value, look)
        elif isinstance(value, date):
            self.table.write_datetime(row, at, value, look)
        else:
            self.table.write_string(row, at, value, look)

    def _offer(self, at: int, column: TemplateColumn) -> None:
        """A list to choose from; other spellings an import understands may be typed all the same."""
        name = xlsxwriter.utility.xl_col_to_name(at)
        last = 3 + len(column.allowed)
        source = f"='{self.listed}'!${name}$4:${name}${last}"
        rule = {"validate": "list", "source": source, "error_type": "information", "show_error": False}
        self.table.data_validation(1, at, ROWS, at, rule)


def _text(column: TemplateColumn, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m}" if column.kind is FieldKind.MONTH else value.isoformat()
    return str(value)
