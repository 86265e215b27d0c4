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
    """Step by which it has happened more likely than not; None if in none of them."""

    @property
    def likely(self) -> bool:
        """Likely enough to say so."""
        return self.probability >= LIKELY


def crossing(projection: Projection, direction: Direction, threshold: float) -> Crossing:
    """From the simulated courses: how many of them are on the worse side by each step."""
    worse = _worse(direction)(projection.paths, threshold)
    by_step = np.maximum.accumulate(worse, axis=0).mean(axis=1)
    later = np.flatnonzero(by_step >= 0.5)
    return Crossing(float(by_step[-1]), int(later[0]) if later.size else None)


def _worse(direction: Direction) -> Callable[[Floats, float], NDArray[np.bool_]]:
    """Equality is on the better side, as in `status.rate`."""
    match direction:
        case Direction.HB:
            return lambda paths, threshold: paths < threshold
        case Direction.LB:
            return lambda paths, threshold: paths > threshold
        case Direction.TB:
            return lambda paths, threshold: np.abs(paths) > threshold
