"""Formulas: what users write over measures, and thresholds over references, in one small language.

Names, numbers, + - * / ( ), and the functions of formula_functions. Missing in, missing out; a division
by 0 is missing, never 0 or infinity. `days` is the number of calendar days of the period, or of the
longest window in the same indicator. A formula is parsed once and evaluated as often as needed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from domain.indicators.formula_columns import Across, across
from domain.indicators.formula_compiler import DAYS, Compiler
from domain.indicators.formula_context import Context, KnownValues, Reference
from domain.indicators.formula_functions import LOOKUPS, Evaluate
from domain.indicators.formula_numbers import NUMERIC
from domain.indicators.formula_pairs import PAIRS
from domain.indicators.formula_series import SERIES
from domain.indicators.formula_source import Source
from domain.indicators.formula_time import SHIFTING
from domain.indicators.frame import Column, Frame
from domain.indicators.period_context import PeriodContext

__all__ = ["DAYS", "SIGNATURES", "THRESHOLD_NAMES", "Formula", "number", "threshold", "threshold_value"]

SIGNATURES: Mapping[str, str] = {
    **{name: function.signature for name, function in NUMERIC.items()},
    **{name: function.signature for name, function in LOOKUPS.items()},
    **{name: pair.signature for name, pair in PAIRS.items()},
    **{name: series.signature for name, series in SERIES.items()},
    **SHIFTING,
}
"""Every function with how it is written, for help beside the formula field."""

THRESHOLD_NAMES = frozenset(
    {
        "plan",
        "baseline",
        "norm",
        "prior_year",
        "weighted_terms",
        "win_rate",
        "sigma_xmr",
        "mean",
        "unpl",
        "amber",
    }
)
"""References a threshold may be relative to (domain reference 0, relative thresholds)."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula. Equal texts are equal formulas."""

    text: str
    references: frozenset[Reference] = field(compare=False)
    run: Evaluate = field(compare=False, repr=False)
    columns: Across | None = field(default=None, compare=False, repr=False)
    """The same over all periods of a frame at once; None where it must be computed period by period."""

    @classmethod
    def parse(
        cls,
        text: str,
        known: Collection[str] | None = None,
        *,
        timeless: bool = False,
        days_window: int = 0,
    ) -> Self:
        """Read a formula, or raise a FormulaError with position and known names.

        `known` are the names that may occur (None: any). `timeless` allows numbers and arithmetic only.
        `days_window` is the window in months that a bare `days` means.
        """
        source = Source.read(text)
        compiler = Compiler(source, known, timeless, days_window)
        run = compiler.compiled()
        columns = None if timeless else across(source, days_window)
        return cls(source.text, frozenset(compiler.references), run, columns)

    def names(self) -> frozenset[str]:
        """The measures or references it reads."""
        return frozenset(reference.measure for reference in self.references)

    @property
    def window(self) -> int:
        """The longest window in months it reads; 0 when it reads its own period only."""
        return max((reference.window for reference in self.references), default=0)

    @property
    def speaks(self) -> bool:
        """It may say something beside its value."""
        return self.columns is None or any(f"{name}(" in self.text for name in SERIES)

    def evaluate(self, context: Context) -> Decimal | None:
        """Its value for one unit and period; None when something it needs is missing."""
        return self.run(context)

    def across(self, frame: Frame, contexts: Sequence[PeriodContext]) -> Column:
        """Its values for all periods of a frame; `contexts` are the periods one by one."""
        return self.columns(frame, contexts) if self.columns else [self.run(context) for context in contexts]


def threshold(text: str) -> Formula:
    """A threshold: a number, or arithmetic over the references. FormulaError for anything else."""
    return Formula.parse(text, THRESHOLD_NAMES, timeless=True)


def number(text: str) -> Formula:
    """A number, or arithmetic over numbers. FormulaError for anything else."""
    return Formula.parse(text, (), timeless=True)


def threshold_value(formula: Formula, references: Mapping[str, Decimal | None]) -> Decimal | None:
    """The threshold as a number; None while a reference is missing (then there is no colour)."""
    return formula.evaluate(KnownValues(references))
