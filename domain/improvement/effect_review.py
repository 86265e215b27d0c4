"""What an effect review found: the measured size, how sure it is, and the verdict that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.core.statement import Statement

Interval = tuple[Decimal, Decimal]


class Method(StrEnum):
    """How before and after were compared (domain reference G.4)."""

    NEWCOMBE = "newcombe"
    """Difference of two proportions with Newcombe's interval."""
    XMR_SHIFT = "xmr_shift"
    """Signal of a shift against the natural limits of the time before."""
    SEGMENTED_REGRESSION = "segmented_regression"
    """Interrupted time series: level and trend before against level and trend after."""
    DIFFERENCE_IN_DIFFERENCES = "difference_in_differences"
    """Change against the change of a unit without the action."""
    SAME_SEASON = "same_season"
    """The same months of the year before."""


class Verdict(StrEnum):
    """Whether the action did what it was to do."""

    EFFECTIVE = "effective"
    """In the good direction, the interval excludes no effect, and at least as large as planned."""
    PARTLY = "partly"
    """As effective, but smaller than planned."""
    NOT_SHOWN = "not_shown"
    """What was seen may be chance."""
    WORSE = "worse"
    """In the bad direction, and the interval excludes no effect."""
    NOT_ENOUGH_DATA = "not_enough_data"
    """No method of the table can be used."""

    @property
    def outcome(self) -> "EffectOutcome":
        """Which way the improvement goes on: a partly shown effect is not what was planned."""
        return _OUTCOMES.get(self, EffectOutcome.NOT_EFFECTIVE)


class EffectOutcome(StrEnum):
    """The three ways out of the observation window."""

    EFFECTIVE = "effective"
    """To closing, and the change becomes the standard."""
    NOT_EFFECTIVE = "not_effective"
    """Back to cause analysis."""
    NOT_ENOUGH_DATA = "not_enough_data"
    """Inconclusive: the window is prolonged or the indicator was badly chosen."""


_OUTCOMES = {
    Verdict.EFFECTIVE: EffectOutcome.EFFECTIVE,
    Verdict.NOT_ENOUGH_DATA: EffectOutcome.NOT_ENOUGH_DATA,
}


@dataclass(frozen=True)
class Finding:
    """What one method found, before it is held against the plan.

    `size` and `interval` are in the good direction: positive is better. `shown` is +1 when improvement is
    beyond chance by the method's own rule, -1 for worsening, 0 otherwise. `held` is what is left of the
    size at the end of the window, where the method tells the two apart. `n` are cases for proportions,
    else periods.
    """

    method: Method
    size: Decimal
    interval: Interval | None
    shown: int
    n: tuple[int, int]
    held: Decimal | None = None
    statements: tuple[Statement, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)

    def verdict(self, planned: Decimal) -> Verdict:
        """The verdict when at least `planned` was wanted."""
        if not self.shown:
            return Verdict.NOT_SHOWN
        if self.shown < 0:
            return Verdict.WORSE
        reached = min(self.size, self.size if self.held is None else self.held)
        return Verdict.EFFECTIVE if reached >= planned else Verdict.PARTLY


@dataclass(frozen=True)
class EffectReview:
    """The result of comparing an indicator before and after an action.

    `size` and `interval` are in the indicator's unit and in the good direction: positive is better.
    `figures` are the named intermediate results of the method, `seed` makes its draws repeatable.
    """

    verdict: Verdict
    method: Method | None
    size: Decimal | None
    interval: Interval | None
    n_before: int
    n_after: int
    planned: Decimal
    seed: int
    statements: tuple[Statement, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def outcome(self) -> EffectOutcome:
        """Which way the improvement goes on."""
        return self.verdict.outcome
