"""Which character separates the values of a text file."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from domain.intake.files.refusals import DelimiterUnclear, UnknownDelimiter

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
"""The delimiters that are recognised -> their name."""
BY_NAME = {name: sign for sign, name in DELIMITERS.items()} | {
    "pipe": "|",
    "bar": "|",
    "\\t": "\t",
    "，": ",",
}
SAMPLE_ROWS = 300
SAMPLE_CHARACTERS = 400_000
PLAIN_VALUE = re.compile(r'\s*(?:[-+(¥￥$€]{0,3}\d[\d.,/:\-年月日 ]*[%)日]?|"[^"]*"|)\s*')
"""A number, a date, or nothing: what a value cut at the wrong character seldom is."""


@dataclass(frozen=True)
class Division:
    """How one delimiter divides the sample."""

    delimiter: str
    width: int
    """The number of values most rows have."""
    even: float
    """Share of rows that have it; title rows count against every delimiter alike."""
    plain: float
    """Share of values that are numbers, dates or empty."""

    @property
    def rank(self) -> tuple[float, float]:
        """Even division first; then values that make sense on their own."""
        return round(self.even, 2), round(self.plain, 2)


def find_delimiter(text: str) -> str:
    """The delimiter that divides the rows most evenly; a comma for a single column.

    DelimiterUnclear when two divide them equally well into different columns.
    """
    stated = re.match(r"sep=(.)\r?\n", text)
    if stated:
        return stated.group(1)
    divisions = sorted(
        (found for found in (divide(text, sign) for sign in DELIMITERS) if found.width > 1),
        key=lambda found: found.rank,
        reverse=True,
    )
    if not divisions:
        return ","
    best = divisions[0]
    if best.even < 0.5:
        best = max(divisions, key=lambda found: found.even * found.width)
    for other in divisions[1:]:
        if other.even == best.even and abs(other.plain - best.plain) < 0.1:
            raise DelimiterUnclear(first=DELIMITERS[best.delimiter], second=DELIMITERS[other.delimiter])
    return best.delimiter


def chosen_delimiter(delimiter: str) -> str:
    """The delimiter a person asked for, by sign or by name. UnknownDelimiter if it cannot be one."""
    sign = BY_NAME.get(delimiter.strip().lower() or delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n\x00 ' or sign.isalnum():
        raise UnknownDelimiter(delimiter=delimiter[:20])
    return sign


def divide(text: str, delimiter: str) -> Division:
    """Divide the first rows and see how even the result is."""
    rows = sample_rows(text, delimiter)
    widths = Counter(len(row) for row in rows)
    if not widths:
        return Division(delimiter, 0, 0, 0)
    width = max(widths, key=lambda each: (widths[each], each))
    if width == 1 and len(rows) - widths[1] > 0:
        width = likely_width(rows, widths)
    values = [value for row in rows[1:] if len(row) == width for value in row]
    plain = sum(PLAIN_VALUE.fullmatch(value) is not None for value in values) / max(len(values), 1)
    return Division(delimiter, width, sum(len(row) == width for row in rows) / len(rows), plain)


def likely_width(rows: list[list[str]], widths: Counter[int]) -> int:
    """The width of a short table below many title rows: that of the last row, if it is no title."""
    return len(rows[-1]) if widths[len(rows[-1])] > 1 else 1


def sample_rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows that hold anything, quotes respected; the last one is left out if it was cut."""
    part = text[:SAMPLE_CHARACTERS]
    reader = csv.reader(io.StringIO(part, newline=""), delimiter=delimiter, skipinitialspace=delimiter != " ")
    rows: list[list[str]] = []
    try:
        rows.extend(islice((row for row in reader if any(row)), SAMPLE_ROWS))
    except csv.Error:
        return rows
    return rows[:-1] if len(part) < len(text) and len(rows) < SAMPLE_ROWS else rows
