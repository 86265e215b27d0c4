"""Cohen's d (F09): how far apart two groups score, measured by the spread within them."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import variance

from domain.core.rounding import ARITHMETIC, mean

LEAST = 10
NOTABLE = Decimal("0.5")
"""From this distance on, either way, a gap between groups is looked into (a medium effect)."""


def cohen_d(one: Sequence[Decimal], other: Sequence[Decimal]) -> Decimal | None:
    """(mean of one - mean of other) / pooled standard deviation; None where nobody differs within the groups.

    Needs at least two values on each side.
    """
    if len(one) < 2 or len(other) < 2:
        return None
    free = len(one) + len(other) - 2
    pooled = ARITHMETIC.divide((len(one) - 1) * variance(one) + (len(other) - 1) * variance(other), free)
    return ARITHMETIC.divide(mean(one) - mean(other), pooled.sqrt()) if pooled else None
