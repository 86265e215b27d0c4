"""Reads one sheet of a workbook in a process of its own: `python -I workbook_child.py < options+file`.

A workbook can make its reader take unbounded memory or abort (one cell in the last corner of a sheet
is enough). Here that ends this process, not the portal. Needs nothing of the project. Answers with a
stream of pickles: ("sheets", all visible names, the one read), ("rows", [...])..., ("done", None) or
("refused", why).
"""

import contextlib
import io
import pickle
import re
import sys
import zipfile
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import python_calamine
from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum, WorksheetNotFound

CHUNK = 5_000
EXACT = 10**15
"""A spreadsheet keeps fifteen digits; whole numbers below this are exact."""
ERROR_CELL = re.compile(rb'<c\b[^>]*\bt="e"[^>]*>')
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
ERROR = re.compile(rb"<v>([^<]{1,20})</v>")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def main() -> None:
    """Read options and file from standard input, write the answer to standard output."""
    options: dict[str, Any] = pickle.load(sys.stdin.buffer)  # noqa: S301  from the process that started this one
    data = sys.stdin.buffer.read()
    limit_memory(options["memory_bytes"])
    try:
        read(data, options)
    except PasswordError:
        answer("refused", "password")
    except WorksheetNotFound:
        answer("refused", "sheet")
    except MemoryError:
        answer("refused", "heavy")
    except BaseException:  # noqa: BLE001  the reader's panics are no Exception
        answer("refused", "damaged")


def limit_memory(size: int) -> None:
    """Cap the address space, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def answer(kind: str, *content: object) -> None:
    """Send one part of the answer."""
    pickle.dump((kind, *content), sys.stdout.buffer, protocol=5)


def read(data: bytes, options: dict[str, Any]) -> None:
    """Send the rows of the sheet asked for, or of the first visible one that holds anything."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    names = names or list(book.sheet_names)
    chosen = options["sheet"] or first_filled(book, names)
    if chosen not in book.sheet_names:
        answer("sheets", names, chosen)
        answer("refused", "sheet")
        return
    sheet = book.get_sheet_by_name(chosen)
    if sheet.total_height > options["rows"] or sheet.total_width > options["columns"]:
        answer("refused", "rows")
        return
    answer("sheets", names, chosen)
    errors = error_cells(data, chosen)
    rows: list[tuple[object, ...]] = []
    for number, cells in enumerate(sheet.iter_rows()):
        rows.append(typed(cells, errors.get(number)))
        if len(rows) == CHUNK:
            answer("rows", rows)
            rows = []
    answer("rows", rows)
    answer("done", None)


def first_filled(book: CalamineWorkbook, names: list[str]) -> str:
    """The first sheet that holds anything."""
    return next((name for name in names if book.get_sheet_by_name(name).height), names[0])


def typed(cells: list[Any], errors: dict[int, str] | None) -> tuple[object, ...]:
    """The cells of a row as plain values; whole numbers as int, empty ones as None."""
    row = [plain(cell) for cell in cells]
    for place, text in (errors or {}).items():
        if place < len(row):
            row[place] = text
    return tuple(row)


def plain(cell: Any) -> object:
    """A cell as str, int, float, bool, date, datetime or None."""
    if cell == "" and isinstance(cell, str):
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return int(cell)
    return cell if isinstance(cell, str | int | float | datetime | date) else str(cell)


def error_cells(data: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Row -> column -> error text (#N/A, #REF!) of an XLSX sheet, which the reader takes for empty cells."""
    found: dict[int, dict[int, str]] = {}
    with contextlib.suppress(zipfile.BadZipFile, KeyError, ElementTree.ParseError, StopIteration):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read(part_of_sheet(archive, sheet))
        for cell in ERROR_CELL.finditer(content) if b't="e"' in content else ():
            place = PLACE.search(cell.group())
            error = ERROR.search(content, cell.end(), content.find(b"</c>", cell.end()))
            if place and error:
                column, row = place.groups()
                found.setdefault(int(row) - 1, {})[column_place(column)] = error[1].decode("ascii", "replace")
    return found


def part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the archive's member that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  expat limits entities
    relation = next(
        each.get(RELATION)
        for each in book.iter()
        if each.tag.endswith("}sheet") and each.get("name") == sheet
    )
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    target = next(each.attrib["Target"] for each in links if each.get("Id") == relation)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def column_place(letters: bytes) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


if __name__ == "__main__":
    main()
