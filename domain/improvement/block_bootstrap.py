"""A second opinion on an interval: redraw the residuals in blocks, so that what ties neighbours stays."""

from math import cbrt, ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from domain.improvement.regression import CONFIDENCE, NOISE, Fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 5000


def block_length(points: int) -> int:
    """Neighbouring residuals drawn together: max(2, round(T^(1/3)))."""
    return max(2, round(cbrt(points)))


def bootstrap_interval(
    fitted: Fit, weights: "NDArray[np.float64]", seed: int, draws: int = DRAWS
) -> tuple[float, float]:
    """Percentile interval of a weighted sum of coefficients from a moving-block bootstrap.

    Residuals are centred and stretched by sqrt(T / degrees of freedom), because fitted residuals are
    smaller than the errors they stand for. The same seed gives the same interval.
    """
    points = len(fitted.residuals)
    block = min(block_length(points), points)
    errors = (fitted.residuals - fitted.residuals.mean()) * sqrt(points / fitted.freedom)
    starts = np.random.default_rng(seed).integers(0, points - block + 1, size=(draws, ceil(points / block)))
    drawn = (starts[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :points]
    effect = weights @ fitted.coefficients + errors[drawn] @ (weights @ np.linalg.pinv(fitted.design))
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(effect, (tail, 1 - tail))
    noise = NOISE * fitted.scale
    return (float(low) if abs(low) > noise else 0.0), (float(high) if abs(high) > noise else 0.0)
