"""The scales of different raters made comparable (F07): a proposal for the meeting, never a decision."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import stdev

from domain.core.rounding import ARITHMETIC, mean

LEAST = 5
"""People somebody must have rated, so that the spread of these ratings says something about the rater."""


def rescaled(
    scores: Sequence[Decimal], overall_mean: Decimal, overall_sd: Decimal, least: int = LEAST
) -> list[Decimal]:
    """A rater's scores with the mean and standard deviation of all: mean + z x sd, z by the rater's own.

    With fewer than `least` people, or where the rater gave all the same, only the mean is shifted.
    Standard deviations are those of samples (n - 1).
    """
    if not scores:
        return []
    own_mean = mean(scores)
    own_sd = spread(scores)
    if len(scores) < least or not own_sd:
        return [score - own_mean + overall_mean for score in scores]
    factor = ARITHMETIC.divide(overall_sd, own_sd)
    return [overall_mean + ARITHMETIC.multiply(score - own_mean, factor) for score in scores]


def spread(scores: Sequence[Decimal]) -> Decimal:
    """The standard deviation of a sample; 0 below two values."""
    return stdev(scores) if len(scores) > 1 else Decimal(0)
