"""Figures of one unit for formula tests: flows and balances by month, kept in plain dictionaries."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from domain.core.period import Grain, Period, add_months, days_of, window_days
from domain.core.statement import Statement


@dataclass
class Figures:
    """A context over given months; what is not given is missing."""

    period: Period
    flows: Mapping[str, Mapping[int, int | str]] = field(default_factory=dict)
    balances: Mapping[str, Mapping[int, int | str]] = field(default_factory=dict)
    histograms: Mapping[str, Mapping[int, Mapping[int, int]]] = field(default_factory=dict)
    people: Mapping[str, Mapping[int, Mapping[Hashable, int]]] = field(default_factory=dict)
    notes: list[Statement] = field(default_factory=list)

    @property
    def months(self) -> int:
        return self.period.grain.months

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        if measure in self.balances:
            found = self.balances[measure].get(add_months(self.period.key, -shift))
            return None if found is None else Decimal(found)
        parts = [self.flows.get(measure, {}).get(month) for month in self._months(shift, window)]
        known = [Decimal(part) for part in parts if part is not None]
        return sum(known, Decimal(0)) if len(known) == len(parts) else None

    def days(self, shift: int = 0, window: int = 0) -> int:
        return window_days(add_months(self.period.key, -shift), max(window, self.months))

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[int, int] | None:
        if measure not in self.histograms:
            return None
        whole: dict[int, int] = {}
        for month in self._months(shift, window):
            for number, count in self.histograms[measure].get(month, {}).items():
                whole[number] = whole.get(number, 0) + count
        return whole

    def members(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[Hashable, Decimal] | None:
        if measure not in self.people:
            return None
        whole: dict[Hashable, Decimal] = {}
        for month in self._months(shift, window):
            for member, amount in self.people[measure].get(month, {}).items():
                whole[member] = whole.get(member, Decimal(0)) + amount
        return whole

    def series(self, measure: str, shift: int = 0) -> Iterable[tuple[Decimal, int]]:
        last = add_months(self.period.key, -shift)
        for month in sorted(self.flows[measure], reverse=True):
            if month <= last:
                yield Decimal(self.flows[measure][month]), days_of(month)

    def note(self, statement: Statement) -> None:
        self.notes.append(statement)

    def _months(self, shift: int, window: int) -> list[int]:
        last = add_months(self.period.key, -shift)
        return [add_months(last, -back) for back in range(max(window, self.months))]


def january(grain: Grain = Grain.MONTH) -> Period:
    """The period of January 2025."""
    return Period.of(202501, grain)
