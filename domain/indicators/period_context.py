"""What a formula reads of one scope in one period, answered from the ledger."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal

from domain.core.measure import MeasureKind
from domain.core.period import Period, add_months, days_of, months_between, window_days
from domain.core.statement import Statement
from domain.indicators.formula_context import Reference, Use
from domain.indicators.ledger import Ledger, Track
from domain.indicators.measure_part import SCALE, natural
from domain.indicators.status import Coverage

ZERO = Decimal(0)


class RecordsBegin(Statement):
    """The period or the one it is compared with lies before the first record."""

    text = "records of {measure} begin in {month}"


class PeriodContext:
    """The figures of one scope and period; implements formula_context.Context.

    A flow of windows that reach back before the company's first record is missing, a balance before it is
    0. A scope without rows of a measure has 0 of it, as long as the company has records.
    """

    def __init__(self, ledger: Ledger, scope: Hashable, period: Period) -> None:
        self.ledger = ledger
        self.scope = scope
        self.period = period
        self.at = months_between(ledger.first, period.key)
        self.statements: list[Statement] = []
        self.too_early: RecordsBegin | None = None
        self._tracks = ledger.tracks.get(scope, {})
        self._members: dict[tuple[str, int, int], Mapping[Hashable, Decimal]] = {}

    @property
    def months(self) -> int:
        """Whole months of the period."""
        return self.period.grain.months

    def value(self, measure: str, shift: int = 0, window: int = 0) -> Decimal | None:
        """A flow summed over the window; a balance at its end; a distribution's number of records."""
        kind = self.ledger.measures[measure].kind
        start, end = self._window(shift, window)
        if not self._recorded(measure, start, end):
            return None
        track = self._tracks.get(measure)
        if track is None:
            return ZERO
        if kind is MeasureKind.COHORT:
            return natural(settled(self.ledger, track, start, end))
        amounts = track.amounts
        upto = total(amounts, end)
        return natural(upto if kind is MeasureKind.BALANCE else upto - total(amounts, start - 1))

    def days(self, shift: int = 0, window: int = 0) -> int:
        """Calendar days of the window."""
        return window_days(add_months(self.period.key, -shift), max(self.months, window))

    def histogram(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[int, int] | None:
        """How often each whole number occurred in the window."""
        start, end = self._window(shift, window)
        if not self._recorded(measure, start, end):
            return None
        track = self._tracks.get(measure)
        found: dict[int, int] = {}
        for at in range(start, end + 1) if track else ():
            for number, amount in track.bins.get(at, {}).items() if track else ():
                found[number] = found.get(number, 0) + amount // SCALE
        return found

    def members(self, measure: str, shift: int = 0, window: int = 0) -> Mapping[Hashable, Decimal] | None:
        """The measure per customer, related ones merged; None where the scope does not know customers."""
        start, end = self._window(shift, window)
        if not self.ledger.knows_members or not self._recorded(measure, start, end):
            return None
        asked = measure, start, end
        if asked not in self._members:
            self._members[asked] = self._amounts(measure, start, end)
        return self._members[asked]

    def _amounts(self, measure: str, start: int, end: int) -> Mapping[Hashable, Decimal]:
        """What each customer has of a measure. All running totals are as long as the ledger."""
        totals = self.ledger.members.get(self.scope, {}).get(measure, {})
        if end < 0:
            return {}
        last, before = min(end, self.ledger.size - 1), min(start, self.ledger.size) - 1
        if before < 0 or self.ledger.measures[measure].kind is MeasureKind.BALANCE:
            return {member: natural(running[last]) for member, running in totals.items() if running[last]}
        return {
            member: natural(amount)
            for member, running in totals.items()
            if (amount := running[last] - running[before])
        }

    def series(self, measure: str, shift: int = 0) -> Iterator[tuple[Decimal, int]]:
        """(flow, calendar days) of each month, newest first, back to the company's first record."""
        known = self.ledger.begins[measure]
        track = self._tracks.get(measure)
        if known is None:
            return
        for at in range(self.at - shift, known - 1, -1):
            flow = total(track.amounts, at) - total(track.amounts, at - 1) if track else 0
            yield natural(flow), days_of(add_months(self.ledger.first, at))

    def note(self, statement: Statement) -> None:
        """Keep what a function says about its result."""
        self.statements.append(statement)

    def coverage(self, references: Iterable[Reference]) -> Coverage | None:
        """The share of usable facts of the measure that has fewest of them."""
        found: list[Coverage] = []
        for reference in references:
            if track := self._tracks.get(reference.measure):
                required = self._rows(track.required, reference)
                if required:
                    found.append(Coverage(required, required - self._rows(track.missing, reference)))
        return min(found, key=lambda coverage: Decimal(coverage.present) / coverage.required, default=None)

    def cases(self, references: Iterable[Reference]) -> int:
        """How many rows make up the referenced sums."""
        spans = {(r.measure, r.shift, r.window): r for r in references}
        return sum(
            self._rows(track.rows, reference)
            for reference in spans.values()
            if (track := self._tracks.get(reference.measure))
        )

    def _rows(self, running: list[int], reference: Reference) -> int:
        start, end = self._window(reference.shift, reference.window)
        if self.ledger.measures[reference.measure].kind is MeasureKind.BALANCE or reference.use is Use.SERIES:
            return total(running, end)
        return total(running, end) - total(running, start - 1)

    def _window(self, shift: int, window: int) -> tuple[int, int]:
        end = self.at - shift
        return end - max(self.months, window) + 1, end

    def _recorded(self, measure: str, start: int, end: int) -> bool:
        """The company has records for the window. Its own first period may be a partial one."""
        known = self.ledger.begins[measure]
        if known is None:
            return False
        if self.ledger.measures[measure].kind is MeasureKind.BALANCE or start >= known:
            return True
        if end == self.at and start > self.at - self.months:
            return end >= known
        month = Period.of(add_months(self.ledger.first, known), self.period.grain)
        self.too_early = RecordsBegin(measure=f"measure.{measure}", month=month.label)
        return False


def settled(ledger: Ledger, track: Track, start: int, end: int) -> int:
    """What of a cohort's months from `start` to `end` had happened by the last of them."""
    last = add_months(ledger.first, end)
    return sum(
        amount
        for at in range(start, end + 1)
        for month, amount in track.bins.get(at, {}).items()
        if month <= last
    )


def total(running: list[int], at: int) -> int:
    """The running total at a month position; 0 before the first month, constant after the last."""
    if at < 0:
        return 0
    return running[at] if at < len(running) else running[-1]
