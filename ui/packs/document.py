"""What a report is made of, whatever file it becomes: chapters of texts, tables, charts, room to write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ui.charts.data import Measured
from ui.colours import Tone
from ui.dashboard.declaration import Picture


class Shape(StrEnum):
    """How a spreadsheet writes a cell that is no mere text."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True)
class Cell:
    """One cell: as people read it, and, for a spreadsheet, what it is."""

    text: str
    value: Decimal | int | date | None = None
    """None: the text is all there is."""
    shape: Shape = Shape.NUMBER
    tone: Tone | None = None
    strong: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table. `wide` is its share of the width; 0: as narrow as its cells allow."""

    heading: str
    wide: int = 0
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings that are repeated on every page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    """What to say where there are no rows."""
    title: str = ""


@dataclass(frozen=True)
class Words:
    """A paragraph. `lead`: the sentence to remember of a chapter; `quiet`: how to read what follows."""

    text: str
    lead: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """Below the title of a chapter; it stays on one page with what follows."""

    text: str
    note: str = ""
    tone: Tone | None = None
    entry: bool = False
    """It begins a page and is listed in the table of contents."""


@dataclass(frozen=True)
class Series:
    """One row of figures for a chart of a spreadsheet."""

    name: str
    values: Sequence[Decimal | None]
    tone: Tone | None = None
    """None: the figure itself; a tone: a limit."""


@dataclass(frozen=True)
class Native:
    """The same chart as a spreadsheet draws it by itself."""

    categories: Sequence[str]
    series: Sequence[Series]
    measured: Measured
    columns: bool = False
    """Columns instead of lines."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture of a screen; `height` is its share of the usual one."""

    picture: Picture
    title: str = ""
    """Instead of the picture's own."""
    native: Native | None = None
    height: float = 1.0
    width: int = 680
    """Pixels across the page: more make everything in it smaller."""


@dataclass(frozen=True)
class Room:
    """Ruled lines to write on in the meeting, under a word that says what."""

    word: str
    lines: int = 2


@dataclass(frozen=True)
class Facts:
    """Names with what they are: a definition list."""

    rows: Sequence[tuple[str, str]]
    kept: bool = False
    """On one page with what follows."""


Block = Words | Heading | Table | Chart | Room | Facts


@dataclass(frozen=True)
class Chapter:
    """One chapter of the document, one sheet of the workbook."""

    title: str
    blocks: Sequence[Block]
    fresh: bool = True
    """It begins a page."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report. It holds nothing that changes while the data stay the same."""

    title: str
    organisation: str
    unit: str
    period: str
    about: Sequence[tuple[str, str]]
    """Cover: as of, computed at, for whom, version of the data."""
    confidential: str
    language: str
    chapters: Sequence[Chapter]
    words: Mapping[str, str] = field(default_factory=dict)
    """Contents, page and the like, in the language."""
