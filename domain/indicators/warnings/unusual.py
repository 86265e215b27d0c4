"""How unlike its past a value is, the season taken out of it first (domain reference G.5)."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from domain.core.rounding import inexact
from domain.indicators.robust import UNUSUAL, robust_z
from domain.indicators.warnings.projection import Floats

ENOUGH = 8
SEASONS = 2
"""Whole seasons a series must have before its season can be told from its course."""


def anomaly_scores(values: Sequence[Decimal], season: int) -> list[Decimal | None]:
    """Robust z of each value among all, oldest first; None where there is nothing to compare.

    With two whole seasons: of what is left when trend and season are taken out (STL, robust). Below that:
    of the step from the value before.
    """
    known = np.asarray([float(value) for value in values], dtype=np.float64)
    if season >= 3 and known.size >= max(SEASONS * season, ENOUGH):
        return _scores(_left_over(known, season), known)
    if known.size <= ENOUGH:
        return [None] * known.size
    return [None, *_scores(np.diff(known), known)]


def is_unusual(score: Decimal | None) -> bool:
    """Beyond 3.5 (Iglewicz & Hoaglin)."""
    return score is not None and abs(score) > UNUSUAL


def _left_over(known: Floats, season: int) -> Floats:
    from statsmodels.tsa.seasonal import STL  # seconds to import; few processes need it

    return np.asarray(STL(known, period=season, robust=True).fit().resid)


def _scores(parts: Floats, known: Floats) -> list[Decimal | None]:
    scale = float(np.max(np.abs(known))) or 1.0
    sample = [inexact(round(float(part) / scale, 9)) for part in parts]  # less than that is binary noise
    return [robust_z(sample, one) for one in sample]
