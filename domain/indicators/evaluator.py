"""Computes the figures of one indicator: all periods of a scope at once, each gated and rated."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from domain.core.period import Grain, Period
from domain.core.statement import Statement
from domain.indicators.definition import Definition, DefinitionBroken
from domain.indicators.figure import Figure, NotKeptYet, NoVersionYet
from domain.indicators.frame import Frame, Frames
from domain.indicators.judged_series import JudgedSeries
from domain.indicators.ledger import Ledger
from domain.indicators.outcome import Reasons
from domain.indicators.status import Direction, Status
from domain.indicators.yardstick import History

Shape = tuple[Grain, int, int]
"""(grain, first month, number) of consecutive periods."""


@dataclass(frozen=True)
class Evaluator:
    """Computes one indicator. `definitions` are its approved versions, oldest first."""

    frames: Frames
    definitions: Sequence[Definition]
    direction: Direction
    min_coverage: Decimal
    awaits: str = ""
    """Facts the indicator needs and the portal does not keep."""
    reasons: dict[int, Reasons] = field(default_factory=dict, compare=False)
    """Version -> why its figures are missing, found once for all scopes."""
    bare: dict[Shape, list[Figure]] = field(default_factory=dict, compare=False)
    """The figures of scopes without any row of its measures: they are all alike."""

    @property
    def ledger(self) -> Ledger:
        """The parts it computes from."""
        return self.frames.ledger

    def figure(self, scope: Hashable, period: Period, history: History) -> Figure:
        """One figure; `history` are the values of the periods before."""
        return self.figures(scope, (period,), history)[0]

    def figures(self, scope: Hashable, periods: Sequence[Period], history: History = ()) -> list[Figure]:
        """The figures of consecutive periods; `history` are the values of the periods before the first."""
        if not periods:
            return []
        if history or not self._is_bare(scope):
            return self._figures(scope, periods, history)
        shape = periods[0].grain, periods[0].key, len(periods)
        if shape not in self.bare:
            self.bare[shape] = self._figures(scope, periods, history)
        found = self.bare[shape]
        return found if found[0].scope == scope else [one._replace(scope=scope) for one in found]

    def definition(self, period: Period) -> Definition | None:
        """The version in force at the end of the period."""
        return next((d for d in reversed(self.definitions) if d.effective_from <= period.key), None)

    def _is_bare(self, scope: Hashable) -> bool:
        tracks = self.ledger.tracks.get(scope, {})
        return all(tracks.keys().isdisjoint(definition.measures) for definition in self.definitions)

    def _figures(self, scope: Hashable, periods: Sequence[Period], history: History) -> list[Figure]:
        values, made = list(history), list[Figure]()
        for definition, some in self._by_version(periods):
            if definition is None or definition.ratio is None:
                reason = definition.broken if definition else self._undefined()
                figures = self._without_value(definition, scope, some, reason)
                values += [None] * len(some)
            else:
                figures = self._computed(definition, scope, some, values)
            made += figures
        return made

    def _by_version(
        self, periods: Sequence[Period]
    ) -> Iterable[tuple[Definition | None, tuple[Period, ...]]]:
        first, last = self.definition(periods[0]), self.definition(periods[-1])
        if first is last:
            return [(first, tuple(periods))]
        return [(version, tuple(some)) for version, some in groupby(periods, self.definition)]

    def _computed(
        self,
        definition: Definition,
        scope: Hashable,
        periods: tuple[Period, ...],
        values: list[Decimal | None],
    ) -> list[Figure]:
        """Whatever goes wrong inside a formula becomes the reason of the period it goes wrong in."""
        known = len(values)
        try:
            return self._judged(definition, self.frames.of(scope, periods)).figures(values)
        except Exception as error:  # noqa: BLE001  one broken indicator must not stop the others
            del values[known:]
            if len(periods) > 1:
                single = (self._computed(definition, scope, (period,), values) for period in periods)
                return [figure for figures in single for figure in figures]
            values.append(None)
            problem = DefinitionBroken(problem=f"{type(error).__name__}: {error}")
            return self._without_value(definition, scope, periods, problem)

    def _judged(self, definition: Definition, frame: Frame) -> JudgedSeries:
        if definition.version_id not in self.reasons:
            self.reasons[definition.version_id] = Reasons(definition, self.ledger)
        minimum = self.min_coverage if definition.min_coverage is None else definition.min_coverage
        reasons = self.reasons[definition.version_id]
        return JudgedSeries(definition, frame, self.direction, minimum, reasons)

    def _undefined(self) -> Statement:
        return NotKeptYet(facts=f"awaits.{self.awaits}") if self.awaits else NoVersionYet()

    def _without_value(
        self,
        definition: Definition | None,
        scope: Hashable,
        periods: tuple[Period, ...],
        reason: Statement | None,
    ) -> list[Figure]:
        version = definition.version_id if definition else None
        closing = self.frames.of(scope, periods).closing
        return [
            Figure(
                period, scope, None, version, None, None, None, None, 0, Status.NO_DATA, reason,
                None, None, None, as_of, provisional,
            )
            for period, (as_of, provisional) in zip(periods, closing, strict=True)
        ]  # fmt: skip
