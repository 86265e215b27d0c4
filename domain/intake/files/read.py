"""The way in for every file: `read_table`."""

import hashlib

from domain.intake.files.delimited import read_rows
from domain.intake.files.delimiter import chosen_delimiter, find_delimiter
from domain.intake.files.encoding import decode
from domain.intake.files.layout import lay_out
from domain.intake.files.limits import LIMITS, Limits, check_size
from domain.intake.files.refusals import CellTooLong, EmptyFile, FileRefused, NotATable
from domain.intake.files.workbook import is_workbook, read_sheet
from domain.intake.table import Table

KINDS = {
    b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\x1f\x8b": "an archive", b"Rar!": "an archive", b"7z\xbc\xaf": "an archive",
    b"PK\x05\x06": "an archive",
    b"{\\rtf": "a text document", b"SQLite format 3": "a database", b"PAR1": "a Parquet file",
    b"<!doctype": "a web page", b"<html": "a web page", b"<table": "a web page", b"<?xml": "an XML file",
    b'{"': "a JSON file", b"[{": "a JSON file",
}  # fmt: skip
"""How files begin that are sometimes taken for tables, in lower case -> what they are."""


def read_table(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    limits: Limits = LIMITS,
) -> Table:
    """A file's bytes as a table; `name` is kept, what the file is shows by its content.

    `encoding`, `delimiter` and `sheet` say what the file does not prove by itself; without them what
    cannot be told for certain is refused (EncodingUnclear, DelimiterUnclear), never guessed. Raises
    FileRefused, which says how to mend the file.
    """
    check_size(data, limits)
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyFile
    if is_workbook(data):
        return workbook_table(data, name, sheet, limits)
    return text_table(data, name, encoding, delimiter, limits)


def sheets_of(data: bytes) -> tuple[str, ...]:
    """The visible sheets of a workbook; none for other files, and for a workbook that cannot be opened."""
    if not is_workbook(data):
        return ()
    try:
        return read_sheet(data, None, LIMITS).names
    except FileRefused:
        return ()


def text_table(data: bytes, name: str, encoding: str | None, delimiter: str | None, limits: Limits) -> Table:
    """A table of values that are separated by a delimiter."""
    begin = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, what in KINDS.items():
        if begin.startswith(start.lower()):
            raise NotATable(what=what)
    text, encoding = decode(data, encoding)
    text = text.rstrip("\x1a\x00")  # the end mark of old systems
    sign = chosen_delimiter(delimiter) if delimiter is not None else find_delimiter(text)
    if text.startswith(("sep=", "SEP=")):
        text = text.partition("\n")[2]
    rows = read_rows(text, sign, limits)
    layout = lay_out(rows.cells, rows.defects, filler="")
    return Table(
        name=name, sha256=hashlib.sha256(data).hexdigest(), headers=layout.headers, rows=layout.rows,
        first_row_number=layout.first_row_number, defects=layout.defects, encoding=encoding, delimiter=sign,
    )  # fmt: skip


def workbook_table(data: bytes, name: str, sheet: str | None, limits: Limits) -> Table:
    """A table of typed cells from one sheet of a workbook."""
    found = read_sheet(data, sheet, limits)
    for number, row in enumerate(found.rows, 1):
        if any(isinstance(cell, str) and len(cell) > limits.cell_characters for cell in row):
            raise CellTooLong(row=number, limit=limits.cell_characters)
    layout = lay_out(found.rows, {})
    return Table(
        name=name, sha256=hashlib.sha256(data).hexdigest(), headers=layout.headers, rows=layout.rows,
        first_row_number=layout.first_row_number, defects=layout.defects,
        sheet=found.name, sheets=found.names,
    )  # fmt: skip
