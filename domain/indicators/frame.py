"""What formulas read of one scope in consecutive periods, answered from the ledger column by column.

The same answers as period_context gives one by one; one subtraction of two slices serves all periods.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from domain.core.measure import MeasureKind
from domain.core.period import Grain, Period, add_months, months_between, window_days
from domain.indicators.formula_context import Reference, Use
from domain.indicators.ledger import Ledger, Track
from domain.indicators.measure_part import PART_PLACES
from domain.indicators.period_context import ZERO, PeriodContext, settled, total
from domain.indicators.status import Coverage

Column = list[Decimal | None]
"""A number for each period; None where it is missing."""
COMPLETE = Coverage(1, 1)
"""Every row that is needed is there, however many they are."""
UNIT = Decimal(1).scaleb(-PART_PLACES)


class Frame:
    """One scope over consecutive periods of one grain."""

    def __init__(self, ledger: Ledger, scope: Hashable, periods: Sequence[Period], today: date) -> None:
        self.ledger, self.scope, self.periods, self.today = ledger, scope, periods, today
        self.size, self.months = len(periods), periods[0].grain.months
        self.first = months_between(ledger.first, periods[0].key)
        self.tracks = ledger.tracks.get(scope, {})
        self._values: dict[tuple[str, int, int], Column] = {}
        self._rows: dict[Reference, list[int]] = {}

    @cached_property
    def contexts(self) -> list[PeriodContext]:
        """The periods one by one, shared by all formulas that say nothing beside their value."""
        return self.fresh()

    def fresh(self) -> list[PeriodContext]:
        """The periods one by one, for a formula that may say something."""
        return [PeriodContext(self.ledger, self.scope, period) for period in self.periods]

    @cached_property
    def closing(self) -> list[tuple[date, bool]]:
        """For each period the day up to which it counts, and whether it goes on after that day."""
        days = [period.last_day for period in self.periods]
        return [(min(day, self.today), self.today < day) for day in days]

    def values(self, measure: str, shift: int = 0, window: int = 0) -> Column:
        """Flows summed over the window of each period, balances at its end."""
        key = measure, shift, window
        if key not in self._values:
            self._values[key] = self._read(measure, shift, max(self.months, window))
        return self._values[key]

    def days(self, shift: int = 0, window: int = 0) -> Column:
        """Calendar days of the window of each period."""
        first, length = self.periods[0].key, max(self.months, window)
        return _days(add_months(first, -shift), self.size, self.months, length)

    def coverage(self, references: Iterable[Reference]) -> list[Coverage | None]:
        """For each period the share of usable facts of the measure that has fewest of them."""
        found: list[Coverage | None] = [None] * self.size
        for reference in references:
            if (track := self.tracks.get(reference.measure)) is None:
                continue
            required = self._counted(track.required, reference)
            if not track.has_gaps:
                found = [
                    one or (COMPLETE if need else None) for one, need in zip(found, required, strict=True)
                ]
                continue
            missing = self._counted(track.missing, reference)
            for at, (need, lack) in enumerate(zip(required, missing, strict=True)):
                known = found[at]
                if need and (
                    known is None or Decimal(need - lack) / need < Decimal(known.present) / known.required
                ):
                    found[at] = Coverage(need, need - lack)
        return found

    def cases(self, references: Iterable[Reference]) -> list[int]:
        """For each period how many rows make up the referenced sums."""
        counted = {(r.measure, r.shift, r.window): r for r in references if r.measure in self.tracks}
        columns = [self._cases(reference) for reference in counted.values()]
        if len(columns) == 1:
            return columns[0]
        return [sum(numbers) for numbers in zip(*columns, strict=True)] if columns else [0] * self.size

    def _cases(self, reference: Reference) -> list[int]:
        if reference not in self._rows:
            self._rows[reference] = self._counted(self.tracks[reference.measure].rows, reference)
        return self._rows[reference]

    def _counted(self, running: list[int], reference: Reference) -> list[int]:
        is_balance = self.ledger.measures[reference.measure].kind is MeasureKind.BALANCE
        upto = self._upto(running, reference.shift)
        if is_balance or reference.use is Use.SERIES:
            return upto
        before = self._upto(running, reference.shift + max(self.months, reference.window))
        return [after - earlier for after, earlier in zip(upto, before, strict=True)]

    def _read(self, measure: str, shift: int, length: int) -> Column:
        unknown = self._unknown(measure, shift, length)
        track = self.tracks.get(measure)
        if track is None:
            return [None] * unknown + [ZERO] * (self.size - unknown)
        numbers = self._numbers(measure, track, shift, length)
        return [None] * unknown + [Decimal(number) * UNIT for number in numbers[unknown:]]

    def _numbers(self, measure: str, track: Track, shift: int, length: int) -> list[int]:
        kind = self.ledger.measures[measure].kind
        if kind is MeasureKind.COHORT:
            ends = range(self.first - shift, self.first - shift + self.months * self.size, self.months)
            return [settled(self.ledger, track, end - length + 1, end) for end in ends]
        upto = self._upto(track.amounts, shift)
        if kind is MeasureKind.BALANCE:
            return upto
        before = self._upto(track.amounts, shift + length)
        return [after - earlier for after, earlier in zip(upto, before, strict=True)]

    def _upto(self, running: list[int], back: int) -> list[int]:
        """Running totals at the end of each period, moved back so many months."""
        first = self.first - back
        end = first + self.months * (self.size - 1) + 1
        if first >= 0 and end <= len(running):
            return running[first : end : self.months]
        return [total(running, at) for at in range(first, end, self.months)]

    def _unknown(self, measure: str, shift: int, length: int) -> int:
        """How many periods at the beginning reach back before the company's first record."""
        known = self.ledger.begins[measure]
        if known is None:
            return self.size
        if self.ledger.measures[measure].kind is MeasureKind.BALANCE:
            return 0
        own_period = shift == 0 and length == self.months  # the company's first period may be a partial one
        needed = known if own_period else known + length - 1
        behind = needed - (self.first - shift)
        return min(self.size, max(0, -(-behind // self.months)))


@dataclass
class Frames:
    """The frames of the scope that is being computed: indicators of the same periods share one."""

    ledger: Ledger
    today: date
    scope: Hashable = None
    known: dict[tuple[Grain, int, int], Frame] = field(default_factory=dict)

    def of(self, scope: Hashable, periods: Sequence[Period]) -> Frame:
        """The frame of a scope over periods."""
        if scope != self.scope:
            self.scope = scope
            self.known.clear()
        key = periods[0].grain, periods[0].key, len(periods)
        if key not in self.known:
            self.known[key] = Frame(self.ledger, scope, periods, self.today)
        return self.known[key]


@cache
def _days(first: int, size: int, step: int, length: int) -> Column:
    return [Decimal(window_days(add_months(first, step * at), length)) for at in range(size)]
