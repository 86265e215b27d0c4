"""What a chart is made of, in terms of the business. Figures stay exact here; only the picture is binary."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ui import formats
from ui.colours import Tone


class Measured(StrEnum):
    """What kind of figure an axis shows."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAYS = "days"


@dataclass(frozen=True)
class Point:
    """One figure of one period (`2026-06`, `2026Q2`, `2026`). No value: a gap, with its reason in `note`."""

    period: str
    value: Decimal | None
    series: str = ""
    tone: Tone | None = None
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A threshold, a target, a mean: a level with its name."""

    name: str
    value: Decimal
    tone: Tone = Tone.CALM


@dataclass(frozen=True)
class Mark:
    """Something that happened: an action began, a definition changed."""

    period: str
    text: str


@dataclass(frozen=True)
class Bar:
    """One member of a breakdown."""

    name: str
    value: Decimal | None
    tone: Tone | None = None
    note: str = ""


@dataclass(frozen=True)
class Window:
    """A span of periods, both ends included, with its name and the mean level in it."""

    name: str
    first: str
    last: str
    mean: Decimal | None = None


_SHOWN: dict[Measured, Callable[[Decimal | None], str]] = {
    Measured.NUMBER: formats.number,
    Measured.MONEY: formats.money,
    Measured.PERCENT: formats.percent,
    Measured.DAYS: lambda value: formats.number(value, 1),
}


def shown(value: Decimal | None, measured: Measured) -> str:
    """The figure as the tooltip and the table below the chart show it."""
    return _SHOWN[measured](value)


def short(value: Decimal | None, measured: Measured) -> str:
    """The figure as a label in the picture shows it."""
    return formats.short(value) if measured is Measured.MONEY else shown(value, measured)
