"""One figure: an indicator in one scope and period, computed, gated and rated."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.core.period import Period
from domain.core.rounding import rounded
from domain.core.statement import Statement
from domain.indicators.definition import Definition, DefinitionBroken
from domain.indicators.formula import Formula, threshold_value
from domain.indicators.ledger import Ledger
from domain.indicators.period_context import PeriodContext
from domain.indicators.ratio import FiguresMissing, NothingToDivideBy, Quotient, Ratio
from domain.indicators.status import Direction, Rating, ReferenceMissing, Status, judge
from domain.indicators.yardstick import History, yardsticks

VALUE_PLACES = 10
"""Digits after the point that a value keeps; parts are exact."""


class NoFacts(Statement):
    """Nothing that the figure needs was ever imported."""

    text = "no facts imported: {facts}"


class NotKeptYet(Statement):
    """The portal has no place yet for facts that the figure needs."""

    text = "the portal does not keep these facts yet: {facts}"


class NoVersionYet(Statement):
    """The indicator has no approved definition for this period."""

    text = "no definition in force"


class NothingToMeasure(Statement):
    """The denominator is 0; the definition says what that means."""

    text = "{why}"


class BelowZero(Statement):
    """More was credited than sold, or the like: a ratio to it would mislead."""

    text = "the denominator {denominator} is below 0"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with everything needed to believe it. Missing values have a reason."""

    period: Period
    scope: Hashable
    """Unit id, or the id of a member of a dimension."""
    value: Decimal | None
    status: Status
    as_of: date
    """The day up to which it counts: the period's last, or the day it was computed if that is earlier."""
    version_id: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    factor: Decimal | None = None
    coverage: Decimal | None = None
    rows: int = 0
    reason: Statement | None = None
    amber: Decimal | None = None
    red: Decimal | None = None
    target: Decimal | None = None

    @property
    def provisional(self) -> bool:
        """The period is not over yet."""
        return self.as_of < self.period.last_day


