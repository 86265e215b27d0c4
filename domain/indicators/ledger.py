"""The additive parts of some units in memory, laid out so that any window is one subtraction.

A scope is a unit with everything below it, or a member of a dimension (a salesperson) within a unit.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import add

from domain.core.measure import Measure, MeasureKind
from domain.core.period import months_between
from domain.indicators.measure_part import EVENTS

PartRow = tuple[str, str, int, int, int, int, int, int, int, int]
"""(fact, measure, unit, month, member, bin, amount in 1/10000, rows, required, missing)."""
Places = Callable[[int, int], Iterable[Hashable]]
"""The scopes in which a part of (unit, member) counts."""


@dataclass
class Track:
    """One measure in one scope. Every list is a running total over the months of the ledger."""

    amounts: list[int]
    rows: list[int]
    required: list[int]
    missing: list[int]
    bins: dict[int, dict[int, int]] = field(default_factory=dict)
    """Month position -> bin -> amount, for distributions and cohorts."""

    def add(self, at: int, number: int, part: PartRow, binned: bool) -> None:
        """Count a part in the month at this position (before the totals are run up)."""
        self.amounts[at] += part[6]
        self.rows[at] += part[7]
        if part[8]:
            self.required[at] += part[8]
            self.missing[at] += part[9]
        if binned and part[7]:
            by_bin = self.bins.setdefault(at, {})
            by_bin[number] = by_bin.get(number, 0) + part[6]

    def join(self, other: "Track") -> None:
        """Count what another scope has."""
        self.amounts = list(map(add, self.amounts, other.amounts))
        self.rows = list(map(add, self.rows, other.rows))
        self.required = list(map(add, self.required, other.required))
        self.missing = list(map(add, self.missing, other.missing))
        for at, by_other in other.bins.items():
            by_bin = self.bins.setdefault(at, {})
            for number, amount in by_other.items():
                by_bin[number] = by_bin.get(number, 0) + amount

    @cached_property
    def has_gaps(self) -> bool:
        """Some of the rows it needs lack what it needs."""
        return any(self.missing)

    def run_up(self) -> None:
        """Turn monthly sums into running totals."""
        self.amounts = list(accumulate(self.amounts))
        self.rows = list(accumulate(self.rows))
        self.required = list(accumulate(self.required))
        self.missing = list(accumulate(self.missing))


@dataclass(frozen=True)
class Span:
    """The first and the last month (yyyymm) in which something happened."""

    first: int
    last: int


@dataclass
class Ledger:
    """Running totals by scope and measure; `spans` are the company's months with facts, by fact table."""

    measures: Mapping[str, Measure]
    spans: Mapping[str, Span]
    first: int
    size: int
    tracks: dict[Hashable, dict[str, Track]] = field(default_factory=dict)
    members: dict[Hashable, dict[str, dict[Hashable, list[int]]]] = field(default_factory=dict)
    """Scope -> measure -> customer (or group of customers) -> running totals."""
    knows_members: bool = False

    @classmethod
    def of(
        cls,
        measures: Mapping[str, Measure],
        spans: Mapping[str, Span],
        parts: Iterable[PartRow],
        places: Places,
    ) -> "Ledger":
        """Lay out the parts."""
        kept = list(parts)
        months = [row[3] for row in kept] + [month for s in spans.values() for month in (s.first, s.last)]
        first = min(months, default=200001)
        ledger = cls(measures, spans, first, months_between(first, max(months, default=first)) + 1)
        binned = {
            name for name, m in measures.items() if m.kind in (MeasureKind.HISTOGRAM, MeasureKind.COHORT)
        }
        position = {month: months_between(first, month) for month in set(months)}
        origins: dict[tuple[Hashable, ...], dict[str, Track]] = {}
        for row in kept:
            name = f"{EVENTS}:{row[0]}" if row[1] == EVENTS else row[1]
            scopes = tuple(places(row[2], row[4]))
            tracks = origins.get(scopes)
            if tracks is None:
                tracks = origins[scopes] = {}
            track = tracks.get(name)
            if track is None:
                track = tracks[name] = ledger._track()
            track.add(position[row[3]], row[5], row, row[1] in binned)
        ledger._roll_up(origins)
        return ledger

    def _roll_up(self, origins: Mapping[tuple[Hashable, ...], Mapping[str, Track]]) -> None:
        """Count what was added up once for all parts of the same scopes in each of these."""
        for scopes, tracks in origins.items():
            for scope in scopes:
                known = self.tracks.setdefault(scope, {})
                for name, track in tracks.items():
                    if name not in known:
                        known[name] = self._track()
                    known[name].join(track)
        for known in self.tracks.values():
            for track in known.values():
                track.run_up()

    def add_members(self, parts: Iterable[PartRow], places: Places, group_of: Mapping[int, Hashable]) -> None:
        """Lay out parts by customer; related customers are one."""
        self.knows_members = True
        origins: dict[tuple[Hashable, ...], dict[tuple[str, Hashable], list[int]]] = {}
        for row in parts:
            scopes = tuple(places(row[2], row[4]))
            known = origins.get(scopes)
            if known is None:
                known = origins[scopes] = {}
            key = row[1], group_of.get(row[4], row[4])
            totals = known.get(key)
            if totals is None:
                totals = known[key] = [0] * self.size
            totals[months_between(self.first, row[3])] += row[6]
        for scopes, known in origins.items():
            for (measure, member), monthly in known.items():
                totals = list(accumulate(monthly))
                for scope in scopes:
                    self._join_member(scope, measure, member, totals)

    def _join_member(self, scope: Hashable, measure: str, member: Hashable, totals: list[int]) -> None:
        """Count what a customer has elsewhere too. Scopes share the totals; nobody changes them."""
        known = self.members.setdefault(scope, {}).setdefault(measure, {})
        known[member] = list(map(add, known[member], totals)) if member in known else totals

    def track(self, scope: Hashable, measure: str) -> Track | None:
        """The totals of a measure in a scope; None when the scope has no such part."""
        return self.tracks.get(scope, {}).get(measure)

    def first_event(self, scope: Hashable, tables: Iterable[str]) -> int | None:
        """The first month position with rows of any of the tables in the scope."""
        found = []
        for table in tables:
            track = self.track(scope, f"{EVENTS}:{table}")
            if track and track.rows[-1]:
                found.append(next(at for at, rows in enumerate(track.rows) if rows))
        return min(found, default=None)

    @cached_property
    def begins(self) -> Mapping[str, int | None]:
        """Position of the first month the company has records of, by measure; None: it has none."""
        begins: dict[str, int | None] = {}
        for name, measure in self.measures.items():
            tables = {part.fact.__tablename__ for part in measure.parts if not part.optional}
            known = [self.spans[table].first for table in tables if table in self.spans]
            begins[name] = months_between(self.first, min(known)) if known else None if tables else 0
        return begins

    def _track(self) -> Track:
        return Track([0] * self.size, [0] * self.size, [0] * self.size, [0] * self.size)
