"""An indicator version as the engine uses it: formulas parsed once, what it reads, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Self

from domain.core.errors import DomainError
from domain.core.measure import Measure
from domain.core.period import month_of
from domain.core.statement import Statement
from domain.indicators.formula import Formula, number, threshold
from domain.indicators.formula_context import Reference, Use
from domain.indicators.indicator_version import IndicatorVersion
from domain.indicators.ratio import Ratio

WEIGHTED_TERMS = Ratio.parse("term_amount", "invoiced_with_term")
"""Average payment term of what was invoiced, in days, weighted by gross amount."""
WIN_RATE = Ratio.parse("window(won_count, 12)", "window(won_count + lost_count, 12)")
FROM_MEASURES = {"weighted_terms": WEIGHTED_TERMS, "win_rate": WIN_RATE}
"""References of thresholds that are computed from measures; weighted_terms over the formula's window."""


class DefinitionBroken(Statement):
    """A formula that cannot be computed, with what the parser or the computation said."""

    text = "The definition cannot be computed: {problem}"


@dataclass(frozen=True)
class Definition:
    """One version, ready to compute. `broken` says why it is not; then there is no formula."""

    version_id: int
    effective_from: int
    """First month it holds for (yyyymm); the period that contains its date of effect already uses it."""
    ratio: Ratio | None
    amber: Formula | None = None
    red: Formula | None = None
    target: Formula | None = None
    plan: Formula | None = None
    """What the references `plan` and ..."""
    norm: Formula | None = None
    """... `norm` of its thresholds stand for."""
    min_rows: int = 0
    hide_below: int = 0
    min_coverage: Decimal | None = None
    if_zero: str = ""
    broken: Statement | None = None

    @classmethod
    def of(cls, version: IndicatorVersion, measures: Mapping[str, Measure], *, always: bool = False) -> Self:
        """Parse a version; a mistake in it becomes its `broken` statement. `always`: as if ever in force."""
        month = 0 if always else month_of(version.effective_from)
        try:
            ratio = Ratio.parse(
                version.numerator, version.denominator, version.factor, measures.keys(),
                nothing_is_zero=version.nothing_is_zero,
            )  # fmt: skip
            amber, red, target = (
                threshold(text) if text else None for text in (version.amber, version.red, version.target)
            )
            plan = Formula.parse(version.plan, measures.keys()) if version.plan else None
            norm = number(version.norm) if version.norm else None
        except DomainError as error:
            return cls(version.id, month, None, broken=DefinitionBroken(problem=str(error)))
        return cls(
            version.id, month, ratio, amber, red, target, plan, norm,
            min_rows=version.min_rows, hide_below=version.hide_below,
            min_coverage=version.min_coverage, if_zero=version.if_zero,
        )  # fmt: skip

    @cached_property
    def yardsticks(self) -> frozenset[str]:
        """The references its thresholds are relative to."""
        formulas = (self.amber, self.red, self.target)
        return frozenset().union(*(formula.names() for formula in formulas if formula))

    @cached_property
    def measures(self) -> frozenset[str]:
        """Every measure it reads, thresholds included."""
        names = self.ratio.names() if self.ratio else frozenset[str]()
        names |= self.plan.names() if self.plan else frozenset()
        return names.union(*(FROM_MEASURES[name].names() for name in self.yardsticks & FROM_MEASURES.keys()))

    @cached_property
    def basis(self) -> frozenset[Reference]:
        """What the value rests on: the denominator's figures, or the numerator's where there is none.

        An opening balance is what was there before; it counts no cases of the period.
        """
        formulas = (self.ratio.denominator, self.ratio.numerator) if self.ratio else ()
        for formula in formulas:
            found = [r for r in formula.references if r.use is not Use.OPENING] if formula else []
            if found:
                return frozenset(found)
        return frozenset()

    @cached_property
    def needs_all(self) -> bool:
        """Without one of the figures it reads there is no value: the formula names no substitute."""
        parts = (self.ratio.numerator, self.ratio.denominator, self.ratio.factor) if self.ratio else ()
        return not any("default" in part.text for part in parts if part)

    @cached_property
    def by_member(self) -> frozenset[str]:
        """Measures it reads customer by customer."""
        references = self.ratio.references if self.ratio else frozenset[Reference]()
        return frozenset(reference.measure for reference in references if reference.use is Use.MEMBERS)

    @cached_property
    def window(self) -> int:
        """The longest window in months it reads."""
        parts = (self.ratio.numerator, self.ratio.denominator) if self.ratio else ()
        return max((part.window for part in parts if part), default=0)
