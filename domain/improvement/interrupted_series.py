"""Segmented regression of a series interrupted by an action (domain reference G.4).

y = b0 + b1 t + b2 D + b3 (t - t0 - 1) D, where D is 1 from the first period after. b2 is the step at
once, b2 + b3 x (last position) the effect at the end of the window. A seasonal series gets one yearly wave.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from domain.core.rounding import inexact
from domain.core.statement import Statement
from domain.improvement.block_bootstrap import DRAWS, block_length, bootstrap_interval
from domain.improvement.effect_review import Finding, Method
from domain.improvement.effect_statements import (
    AtEndOfWindow,
    AtStart,
    Autocorrelated,
    BootstrapDisagrees,
    shown_number,
)
from domain.improvement.observation import BeforeAfter, values
from domain.improvement.regression import Estimate, Fit, estimate, fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

NEEDED = 8
HANGS_TOGETHER = 1.5


def compare_trends(data: BeforeAfter, seed: int, *, seasonal: bool = False) -> Finding:
    """The effect of an action on a series whose values are better when higher.

    The effect at the end of the window decides: what is left then is what was gained. Where only the step
    at once is beyond chance, it decides instead, provided the end points the same way; `held` then keeps
    what is left. Beyond chance means that both the t interval and the bootstrap interval exclude 0.
    """
    known = data.known()
    fitted = segmented(known, seasonal=seasonal)
    slope = float(fitted.design[-1, 3])
    end, step = (estimate(fitted, _weights(fitted, since)) for since in (slope, 0.0))
    at_once = not end.shown and step.shown * end.size > 0
    effect = step if at_once else end
    redrawn = bootstrap_interval(fitted, _weights(fitted, 0.0 if at_once else slope), seed)
    confirmed = effect.shown if (redrawn[0] > 0 or redrawn[1] < 0) else 0
    return Finding(
        method=Method.SEGMENTED_REGRESSION,
        size=inexact(effect.size),
        interval=effect.interval,
        shown=confirmed,
        n=known.sizes,
        held=inexact(end.size),
        statements=(
            AtStart(held=shown_number(inexact(end.size))) if at_once else AtEndOfWindow(),
            *_doubts(fitted, redrawn, disagree=confirmed != effect.shown),
        ),
        figures=_named("end", end) | _named("step", step) | _details(fitted, redrawn),
    )


def segmented(data: BeforeAfter, *, seasonal: bool = False) -> Fit:
    """The fitted regression; missing periods leave gaps in t, so that trends keep their slope."""
    ordinals = np.array([item.period.ordinal for item in (*data.before, *data.after)], dtype=float)
    time = ordinals - ordinals[0] + 1
    after = np.arange(len(time)) >= len(data.before)
    since = np.where(after, time - time[len(data.before)], 0.0)
    columns = [np.ones_like(time), time, after.astype(float), since]
    per_year = data.before[0].period.grain.per_year
    if seasonal and per_year > 1:
        angle = 2 * np.pi * ordinals / per_year
        columns += [np.sin(angle), np.cos(angle)]
    return fit(np.column_stack(columns), np.array(values(data.before) + values(data.after)))


def durbin_watson(fitted: Fit) -> float | None:
    """2 for independent residuals, towards 0 when neighbours are alike; None for a perfect fit."""
    from statsmodels.stats.stattools import durbin_watson as statistic  # slow to import

    noise = 1e-9 * max(fitted.scale, 1e-300)
    return float(statistic(fitted.residuals)) if np.max(np.abs(fitted.residuals)) > noise else None


def _weights(fitted: Fit, since: float) -> "Vector":
    """Picks b2 + b3 x since."""
    return np.array([0.0, 0.0, 1.0, since] + [0.0] * (fitted.design.shape[1] - 4))


def _doubts(fitted: Fit, redrawn: tuple[float, float], *, disagree: bool) -> Iterator[Statement]:
    if disagree:
        low, high = (shown_number(inexact(bound)) for bound in redrawn)
        yield BootstrapDisagrees(low=low, high=high)
    statistic = durbin_watson(fitted)
    if statistic is not None and statistic < HANGS_TOGETHER:
        yield Autocorrelated(statistic=f"{statistic:.2f}")


def _named(name: str, effect: Estimate) -> dict[str, Decimal]:
    return {
        name: inexact(effect.size),
        f"{name}_ols_error": inexact(effect.plain_error),
        f"{name}_hac_error": inexact(effect.robust_error),
        f"{name}_low": inexact(effect.low),
        f"{name}_high": inexact(effect.high),
    }


def _details(fitted: Fit, redrawn: tuple[float, float]) -> dict[str, Decimal]:
    statistic = durbin_watson(fitted)
    details = {
        "bootstrap_low": redrawn[0],
        "bootstrap_high": redrawn[1],
        "draws": DRAWS,
        "block": block_length(len(fitted.residuals)),
        "lag": fitted.lag,
        "degrees_of_freedom": fitted.freedom,
        "durbin_watson": statistic,
    }
    return {name: inexact(figure) for name, figure in details.items() if figure is not None}
