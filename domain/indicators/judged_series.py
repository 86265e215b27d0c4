"""The figures of one definition over the periods of a frame: values, thresholds, colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.core.statement import Statement
from domain.indicators.definition import Definition
from domain.indicators.figure import Figure
from domain.indicators.formula import Formula, threshold_value
from domain.indicators.frame import COMPLETE, Frame
from domain.indicators.outcome import Outcomes, Reasons, kept_digits
from domain.indicators.status import Coverage, Direction, Rating, ReferenceMissing, Status, judge
from domain.indicators.yardstick import History, Yardsticks

WHOLE = kept_digits(Decimal(1))
Known = Mapping[str, Decimal | None]
Resolved = tuple[Known, Decimal | None, Decimal | None, Decimal | None]
"""(references, amber, red, target) of a period."""


class Thresholds:
    """The thresholds of a definition over the periods of a frame, as numbers."""

    def __init__(self, definition: Definition, frame: Frame) -> None:
        self.definition = definition
        relative = definition.yardsticks - {"amber"}
        self.yardsticks = Yardsticks(definition, frame) if relative else None
        self.fixed = self._resolve({})

    def at(self, at: int, history: History) -> Resolved:
        """Those of the period at this place; `history` are the values before it."""
        if self.yardsticks is None:
            return self.fixed
        return self._resolve(self.yardsticks.known(at, history))

    def _resolve(self, known: Known) -> Resolved:
        amber = _number(self.definition.amber, known)
        red = _number(self.definition.red, {**known, "amber": amber})
        return known, amber, red, _number(self.definition.target, known)


@dataclass
class JudgedSeries:
    """One definition over a frame."""

    definition: Definition
    frame: Frame
    direction: Direction
    minimum: Decimal
    """The share of facts below which no value is shown."""
    reasons: Reasons

    def figures(self, values: list[Decimal | None]) -> list[Figure]:
        """The figure of each period; `values` are those before it and grow by one each."""
        definition, ratio = self.definition, self.definition.ratio
        if ratio is None:
            raise ValueError("a broken definition has no formula")
        outcomes = Outcomes(definition, ratio, self.frame, self.reasons)
        rows = self.frame.cases(definition.basis)
        if definition.needs_all and self.reasons.lacking:
            values += [None] * self.frame.size
            return self._never_imported(outcomes, rows)
        coverage = self.frame.coverage(ratio.references)
        thresholds = Thresholds(definition, self.frame)
        made: list[Figure] = []
        for at in range(self.frame.size):
            figure = self._figure(outcomes, at, coverage[at], rows[at], thresholds.at(at, values))
            values.append(figure.value)
            made.append(figure)
        return made

    def _figure(
        self, outcomes: Outcomes, at: int, coverage: Coverage | None, rows: int, thresholds: Resolved
    ) -> Figure:
        definition, (known, amber, red, target) = self.definition, thresholds
        value, reason = outcomes.of(at)
        above, below, times = outcomes.parts(at)
        rating = judge(
            value, self.direction, amber, red, coverage=None if coverage is COMPLETE else coverage,
            minimum=self.minimum, cases=rows, colour_from=definition.min_rows,
            hide_below=definition.hide_below, reason=reason,
        )  # fmt: skip
        as_of, provisional = self.frame.closing[at]
        return Figure(
            self.frame.periods[at], self.frame.scope, times, definition.version_id, rating.value, above,
            below, _share(coverage), rows, rating.status, _why(rating, definition, known), amber, red, target,
            as_of, provisional,
        )  # fmt: skip

    def _never_imported(self, outcomes: Outcomes, rows: list[int]) -> list[Figure]:
        """The parts that are known where no unit or period has a value: nothing to judge."""
        made: list[Figure] = []
        for at, (as_of, provisional) in enumerate(self.frame.closing):
            above, below, _ = outcomes.parts(at)
            made.append(
                Figure(
                    self.frame.periods[at], self.frame.scope, None, self.definition.version_id, None, above,
                    below, None, rows[at], Status.NO_DATA, self.reasons.lacking, None, None, None,
                    as_of, provisional,
                )
            )  # fmt: skip
        return made


def _share(coverage: Coverage | None) -> Decimal | None:
    if coverage is None:
        return None
    return WHOLE if coverage is COMPLETE else kept_digits(coverage.share)


def _number(formula: Formula | None, known: Known) -> Decimal | None:
    return None if formula is None else kept_digits(threshold_value(formula, known))


def _why(rating: Rating, definition: Definition, known: Known) -> Statement | None:
    """For a figure without colour, name the reference that is missing; without thresholds, say nothing."""
    if not isinstance(rating.reason, ReferenceMissing):
        return rating.reason
    missing = sorted(name for name in definition.yardsticks if known.get(name) is None and name != "amber")
    return ReferenceMissing(reference=", ".join(missing)) if missing else None
