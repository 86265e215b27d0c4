"""What comma and point mean in a column of numbers: proven by its cells, or asked."""

import re
from collections.abc import Iterable
from enum import StrEnum

from domain.intake.bad_value import NumberStylesContradict
from domain.intake.table import Cell
from domain.intake.text import narrow
from domain.intake.units import MONEY_WORD

LONGEST = 60
"""Characters of the longest number that is read."""


class NumberStyle(StrEnum):
    """What comma and point mean in a column."""

    POINT = "1,234.56"
    COMMA = "1.234,56"
    AMBIGUOUS = "ambiguous"
    """1,234 only: may be one thousand two hundred thirty-four, or one and a bit."""


DIGITS = {
    NumberStyle.POINT: re.compile(r"(?:[1-9]\d{0,2}([,' ])\d{3}(?:\1\d{3})*|\d*)(?:\.\d+)?", re.ASCII),
    NumberStyle.COMMA: re.compile(r"(?:[1-9]\d{0,2}([.' ])\d{3}(?:\1\d{3})*|\d*)(?:,\d+)?", re.ASCII),
}
SCALE_WORD = "[十百千万]?[万亿]|[千百]|k|mn|bn|%|‰"
QUICK = re.compile(r"(-?)[¥$€£]?(\d[\d.,]*)", re.ASCII)
"""What nearly all numbers look like; anything else goes through PARTS, ten times slower."""
PARTS = re.compile(
    rf"(?P<before>(?:[-+(]|{MONEY_WORD}|\s)*)"
    rf"(?P<digits>[\d.,' ]*\d[\d.,]*)"
    rf"\s*(?P<scale>{SCALE_WORD})?"
    rf"(?P<after>(?:[-)]|{MONEY_WORD}|\s)*)",
    re.ASCII,
)


def number_style(cells: Iterable[Cell], header: str = "") -> NumberStyle:
    """What comma and point mean in these cells, proven by them.

    A cell proves a style when it can be read in that one only (1,234.56; 1.234,56; 0,5). Points
    alone are decimal points. Commas alone, three digits behind each, are AMBIGUOUS unless the column
    shows grouping throughout: at least three such cells, and every whole number without a comma
    below 1000. NumberStylesContradict if cells prove different styles. Give the cells of all number
    columns of a file where one column proves nothing: a file has one style.
    """
    proof: dict[NumberStyle, str] = {}
    unclear: set[str] = set()
    whole: set[str] = set()
    for text in {cell for cell in cells if isinstance(cell, str)}:
        digits = digits_of(text)
        point, comma = in_style(digits, NumberStyle.POINT), in_style(digits, NumberStyle.COMMA)
        if point is not None and comma is None:
            proof.setdefault(NumberStyle.POINT, text)
        elif comma is not None and point is None:
            proof.setdefault(NumberStyle.COMMA, text)
        elif point != comma:
            unclear.add(digits)
        elif point:
            whole.add(point)
    return conclude(proof, unclear, whole, header)


def digits_of(text: str) -> str:
    """The digits of a number with their commas and points; nothing if it is none."""
    quick = QUICK.fullmatch(text)
    if quick:
        return quick[2]
    found = PARTS.fullmatch(narrow(text).lower()) if len(text) <= LONGEST else None
    return found["digits"].strip() if found else ""


def conclude(proof: dict[NumberStyle, str], unclear: set[str], whole: set[str], header: str) -> NumberStyle:
    """The style that the evidence leaves."""
    if len(proof) > 1:
        first, second = proof[NumberStyle.POINT], proof[NumberStyle.COMMA]
        raise NumberStylesContradict(header=header, first=first, second=second)
    if proof:
        return next(iter(proof))
    commas = {digits for digits in unclear if "," in digits}
    if not commas or shows_grouping(commas, whole):
        return NumberStyle.POINT
    return NumberStyle.AMBIGUOUS


def shows_grouping(commas: set[str], whole: set[str]) -> bool:
    """Whether numbers have a comma exactly when they reach a thousand."""
    return len(commas) >= 3 and bool(whole) and all(len(digits) <= 3 for digits in whole)


def in_style(digits: str, style: NumberStyle) -> str | None:
    """The digits with a decimal point and nothing else; None if they do not follow the style."""
    if not digits or not DIGITS[style].fullmatch(digits):
        return None
    if digits.isdecimal():
        return digits
    plain = digits.replace("'", "").replace(" ", "")
    return plain.replace(",", "") if style is NumberStyle.POINT else plain.replace(".", "").replace(",", ".")
