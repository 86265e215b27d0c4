"""Cells of tables: as people read them, with what they are for a spreadsheet."""

from datetime import date
from decimal import Decimal
from enum import Enum

from domain.indicators.indicator import Indicator, Measured
from domain.indicators.status import Status
from ui import formats
from ui.colours import Tone, tone_of
from ui.indicators import wording
from ui.language import label
from ui.packs.document import Cell, Shape
from ui.tile import TONES, status_word

SHAPES = {Measured.MONEY: Shape.MONEY, Measured.RATIO: Shape.PERCENT, Measured.PERCENT: Shape.PERCENT}


def words(text: str, *, strong: bool = False) -> Cell:
    """Text."""
    return Cell(text, strong=strong)


def count(value: int) -> Cell:
    """A whole number."""
    return Cell(formats.number(value), value)


def money(value: Decimal | None) -> Cell:
    """An amount to the cent."""
    return Cell(formats.money(value), value, Shape.MONEY)


def share(value: Decimal | None, places: int = 1) -> Cell:
    """A fraction, written as per cent."""
    return Cell(formats.percent(value, places), value, Shape.PERCENT)


def day(value: date | None) -> Cell:
    """A date."""
    return Cell(formats.day(value), value, Shape.DAY)


def figure(value: Decimal | None, indicator: Indicator, *, strong: bool = False) -> Cell:
    """A value of an indicator; a spreadsheet gets it exactly, shares as fractions."""
    exact = value / 100 if value is not None and indicator.measured is Measured.PERCENT else value
    shape = SHAPES.get(indicator.measured, Shape.NUMBER)
    return Cell(wording.figure(value, indicator), exact, shape, strong=strong)


def status(value: Status) -> Cell:
    """A status with its sign, in its colour."""
    return Cell(status_word(value), tone=TONES[value], strong=value.breached)


def state(member: Enum) -> Cell:
    """A state or level, in its colour."""
    return Cell(label(member), tone=tone_of(member))


def toned(text: str, good: bool | None) -> Cell:
    """Something for the better or the worse."""
    return Cell(text, tone=None if good is None else Tone.GOOD if good else Tone.BAD)
