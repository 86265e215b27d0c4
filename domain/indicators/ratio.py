"""How an indicator is computed: numerator / denominator x factor, each a formula.

The parts are kept beside the value, because a roll-up is the ratio of the sums, not the mean of ratios.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Self

from domain.core.rounding import ARITHMETIC
from domain.core.statement import Statement
from domain.indicators.formula import Formula
from domain.indicators.formula_context import Context, Reference, Use
from domain.indicators.frame import Column, Frame
from domain.indicators.period_context import PeriodContext

ZERO = Decimal(0)


class FiguresMissing(Statement):
    """Figures the formula reads are not there."""

    text = "no data for {measures}"


class NothingToDivideBy(Statement):
    """The denominator is 0, or not a number that makes sense as one."""

    text = "the denominator {denominator} is 0"


class Quotient(NamedTuple):
    """A value with the parts it is made of. `reason` says why the value is missing."""

    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None = None
    factor: Decimal | None = None
    reason: Statement | None = None


@dataclass(frozen=True)
class Ratio:
    """An indicator's formula. Without denominator or factor these are 1.

    `nothing_is_zero` makes 0 / 0 the value 0 (no sales and nothing owed are 0 days outstanding); without
    it 0 / 0 is missing like any division by 0.
    """

    numerator: Formula
    denominator: Formula | None = None
    factor: Formula | None = None
    nothing_is_zero: bool = False

    @classmethod
    def parse(
        cls,
        numerator: str,
        denominator: str = "",
        factor: str = "",
        known: Collection[str] | None = None,
        *,
        nothing_is_zero: bool = False,
    ) -> Self:
        """Read the three texts (blank: left out). `days` means the longest window of the other two."""
        texts = (numerator, denominator, factor)
        window = max((Formula.parse(text, known).window for text in texts if text.strip()), default=0)
        below, times = (
            Formula.parse(text, known, days_window=window) if text.strip() else None for text in texts[1:]
        )
        return cls(Formula.parse(numerator, known, days_window=window), below, times, nothing_is_zero)

    @cached_property
    def references(self) -> frozenset[Reference]:
        """Every figure it reads."""
        return frozenset().union(*(part.references for part in self.parts))

    @property
    def parts(self) -> tuple[Formula, ...]:
        """The formulas that are there."""
        return tuple(part for part in (self.numerator, self.denominator, self.factor) if part)

    @cached_property
    def is_plain(self) -> bool:
        """It reads figures only: whether one of them is missing depends on the company, not on the unit."""
        return all(part.columns for part in self.parts) and {r.use for r in self.references} <= {Use.VALUE}

    def names(self) -> frozenset[str]:
        """The measures it reads."""
        return frozenset(reference.measure for reference in self.references)

    def months_back(self, months: int) -> int | None:
        """How many months before the end of a period of `months` its flows may lie; None: any number."""
        reach = [reference.months_back(months) for reference in self.references]
        return None if None in reach else max((back for back in reach if back is not None), default=0)

    def evaluate(self, context: Context) -> Quotient:
        """Value and parts for one unit and period."""
        above = self.numerator.run(context)
        below = self.denominator.run(context) if self.denominator else None
        times = self.factor.run(context) if self.factor else None
        if reason := self._obstacle(above, below, times, context):
            return Quotient(None, above, below, times, reason)
        return Quotient(compose(above, below, times), above, below, times)

    def columns(
        self, frame: Frame, contexts: Sequence[PeriodContext]
    ) -> tuple[Column, Column | None, Column | None]:
        """Numerator, denominator and factor (None: left out) for all periods of a frame."""
        below = self.denominator.across(frame, contexts) if self.denominator else None
        times = self.factor.across(frame, contexts) if self.factor else None
        return self.numerator.across(frame, contexts), below, times

    def is_zero(self, above: Decimal | None, below: Decimal | None) -> bool:
        """There is nothing to divide by, and the definition does not say what that means."""
        return below is not None and not below and not (self.nothing_is_zero and above == 0)

    def _obstacle(
        self, above: Decimal | None, below: Decimal | None, times: Decimal | None, context: Context
    ) -> Statement | None:
        if self.denominator and self.is_zero(above, below):
            return NothingToDivideBy(denominator=self.denominator.text)
        missing = above is None or (self.denominator and below is None) or (self.factor and times is None)
        return FiguresMissing(measures=self._missing(context)) if missing else None

    def _missing(self, context: Context) -> str:
        """The measures that have no figure; the formula's parts when each has one but the result has none."""
        absent = self.absent(context)
        return ", ".join(absent or [part.text for part in self.parts if part.run(context) is None])

    def absent(self, context: Context) -> list[str]:
        """The measures that have no figure, by name."""
        read = sorted((r.measure, r.shift, r.window) for r in self.references if r.use is Use.VALUE)
        return sorted({measure for measure, *window in read if context.value(measure, *window) is None})


def compose(
    numerator: Decimal | None, denominator: Decimal | None = None, factor: Decimal | None = None
) -> Decimal | None:
    """numerator x factor / denominator in this order, so that what divides evenly comes out even.

    None without numerator; absent denominator or factor are 1; 0 / 0 is 0 (whoever calls has allowed it).
    """
    if numerator is None:
        return None
    product = numerator if factor is None else numerator * factor
    if denominator is None:
        return product
    if not denominator:
        return None if numerator else ZERO
    return ARITHMETIC.divide(product, denominator)
