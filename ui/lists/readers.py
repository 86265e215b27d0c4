"""The values that words of an address stand for; None for a word that stands for none."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from db.types import MONEY_PLACES
from domain.core.rounding import rounded
from ui.fields import Kind

LONGEST_NUMBER = 15


def whole(word: str) -> int | None:
    """The number a word of an address stands for; None for anything else."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < LONGEST_NUMBER else None


def decimal_of(word: str) -> Decimal | None:
    """An exact number; separators of thousands may stand in it."""
    try:
        found = Decimal(word.replace(",", ""))
    except InvalidOperation:
        return None
    bearable = found.is_finite() and abs(found) < 10 ** (LONGEST_NUMBER - MONEY_PLACES)
    return rounded(found, MONEY_PLACES) if bearable else None


def day_of(word: str) -> date | None:
    """A day, not at the edge of the calendar, where no day stands before or after it."""
    try:
        found = date.fromisoformat(word)
    except ValueError:
        return None
    return found if date.min.year < found.year < date.max.year else None


READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DAY: day_of,
    Kind.MONTH: whole,
    Kind.WHOLE: whole,
    Kind.MONEY: decimal_of,
    Kind.QUANTITY: decimal_of,
    Kind.RATIO: decimal_of,
}


def iso_day_of(word: str) -> str | None:
    """Custom days are kept as text."""
    found = day_of(word)
    return found.isoformat() if found else None
