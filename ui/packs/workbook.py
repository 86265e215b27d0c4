"""A document as a workbook: one sheet for each chapter, cells with their types, charts that Excel draws."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from ui.packs.document import (
    Cell,
    Chapter,
    Chart,
    Document,
    Facts,
    Heading,
    Room,
    Shape,
    Table,
    Words,
)
from ui.packs.sheet import Sheet, formats_of
from ui.packs.workbook_chart import CHART_ROWS, drawn

NARROW, WIDE, WIDEST = 12, 34, 46
SHEET_NAME = 31
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  a spreadsheet knows no zones; fixed, so that equal data give equal files


def workbook_of(document: Document) -> bytes:
    """The whole workbook; the same document gives the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": document.title, "created": _EPOCH})
        formats = formats_of(book)
        _cover(document, Sheet(book, book.add_worksheet(_sheet_name(document.title, 0)), formats))
        for at, chapter in enumerate(document.chapters, 1):
            name = _sheet_name(chapter.title, at)
            _chapter(document, chapter, Sheet(book, book.add_worksheet(name), formats))
    return out.getvalue()


def _cover(document: Document, page: Sheet) -> None:
    page.sheet.set_column(0, 0, WIDE)
    page.sheet.set_column(1, 1, WIDE * 2)
    page.sheet.write_string(0, 0, document.title, page.formats["title"])
    page.sheet.write_string(1, 0, f"{document.organisation} · {document.unit} · {document.period}")
    for at, (name, said) in enumerate(document.about, 3):
        page.sheet.write_string(at, 0, name, page.formats["quiet"])
        page.sheet.write_string(at, 1, said, page.formats["plain"])
    below = len(document.about) + 4
    page.sheet.write_string(below, 0, document.confidential, page.formats["lead"])
    for at, chapter in enumerate(document.chapters, 1):
        target = f"internal:'{_sheet_name(chapter.title, at)}'!A1"
        page.sheet.write_url(below + 1 + at, 0, target, string=chapter.title)


def _chapter(document: Document, chapter: Chapter, page: Sheet) -> None:
    page.widths = {}
    page.sheet.hide_gridlines(2)
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_footer(f"&L{document.confidential.replace('&', '&&')}&R&P / &N")
    page.sheet.write_string(0, 0, chapter.title, page.formats["title"])
    page.sheet.write_string(1, 0, f"{document.unit} · {document.period}", page.formats["quiet"])
    page.row = 3
    for block in chapter.blocks:
        WRITTEN[type(block)](block, page)
    for column, width in page.widths.items():
        page.sheet.set_column(column, column, width)


def _words(block: Words, page: Sheet) -> None:
    kind = "lead" if block.lead else "quiet" if block.quiet else "plain"
    page.sheet.write_string(page.row, 0, block.text, page.formats[kind])
    page.skip(2)


def _heading(block: Heading, page: Sheet) -> None:
    page.sheet.write_string(page.row, 0, f"{block.text}  {block.note}".strip(), page.formats["heading"])
    page.skip()


def _table(block: Table, page: Sheet) -> None:
    if block.title:
        page.sheet.write_string(page.row, 0, block.title, page.formats["heading"])
        page.skip()
    if not block.rows:
        page.sheet.write_string(page.row, 0, block.empty, page.formats["quiet"])
        page.skip(2)
        return
    for at, column in enumerate(block.columns):
        page.sheet.write_string(page.row, at, column.heading, page.formats["head"])
        _widen(page, at, WIDE if column.wide > 1 else NARROW)
    for row in block.rows:
        page.skip()
        for at, cell in enumerate(row):
            _cell(page, at, cell)
            _widen(page, at, min(WIDEST, max(NARROW, len(cell.text) + 2)) if cell.value is not None else 0)
    page.skip(2)


def _cell(page: Sheet, at: int, cell: Cell) -> None:
    match cell.value:
        case date():
            page.sheet.write_datetime(page.row, at, cell.value, page.formats[Shape.DAY.value])
        case Decimal() | int():
            page.sheet.write_number(page.row, at, float(cell.value), page.formats[cell.shape.value])
        case None:
            kind = f"tone-{cell.tone.value}" if cell.tone else "text"
            page.sheet.write_string(page.row, at, cell.text, page.formats[kind])


def _widen(page: Sheet, column: int, width: int) -> None:
    if page.widths is not None:
        page.widths[column] = max(width, page.widths.get(column, 0))


def _facts(block: Facts, page: Sheet) -> None:
    for name, said in block.rows:
        page.sheet.write_string(page.row, 0, name, page.formats["quiet"])
        page.sheet.write_string(page.row, 1, said, page.formats["plain"])
        page.skip()
    page.skip()


def _room(block: Room, page: Sheet) -> None:
    page.sheet.write_string(page.row, 0, block.word, page.formats["quiet"])
    page.skip(block.lines + 1)


def _chart(block: Chart, page: Sheet) -> None:
    title = block.title or block.picture.title
    page.sheet.write_string(page.row, 0, title, page.formats["heading"])
    page.skip()
    if block.native is None:
        _as_table(block, page)
        return
    chart = drawn(block.native, page)
    page.sheet.insert_chart(page.row, 0, chart, {"description": block.picture.alt, "object_position": 2})
    page.skip(CHART_ROWS)


def _as_table(block: Chart, page: Sheet) -> None:
    """A picture that a spreadsheet does not know: its figures, as the screen shows them."""
    columns = {name: list(cells) for name, cells in block.picture.table.items()}
    if not columns:
        page.sheet.write_string(page.row, 0, block.picture.alt, page.formats["quiet"])
        page.skip(2)
        return
    for at, (name, cells) in enumerate(columns.items()):
        page.sheet.write_string(page.row, at, name, page.formats["head"])
        _widen(page, at, NARROW)
        for down, said in enumerate(cells, 1):
            page.sheet.write_string(page.row + down, at, str(said), page.formats["text"])
    page.skip(max(len(cells) for cells in columns.values()) + 2)


def _sheet_name(title: str, at: int) -> str:
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return f"{at} {kept}"[:SHEET_NAME] if at else kept[:SHEET_NAME]


WRITTEN: Mapping[type, Callable[..., None]] = {
    Words: _words,
    Heading: _heading,
    Table: _table,
    Chart: _chart,
    Facts: _facts,
    Room: _room,
}
