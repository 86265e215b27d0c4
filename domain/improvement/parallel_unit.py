"""Difference-in-differences: what changed here against what changed in a unit without the action (G27)."""

from decimal import Decimal

import numpy as np

from domain.core.rounding import inexact, mean
from domain.improvement.effect_review import Finding, Method
from domain.improvement.observation import BeforeAfter, Observation, Observations, values
from domain.improvement.regression import estimate, fit

NEEDED_BEFORE, NEEDED_AFTER = 6, 3
SIGNIFICANT = 0.05


def difference_in_differences(treated: tuple[Decimal, Decimal], control: tuple[Decimal, Decimal]) -> Decimal:
    """(after - before) of the treated unit minus (after - before) of the control unit."""
    return (treated[1] - treated[0]) - (control[1] - control[0])


def gaps(treated: BeforeAfter, control: BeforeAfter) -> BeforeAfter:
    """Treated minus control in every period in which both have a value."""
    return BeforeAfter(_gaps(treated.before, control.before), _gaps(treated.after, control.after))


def trends_differed(gap: BeforeAfter) -> bool:
    """The gap between the units already moved before the action: the control is no comparison."""
    fitted_to = values(gap.before)
    if max(fitted_to) - min(fitted_to) <= 1e-9 * max(map(abs, fitted_to)):
        return False
    from scipy.stats import linregress  # slow to import

    slope = linregress([item.period.ordinal for item in gap.before], fitted_to)
    return bool(slope.pvalue < SIGNIFICANT)


def compare_to_control(gap: BeforeAfter, good: int) -> Finding:
    """The change of the gap when the action took effect; `good` is +1 when higher is better, else -1.

    The point estimate equals the difference-in-differences of the means over the same periods.
    """
    series = good * np.array(values(gap.before) + values(gap.after))
    after = np.arange(len(series)) >= len(gap.before)
    fitted = fit(np.column_stack([np.ones(len(series)), after.astype(float)]), series)
    effect = estimate(fitted, np.array([0.0, 1.0]))
    return Finding(
        method=Method.DIFFERENCE_IN_DIFFERENCES,
        size=good * (_mean(gap.after) - _mean(gap.before)),
        interval=effect.interval,
        shown=effect.shown,
        n=gap.sizes,
        figures={
            "gap_before": _mean(gap.before),
            "gap_after": _mean(gap.after),
            "ols_error": inexact(effect.plain_error),
            "hac_error": inexact(effect.robust_error),
            "lag": inexact(fitted.lag),
            "degrees_of_freedom": inexact(fitted.freedom),
        },
    )


def _gaps(treated: Observations, control: Observations) -> list[Observation]:
    other = {item.period: item.value for item in control}
    found = [
        Observation(item.period, item.value - value)
        for item in treated
        if item.value is not None and (value := other.get(item.period)) is not None
    ]
    return sorted(found, key=lambda item: item.period)


def _mean(observations: Observations) -> Decimal:
    return mean([item.value for item in observations if item.value is not None])
