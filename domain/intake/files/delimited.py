"""Rows of a text file, by the CSV rules; a row that breaks them is set apart, the others are read."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.intake.files.limits import Limits
from domain.intake.files.refusals import CellTooLong, TooManyBrokenQuotes, TooManyRows
from domain.intake.table import BrokenQuotes, RowDefect

BROKEN_ALLOWED = 1_000
LINES_IN_A_ROW = 5_000
"""A value with more line breaks than this is a quote that was never closed."""


@dataclass
class Rows:
    """All rows of a text, from the first on, empty ones too; `defects` by place in `cells`."""

    cells: list[tuple[str, ...]] = field(default_factory=list)
    defects: dict[int, RowDefect] = field(default_factory=dict)


class Lines:
    """The lines of a text. Those of the row being read are kept, so that it can be given up."""

    def __init__(self, text: str) -> None:
        self._source = io.StringIO(text, newline="")
        self._again: deque[str] = deque()
        self.of_row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self.of_row.append(line)
        if len(self.of_row) > LINES_IN_A_ROW:
            raise csv.Error("quote never closed")
        return line

    def give_up(self) -> str:
        """Drop the first line of the present row and read on from the second; the line dropped."""
        first, *rest = self.of_row
        self._again.extendleft(reversed(rest))
        self.of_row.clear()
        return first


def read_rows(text: str, delimiter: str, limits: Limits) -> Rows:
    """The rows of a text.

    A row whose quotes do not match becomes a defect that stands for its first line; reading goes on
    with the next line, so that one stray quote does not swallow the rest of the file.
    """
    found = Rows()
    lines = Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    shared: dict[str, str] = {}
    while True:
        try:
            for row in reader:
                lines.of_row.clear()
                found.cells.append(tuple([shared.setdefault(cell, cell) for cell in row]))
                if len(shared) > 100_000:
                    shared.clear()
                check_row(found, row, limits)
            return found
        except csv.Error:
            set_apart(found, lines.give_up(), limits)


def check_row(found: Rows, row: list[str], limits: Limits) -> None:
    """Refuse a table that grows beyond the limits, with the row in which it does."""
    if len(found.cells) > limits.rows or len(row) > limits.columns:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
    if sum(map(len, row)) > limits.cell_characters and max(map(len, row)) > limits.cell_characters:
        raise CellTooLong(row=len(found.cells), limit=limits.cell_characters)


def set_apart(found: Rows, line: str, limits: Limits) -> None:
    """Note a line with broken quotes as a row of its own."""
    line = line.rstrip("\r\n")
    found.defects[len(found.cells)] = BrokenQuotes(value=line[:60])
    found.cells.append((line,))
    if len(found.defects) > BROKEN_ALLOWED:
        raise TooManyBrokenQuotes(count=BROKEN_ALLOWED, row=min(found.defects) + 1)
    check_row(found, [line], limits)
