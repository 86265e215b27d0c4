"""What a model expects of the next periods: the centre, and how widely the truth may scatter around it."""

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 2000
"""Simulated courses: enough for a probability of 0.6 to be told within about 0.01."""
LEVELS = (0.80, 0.95)


@dataclass(frozen=True)
class Projection:
    """The next periods, first one first. `paths` are simulated courses, one column each."""

    centre: Floats
    deviation: Floats
    """Standard deviation of the forecast error by step."""
    paths: Floats
    linear: bool = True
    """The errors add, so the interval is known exactly; else it is read from the simulated courses."""
    known: bool = True
    """False: too few values to say how far off it may be."""

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Between what the truth will lie with this probability."""
        if self.linear:
            reach = NormalDist().inv_cdf(0.5 + level / 2) * self.deviation
            return self.centre - reach, self.centre + reach
        low, high = np.quantile(self.paths, [0.5 - level / 2, 0.5 + level / 2], axis=1)
        return low, high

    def widened(self, factor: float) -> "Projection":
        """The same centre with errors `factor` times as large."""
        middle = self.centre[:, None]
        return replace(self, deviation=self.deviation * factor, paths=middle + (self.paths - middle) * factor)

    def within(self, low: float, high: float) -> "Projection":
        """Cut to what the figure can be (a share is never above 1)."""
        return replace(self, centre=np.clip(self.centre, low, high), paths=np.clip(self.paths, low, high))

    def scaled(self, factor: float) -> "Projection":
        """In another unit of measurement."""
        return replace(
            self, centre=self.centre * factor, deviation=self.deviation * factor, paths=self.paths * factor
        )


def naive(values: Floats, steps: int, rng: np.random.Generator) -> Projection:
    """As the last value; what may happen adds up from period to period."""
    moves = np.diff(values)
    sigma = float(np.sqrt(np.mean(moves**2))) if moves.size else 0.0
    centre = np.full(steps, values[-1])
    paths = centre[:, None] + np.cumsum(rng.normal(0, sigma, (steps, DRAWS)), axis=0)
    return Projection(centre, sigma * np.sqrt(np.arange(1, steps + 1)), paths, known=moves.size >= 5)


def seasonal_naive(values: Floats, season: int, steps: int, rng: np.random.Generator) -> Projection:
    """As the same period a year before. At most one season ahead."""
    moves = values[season:] - values[:-season]
    sigma = float(np.sqrt(np.mean(moves**2)))
    centre = values[-season:][:steps].copy()
    paths = centre[:, None] + rng.normal(0, sigma, (steps, DRAWS))
    return Projection(centre, np.full(steps, sigma), paths)


def linear_deviation(
    sigma: float, steps: int, *, level: float, trend: float = 0.0, damping: float = 1.0,
    seasonal: float = 0.0, season: int = 0,
) -> Floats:  # fmt: skip
    """Standard deviation of the error of a smoothing model with additive errors, by step ahead.

    sigma sqrt(1 + sum of c_j^2 for j < h), c_j = level + trend (damping + .. + damping^j), plus `seasonal`
    where j is a whole number of seasons (Hyndman & Athanasopoulos; for a level alone 1 + level^2 (h - 1)).
    """
    ahead = np.arange(1, steps)
    carried = level + trend * np.cumsum(damping**ahead)
    if season:
        carried = carried + seasonal * (ahead % season == 0)
    return sigma * np.sqrt(np.concatenate(([1.0], 1.0 + np.cumsum(carried**2))))
