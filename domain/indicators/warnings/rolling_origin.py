"""How a model would have done: forecasts from past origins, and what came (domain reference G.3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, quantiles

import numpy as np

from domain.indicators.warnings.accuracy import Accuracy, accuracy, naive_scale
from domain.indicators.warnings.projection import Floats, Projection

ORIGINS = 12
TOO_NARROW = 0.65
"""Share of truths inside the 80 % interval below which it is widened."""
ENOUGH = 4
"""Origins below which nothing is said about accuracy or coverage."""
Projecting = Callable[[Floats, int], Projection | None]
"""Values up to the origin, steps ahead."""


@dataclass(frozen=True)
class PastForecast:
    """One forecast from the past and what came; both from the first step on, as far as known."""

    projection: Projection
    actual: Floats
    scale: float | None

    @property
    def inside(self) -> bool:
        """The first value lay in the 80 % interval."""
        low, high = self.projection.interval(0.80)
        return bool(low[0] <= self.actual[0] <= high[0])

    @property
    def surprises(self) -> list[float]:
        """|error| / expected deviation, step by step."""
        deviation = self.projection.deviation[: self.actual.size]
        errors = np.abs(self.actual - self.projection.centre[: self.actual.size])
        return [float(e / d) for e, d in zip(errors, deviation, strict=True) if d > 0]


@dataclass(frozen=True)
class PastForecasts:
    """The forecasts of one model from the last origins, oldest first."""

    made: tuple[PastForecast, ...]

    def last(self, count: int) -> "PastForecasts":
        """Those from the latest origins."""
        return PastForecasts(self.made[len(self.made) - count :])

    @property
    def accuracy(self) -> Accuracy:
        """Of the first step."""
        scales = [one.scale for one in self.made if one.scale]
        return accuracy(
            [float(one.actual[0]) for one in self.made],
            [float(one.projection.centre[0]) for one in self.made],
            fmean(scales) if scales else None,
        )

    @property
    def coverage(self) -> float | None:
        """Share of truths inside the 80 % interval; None with too few origins."""
        return fmean(one.inside for one in self.made) if len(self.made) >= ENOUGH else None

    @property
    def widening(self) -> float:
        """By how much intervals must grow to have held 80 % of the truths; 1 while they hold enough."""
        covered = self.coverage
        surprises = [size for one in self.made for size in one.surprises]
        if covered is None or covered >= TOO_NARROW or len(surprises) < ENOUGH:
            return 1.0
        return max(1.0, quantiles(surprises, n=10)[7] / NormalDist().inv_cdf(0.9))


def past_forecasts(
    values: Floats, steps: int, least: int, project: Projecting, season: int = 1
) -> PastForecasts:
    """Forecast from each of the last 12 origins that leaves `least` values to learn from."""
    made = []
    for origin in range(max(least, values.size - ORIGINS), values.size):
        training, actual = values[:origin], values[origin : origin + steps]
        projection = project(training, steps)
        if projection is not None:
            made.append(PastForecast(projection, actual, naive_scale(training.tolist(), season)))
    return PastForecasts(tuple(made))


def best(candidates: Sequence[PastForecasts]) -> int:
    """Position of the one with the lowest MASE over the origins all have in common; the first of equals."""
    shared = min(len(one.made) for one in candidates)

    def error(at: int) -> float:
        found = candidates[at].last(shared).accuracy.mase
        return float("inf") if found is None else found

    return min(range(len(candidates)), key=error)
