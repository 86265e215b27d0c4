"""A file's content as rows and columns, before anything is known about its meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from domain.core.errors import DomainError

Cell = str | int | float | Decimal | date | datetime | bool | None
"""Text files give str only. Workbooks give what the cell holds, so that dates, numbers and
leading zeros in text need no guessing; None is an empty cell."""

Row = tuple[Cell, ...]


class RowDefect(DomainError):
    """A row cannot be laid under the headers; the other rows of the file can."""


class RowTooLong(RowDefect):
    """The row has values beyond the last header: a delimiter inside a value was not quoted."""

    text = (
        "This row has {found} values under {expected} headers. "
        "Put a value that contains the delimiter in double quotes."
    )


class BrokenQuotes(RowDefect):
    """A double quote of the row opens or closes in the wrong place."""

    text = (
        "The double quotes of this row do not match. "
        'Close the quote, or write a quote inside a quoted value twice (""). The row begins: {value}'
    )


@dataclass(frozen=True, kw_only=True)
class Table:
    """Headers and the rows below them, as one file (one sheet of it) holds them.

    Headers are unique and never empty. A row is at least as long as the headers; one that is longer
    has an entry in `defects` and keeps all its values, so that it can be handed back whole. Rows that
    are empty throughout stay in `rows` (else the numbers below would shift), `numbered` skips them.
    """

    name: str
    sha256: str
    headers: tuple[str, ...]
    rows: Sequence[Row]
    first_row_number: int
    """The number a spreadsheet shows beside the first row of `rows`."""
    defects: Mapping[int, RowDefect] = field(default_factory=dict)
    """Row number -> why this row cannot be used."""
    encoding: str | None = None
    """Text files: how the bytes were read."""
    delimiter: str | None = None
    """Text files: what separates the values."""
    sheet: str | None = None
    """Workbooks: the sheet that was read."""
    sheets: tuple[str, ...] = ()
    """Workbooks: all visible sheets."""

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Every row that holds anything, with the number a person sees beside it."""
        for number, row in enumerate(self.rows, self.first_row_number):
            if not is_empty(row) or number in self.defects:
                yield number, row

    def column(self, header: str) -> Iterator[Cell]:
        """The cells under a header, sound rows only. KeyError if there is no such header."""
        if header not in self.headers:
            raise KeyError(header)
        place = self.headers.index(header)
        return (row[place] for number, row in self.numbered() if number not in self.defects)


def is_empty(row: Row) -> bool:
    """Whether no cell of the row holds anything."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)
