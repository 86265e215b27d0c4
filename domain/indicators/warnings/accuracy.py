"""How far forecasts were off, in measures that also hold near zero (domain reference G.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from domain.core.rounding import inexact
from domain.indicators.robust import tracking_signal


@dataclass(frozen=True)
class Accuracy:
    """Errors of past forecasts, each made without knowing what came. None where it cannot be told."""

    wmape: float | None
    """Sum of |error| / sum of |actual|: 0.08 means 8 per cent off."""
    mase: float | None
    """Mean |error| / mean |error| of "as before" in the training values: below 1 is better than it."""
    bias: float | None
    """Sum of (forecast - actual) / sum of |actual|: above 0 it promises too much."""
    tracking: float | None
    """Sum of (actual - forecast) / mean |error|: beyond 4 it leans to one side."""
    origins: int
    """How many forecasts were compared."""


def accuracy(actual: Sequence[float], forecast: Sequence[float], scale: float | None) -> Accuracy:
    """Compare forecasts with what came. `scale` is the mean naive error of the training values."""
    errors = [a - f for a, f in zip(actual, forecast, strict=True)]
    total = sum(map(abs, actual))
    tracked = tracking_signal([inexact(error) for error in errors])
    return Accuracy(
        wmape=sum(map(abs, errors)) / total if total else None,
        mase=fmean(map(abs, errors)) / scale if errors and scale else None,
        bias=-sum(errors) / total if total else None,
        tracking=None if tracked is None else float(tracked),
        origins=len(errors),
    )


def naive_scale(training: Sequence[float], lag: int = 1) -> float | None:
    """Mean |change| over `lag` periods of the training values; None where they are too few."""
    moves = [abs(later - earlier) for earlier, later in zip(training, training[lag:], strict=False)]
    return fmean(moves) if moves else None