@dataclass(frozen=True)
class Evaluator:
    """Computes one indicator. `definitions` are its approved versions, oldest first."""

    ledger: Ledger
    definitions: Sequence[Definition]
    direction: Direction
    min_coverage: Decimal
    today: date
    awaits: str = ""
    """Facts the indicator needs and the portal does not keep."""
    lacks: dict[int, str] = field(default_factory=dict, compare=False)
    """Version -> facts nobody ever imported, found once for all its figures."""

    def figures(self, scope: Hashable, periods: Sequence[Period], history: History = ()) -> list[Figure]:
        """The figures of consecutive periods; `history` are the values of the periods before the first."""
        values, made = list(history), []
        for period in periods:
            figure = self.figure(scope, period, values)
            values.append(figure.value)
            made.append(figure)
        return made

    def figure(self, scope: Hashable, period: Period, history: History) -> Figure:
        """One figure. Whatever goes wrong inside a formula becomes its reason."""
        as_of = min(period.last_day, self.today)
        definition = self.definition(period)
        reason: Statement | None
        if definition is None or definition.ratio is None:
            reason = definition.broken if definition else self._undefined()
            version = definition.version_id if definition else None
            return Figure(period, scope, None, Status.NO_DATA, as_of, version, reason=reason)
        context = PeriodContext(self.ledger, scope, period)
        try:
            if lacking := self._never_imported(definition):
                return _without_facts(definition, definition.ratio, context, as_of, lacking)
            return self._computed(definition, context, history, as_of)
        except Exception as error:  # noqa: BLE001  one broken indicator must not stop the others
            problem = DefinitionBroken(problem=f"{type(error).__name__}: {error}")
            return Figure(period, scope, None, Status.NO_DATA, as_of, definition.version_id, reason=problem)

    def _never_imported(self, definition: Definition) -> str:
        if definition.version_id not in self.lacks:
            self.lacks[definition.version_id] = self._lacking(definition) if definition.needs_all else ""
        return self.lacks[definition.version_id]

    def _undefined(self) -> Statement:
        return NotKeptYet(facts=f"awaits.{self.awaits}") if self.awaits else NoVersionYet()

    def definition(self, period: Period) -> Definition | None:
        """The version in force at the end of the period."""
        return next((d for d in reversed(self.definitions) if d.effective_from <= period.key), None)

    def _computed(
        self, definition: Definition, context: PeriodContext, history: History, as_of: date
    ) -> Figure:
        ratio = definition.ratio
        if ratio is None:
            raise ValueError("a broken definition has no formula")
        found = ratio.evaluate(context)
        value, reason = self._outcome(definition, found, context)
        known = yardsticks(definition, context, history)
        amber = _threshold(definition.amber, known)
        red = _threshold(definition.red, known | {"amber": amber})
        coverage, rows = context.coverage(ratio.references), context.cases(definition.basis)
        minimum = self.min_coverage if definition.min_coverage is None else definition.min_coverage
        rating = judge(
            value, self.direction, amber, red, coverage=coverage, minimum=minimum, cases=rows,
            colour_from=definition.min_rows, hide_below=definition.hide_below, reason=reason,
        )  # fmt: skip
        return Figure(
            period=context.period, scope=context.scope, value=rating.value, status=rating.status, as_of=as_of,
            version_id=definition.version_id, numerator=found.numerator, denominator=found.denominator,
            factor=found.factor, coverage=_rounded(coverage.share) if coverage else None, rows=rows,
            reason=_why(rating, definition, known), amber=amber, red=red,
            target=_threshold(definition.target, known),
        )  # fmt: skip

    def _outcome(
        self, definition: Definition, found: Quotient, context: PeriodContext
    ) -> tuple[Decimal | None, Statement | None]:
        """The value, or why there is none; statements of functions stay beside a value too."""
        said = context.statements[-1] if context.statements else None
        if found.denominator is not None and found.denominator < 0:
            return None, BelowZero(denominator=found.denominator)
        if found.value is not None:
            return _rounded(found.value), said
        if lacking := self._lacking(definition):
            return None, NoFacts(facts=lacking)
        if isinstance(found.reason, NothingToDivideBy) and definition.if_zero:
            return None, NothingToMeasure(why=definition.if_zero)
        if isinstance(found.reason, FiguresMissing):
            return None, said or context.too_early or found.reason
        return None, found.reason

    def _lacking(self, definition: Definition) -> str:
        """The label key of a kind of facts that the formula needs and nobody ever imported; else empty."""
        names = definition.ratio.names() if definition.ratio else frozenset[str]()
        needed = {
            part.fact for name in names for part in self.ledger.measures[name].parts if not part.optional
        }
        lacking = sorted(fact.__name__ for fact in needed if fact.__tablename__ not in self.ledger.spans)
        return f"entity.{lacking[0]}" if lacking else ""


def _without_facts(
    definition: Definition, ratio: Ratio, context: PeriodContext, as_of: date, lacking: str
) -> Figure:
    """The parts that are known of a figure that has no value in any unit or period: no need to judge it."""
    return Figure(
        context.period, context.scope, None, Status.NO_DATA, as_of, definition.version_id,
        numerator=ratio.numerator.run(context),
        denominator=ratio.denominator.run(context) if ratio.denominator else None,
        rows=context.cases(definition.basis), reason=NoFacts(facts=lacking),
    )  # fmt: skip


def _threshold(formula: Formula | None, known: Mapping[str, Decimal | None]) -> Decimal | None:
    return None if formula is None else _rounded(threshold_value(formula, known))


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, VALUE_PLACES)


def _why(rating: Rating, definition: Definition, known: Mapping[str, Decimal | None]) -> Statement | None:
    """For a figure without colour, name the reference that is missing; without thresholds, say nothing."""
    if not isinstance(rating.reason, ReferenceMissing):
        return rating.reason
    missing = sorted(name for name in definition.yardsticks if known.get(name) is None and name != "amber")
    return ReferenceMissing(reference=", ".join(missing)) if missing else None
