"""How likely a figure is to cross a threshold in the next periods, and when first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.indicators.status import Direction
from domain.indicators.warnings.projection import Floats, Projection

LIKELY = 0.6
"""Probability within the three periods from which a crossing is announced."""


@dataclass(frozen=True)
class Crossing:
    """Crossing one threshold."""

    probability: float
    """Of at least one of the periods being on its worse side."""
    first: int | None
    """The first step that itself is more likely than not on the worse side; None if none of them is."""

    @property
    def likely(self) -> bool:
        """Likely enough to say so: the course leads there, it is not only that it scatters widely."""
        return self.first is not None and self.probability >= LIKELY


def crossing(projection: Projection, direction: Direction, threshold: float) -> Crossing:
    """From the simulated courses: how many are on the worse side in any step, and in each of them."""
    worse = _worse(direction)(projection.paths, threshold)
    steps = np.flatnonzero(worse.mean(axis=1) >= 0.5)
    return Crossing(float(worse.any(axis=0).mean()), int(steps[0]) if steps.size else None)


def _worse(direction: Direction) -> Callable[[Floats, float], NDArray[np.bool_]]:
    """Equality is on the better side, as in `status.rate`."""
    match direction:
        case Direction.HB:
            return lambda paths, threshold: paths < threshold
        case Direction.LB:
            return lambda paths, threshold: paths > threshold
        case Direction.TB:
            return lambda paths, threshold: np.abs(paths) > threshold
