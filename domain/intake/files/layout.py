"""Where a table begins among titles and blanks, and what its columns are called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.intake.files.refusals import EmptyFile, NoHeaders
from domain.intake.table import Cell, Row, RowDefect, RowTooLong, is_empty

LOOKED_AT = 60
"""Rows within which the header must come."""
REMARK = re.compile(r"\w\s*[:：]\s*\w")
"""A label with its value in one cell (单位：示例公司), as found above tables."""
VALUE = re.compile(
    r"[-+(¥￥$€]{0,3}\d[\d.,]*%?\)?"  # a number
    r"|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ T].*)?"  # a date
)


@dataclass(frozen=True)
class Layout:
    """Headers and the rows below them; row numbers count from 1 at the top of the file."""

    headers: tuple[str, ...]
    rows: list[Row]
    first_row_number: int
    defects: dict[int, RowDefect] = field(default_factory=dict)


def lay_out(rows: Sequence[Row], defects: Mapping[int, RowDefect], filler: Cell = None) -> Layout:
    """Find the header and bring every row to its width.

    `defects` are by place in `rows`. Short rows are filled up with `filler`; a row with values beyond
    the last header is a defect, its values stay as they are. Columns without name and content are
    dropped. EmptyFile if nothing holds anything, NoHeaders if values begin without names above them.
    """
    place = header_place(rows, defects)
    header, body = rows[place], rows[place + 1 :]
    check_names(header, place + 1)
    sound = [row for number, row in enumerate(body, place + 1) if number not in defects]
    width = max(filled_width(header), min(len(header), max(map(filled_width, sound), default=0)))
    fitted = [fit(row, width, filler) for row in body[: last_filled(body) + 1]]
    found = {number + 1: defect for number, defect in defects.items() if number > place}
    for number, row in enumerate(fitted, place + 2):
        if len(row) > width and number not in found:
            found[number] = RowTooLong(found=len(row), expected=width)
    kept = kept_columns(header, sound, width)
    if len(kept) < width:
        fitted = [tuple(row[column] for column in kept) + row[width:] for row in fitted]
    return Layout(named(header, kept), fitted, place + 2, found)


def header_place(rows: Sequence[Row], defects: Mapping[int, RowDefect]) -> int:
    """The first row that is filled like the table below it; title rows hold far less."""
    top = [
        (place, sum(not is_blank(cell) for cell in row))
        for place, row in enumerate(rows[:LOOKED_AT])
        if place not in defects and not is_empty(row)
    ]
    if not top:
        raise EmptyFile
    counts = [count for _, count in top]
    usual = sorted(counts[len(counts) // 2 :])[(len(counts) + 1) // 4]
    least = min(2, max(counts))
    first = next(index for index, count in enumerate(counts) if count >= max(usual / 2, least))
    remark = any(isinstance(cell, str) and REMARK.search(cell) for cell in rows[top[first][0]])
    for place, count in top[first + 1 : first + 10]:
        fuller = count > counts[first] if remark else count >= 2 * counts[first]
        if fuller and not any(map(is_value, rows[place])):
            return place  # what came first was a line of remarks
    return top[first][0]


def kept_columns(header: Row, sound: Sequence[Row], width: int) -> list[int]:
    """The places of the columns that have a name or hold anything."""
    nameless = {place for place in range(width) if place >= len(header) or is_blank(header[place])}
    for row in sound:
        if not nameless:
            break
        nameless -= {place for place in nameless if place < len(row) and not is_blank(row[place])}
    return [place for place in range(width) if place not in nameless]


def check_names(header: Row, number: int) -> None:
    """Refuse a header that holds values: the file has none, and its first row would be lost."""
    filled = [cell for cell in header if not is_blank(cell)]
    values = [cell for cell in filled if is_value(cell)]
    if len(values) * 2 > len(filled):
        raise NoHeaders(row=number, value=str(values[0])[:60])


def is_value(cell: Cell) -> bool:
    """Whether a cell of the header row is a number or a date."""
    return VALUE.fullmatch(cell.strip()) is not None if isinstance(cell, str) else cell is not None


def named(header: Row, columns: Sequence[int]) -> tuple[str, ...]:
    """A name for each column: its header, or its place where that is empty or taken."""
    taken: set[str] = set()
    names: list[str] = []
    for place in columns:
        cell = header[place] if place < len(header) else None
        name = " ".join(str(cell).split()) if not is_blank(cell) else f"column {place + 1}"
        if name in taken:
            name = f"{name} (column {place + 1})"
        while name in taken:
            name += "'"
        taken.add(name)
        names.append(name)
    return tuple(names)


def fit(row: Row, width: int, filler: Cell) -> Row:
    """The row at the width of the header; longer only where values lie beyond it."""
    if len(row) < width:
        return row + (filler,) * (width - len(row))
    return row[: max(width, filled_width(row))] if len(row) > width else row


def filled_width(row: Row) -> int:
    """The number of cells up to the last one that holds anything."""
    return next((place for place in range(len(row), 0, -1) if not is_blank(row[place - 1])), 0)


def last_filled(rows: Sequence[Row]) -> int:
    """The place of the last row that holds anything; -1 if none does."""
    return next((place for place in range(len(rows) - 1, -1, -1) if not is_empty(rows[place])), -1)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing to see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
