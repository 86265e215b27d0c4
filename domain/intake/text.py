"""Text and codes of cells. Codes keep their leading zeros."""

import re
from datetime import date, datetime
from decimal import Decimal

from domain.intake.bad_value import DigitsLost, NotText, SpreadsheetError, TextTooLong
from domain.intake.table import Cell

SPACES = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff"
)
"""Everything that shows as nothing at the ends of a value, full-width and non-breaking spaces included."""
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ud800-\udfff]")
ARMOUR = frozenset("='`’")
FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
QUOTED_DIGITS = re.compile(r"['`’](\d.*)")
SPREADSHEET_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
LOST_DIGITS = re.compile(r"\d\.\d+[Ee]\+\d+")
SHORT = 12
"""Significant digits up to which a number is what it shows, and the rest noise."""
EXACT_BELOW = 10**15
"""A spreadsheet number keeps fifteen digits."""

NARROW = {0xFF01 + place: 0x21 + place for place in range(94)} | dict.fromkeys(map(ord, SPACES), ord(" "))
NARROW |= {ord("￥"): ord("¥"), ord("。"): ord(".")} | dict.fromkeys(map(ord, "−–—‐‑"), ord("-"))
"""Full-width digits, letters and signs -> ASCII; all spaces and dashes -> one kind."""


def bare(cell: Cell) -> str:
    """The text of a cell without surrounding spaces and without the armour that keeps spreadsheets off it.

    `="00123"`, `'00123` and "`00123" are how exports protect leading zeros.
    """
    text = cell.strip(SPACES) if isinstance(cell, str) else written(cell)
    if text[:1] not in ARMOUR:
        return text
    armoured = FORMULA_TEXT.fullmatch(text) or QUOTED_DIGITS.fullmatch(text)
    return armoured.group(1).strip(SPACES) if armoured else text


def narrow(cell: Cell) -> str:
    """The bare text in ASCII digits, signs and spaces, for numbers, dates and comparisons."""
    text = bare(cell)
    if text.isascii() and text.isprintable():
        return text
    return text.translate(NARROW).strip()


def written(cell: Cell) -> str:
    """A typed cell as a person would write it; whole numbers without a fraction, None as nothing."""
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case int() | float() | Decimal():
            return plain_digits(cell)
        case datetime():
            at = cell.isoformat(sep=" ")
            return at.removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()


def plain_digits(number: float | Decimal) -> str:
    """A number without exponent and without a fraction of zeros."""
    exact = shown(number) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        return str(exact)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: float) -> Decimal:
    """A spreadsheet's number by the digits that identify it (0.1 is 0.1).

    Its arithmetic leaves binary noise (0.1 + 0.2 gives 0.30000000000000004); what shows as a short
    number in fifteen digits, all that a spreadsheet promises, is that number.
    """
    short = Decimal(f"{number:.15g}")
    return short if len(short.as_tuple().digits) <= SHORT else Decimal(repr(number))


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing to see."""
    return cell is None or (isinstance(cell, str) and not bare(cell))


def check_error(text: str) -> None:
    """Refuse what a spreadsheet shows when a formula failed."""
    if text.startswith("#") and text in SPREADSHEET_ERRORS:
        raise SpreadsheetError(text)


def parse_text(cell: Cell, longest: int | None = None) -> str | None:
    """The text of a cell; None if blank. NotText, SpreadsheetError, TextTooLong."""
    text = bare(cell)
    if not text:
        return None
    check_error(text)
    forbidden = FORBIDDEN.findall(text)
    if forbidden:
        raise NotText(
            FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text),
            characters=" ".join(sorted({f"U+{ord(each):04X}" for each in forbidden})),
        )
    if longest is not None and len(text) > longest:
        raise TextTooLong(text, length=len(text), longest=longest)
    return text


def parse_code(cell: Cell, longest: int | None = None) -> str | None:
    """A number that names something: leading zeros kept, 123.0 from a spreadsheet is 123; None if blank.

    DigitsLost when a spreadsheet has rounded it (invoice numbers of twenty digits).
    """
    rounded = isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_BELOW
    if rounded or (isinstance(cell, str) and LOST_DIGITS.fullmatch(bare(cell))):
        raise DigitsLost(bare(cell))
    return parse_text(cell, longest)
