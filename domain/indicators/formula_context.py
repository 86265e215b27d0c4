"""What a formula asks of whoever evaluates it: figures of one unit and one period."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.core.statement import Statement


class Context(Protocol):
    """The figures of one unit and one period. Missing figures are None, never 0.

    In every method `shift` moves the period that many months back, and `window` asks for that many whole
    months ending with the (shifted) period's last month instead of the period itself; 0, or fewer months
    than the period has, means the period itself. So a window of 3 is three months for a month, and the
    period itself for a quarter or year.
    """

    @property
    def months(self) -> int:
        """Whole months of the period: 1, 3 or 12."""

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        """A flow summed over the window; a balance at its end (whatever the window's length)."""

    def days(self, shift: int = 0, window: int = 0) -> int:
        """Calendar days of the window."""

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[int, int] | None:
        """How often each whole number occurred in the window."""

    def members(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[Hashable, Decimal] | None:
        """The measure per member of its dimension (customer, salesperson), related parties merged."""

    def series(self, measure: str, shift: int = 0) -> Iterable[tuple[Decimal, int]]:
        """(flow, calendar days) of each month, newest first, back to the beginning of the records."""

    def note(self, statement: Statement) -> None:
        """Keep what a function has to say about its result, beside the figure."""


class Use(StrEnum):
    """What a formula wants of a measure."""

    VALUE = "value"
    OPENING = "opening"
    """The value at the end of the period (or window) before."""
    HISTOGRAM = "histogram"
    MEMBERS = "members"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Reference:
    """One figure a formula reads, so that it can be fetched ahead and dependents found."""

    measure: str
    use: Use = Use.VALUE
    shift: int = 0
    window: int = 0

    def months_back(self, months: int) -> int | None:
        """How many months before the end of a period of `months` months its flows may lie; None: any number.

        A balance depends on all months before; that its kind says, not the reference.
        """
        if self.use is Use.SERIES:
            return None
        length = max(months, self.window)
        return self.shift + length * (2 if self.use is Use.OPENING else 1) - 1


class KnownValues:
    """A context of named numbers without a time line: thresholds over plan, baseline and the like."""

    months = 0

    def __init__(self, values: Mapping[str, Decimal | None]) -> None:
        self.values = values

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        """The number of that name, if it is known."""
        return self.values.get(measure)

    def days(self, shift: int = 0, window: int = 0) -> int:
        """There is no time line to count days on."""
        raise LookupError("named numbers have no time line")

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> None:
        """None: only numbers are known."""

    def members(self, measure: str, shift: int = 0, window: int = 0) -> None:
        """None: only numbers are known."""

    def series(self, measure: str, shift: int = 0) -> tuple[tuple[Decimal, int], ...]:
        """Empty: only numbers are known."""
        return ()

    def note(self, statement: Statement) -> None:
        """Nothing to keep it beside."""
