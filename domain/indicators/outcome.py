"""The value of a figure before it is rated, or why it has none."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from domain.core.period import Period
from domain.core.rounding import rounded
from domain.core.statement import Statement
from domain.indicators.definition import Definition
from domain.indicators.figure import BelowZero, NoFacts, NothingToMeasure
from domain.indicators.frame import Frame
from domain.indicators.ledger import Ledger
from domain.indicators.period_context import PeriodContext
from domain.indicators.ratio import FiguresMissing, NothingToDivideBy, Ratio, compose

VALUE_PLACES = 10
"""Digits after the point that a value keeps; parts are exact."""


def kept_digits(value: Decimal | None) -> Decimal | None:
    """The value as it is kept."""
    return None if value is None else rounded(value, VALUE_PLACES)


@dataclass
class Reasons:
    """Why figures of one definition are missing: what holds for every unit is found once."""

    definition: Definition
    ledger: Ledger
    by_period: dict[Period, Statement | None] = field(default_factory=dict)

    @cached_property
    def lacking(self) -> Statement | None:
        """A kind of facts that the formula needs and nobody ever imported."""
        names = self.definition.ratio.names() if self.definition.ratio else frozenset[str]()
        needed = {
            part.fact for name in names for part in self.ledger.measures[name].parts if not part.optional
        }
        lacking = sorted(fact.__name__ for fact in needed if fact.__tablename__ not in self.ledger.spans)
        return NoFacts(facts=f"entity.{lacking[0]}") if lacking else None

    @cached_property
    def of_zero(self) -> Statement:
        """The denominator is 0."""
        below = self.definition.ratio.denominator if self.definition.ratio else None
        if self.definition.if_zero:
            return NothingToMeasure(why=self.definition.if_zero)
        return NothingToDivideBy(denominator=below.text if below else "")

    def of_missing(self, ratio: Ratio, frame: Frame, at: int) -> Statement | None:
        """Figures that the formula reads are not there."""
        period = frame.periods[at]
        if period not in self.by_period:
            context = PeriodContext(self.ledger, frame.scope, period)
            absent = ratio.absent(context)
            missing = FiguresMissing(measures=", ".join(absent)) if absent and ratio.is_plain else None
            self.by_period[period] = context.too_early or missing
        return self.by_period[period] or _of_unit(ratio, PeriodContext(self.ledger, frame.scope, period))


def _of_unit(ratio: Ratio, context: PeriodContext) -> Statement | None:
    found = ratio.evaluate(context)
    return context.too_early or found.reason


class Outcomes:
    """Values, parts and reasons of one definition over the periods of a frame."""

    def __init__(self, definition: Definition, ratio: Ratio, frame: Frame, reasons: Reasons) -> None:
        self.ratio, self.frame, self.reasons = ratio, frame, reasons
        self.contexts = frame.fresh() if any(part.speaks for part in ratio.parts) else None
        self.above, self.below, self.times = ratio.columns(frame, self.contexts or frame.contexts)

    def parts(self, at: int) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Numerator, denominator and factor of the period at this place."""
        below, times = self.below, self.times
        return self.above[at], None if below is None else below[at], None if times is None else times[at]

    def of(self, at: int) -> tuple[Decimal | None, Statement | None]:
        """The value, or why there is none; statements of functions stay beside a value too."""
        above, below, times = self.parts(at)
        if below is not None:
            if below < 0:
                return None, BelowZero(denominator=below)
            if self.ratio.is_zero(above, below):
                return None, self.reasons.lacking or self.reasons.of_zero
        elif self.below is not None:
            return None, self._missing(at)
        if above is None or (times is None and self.times is not None):
            return None, self._missing(at)
        return kept_digits(compose(above, below, times)), self._said(at)

    def _missing(self, at: int) -> Statement | None:
        if lacking := self.reasons.lacking:
            return lacking
        return self._said(at) or self.reasons.of_missing(self.ratio, self.frame, at)

    def _said(self, at: int) -> Statement | None:
        statements = self.contexts[at].statements if self.contexts else None
        return statements[-1] if statements else None
