"""Natural limits of a figure and the signals of its latest periods (domain reference G.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.indicators.status import Direction
from domain.indicators.xmr import DEFAULT_RULES, LOCKED_POINTS, Limits, Signal, limits, signals

BASELINE = 24
"""Periods the limits are taken from, at most: those before the latest."""
ALONE = (1,)
"""Where seasons are strong, long runs are what a season is made of: only the limit itself counts."""
DIFFERENT = 4
"""Fewer different values than this are counts of rare events, for which these limits are not made."""


@dataclass(frozen=True)
class Control:
    """Limits from the periods before the latest, and every signal against them."""

    limits: Limits
    signals: tuple[Signal, ...]

    def latest(self, count: int) -> tuple[Signal, ...]:
        """Signals of the last period of a series of that length."""
        return tuple(signal for signal in self.signals if signal.index == count - 1)


def control(
    values: Sequence[Decimal], *, seasonal: bool, bounds: tuple[Decimal, Decimal] | None
) -> Control | None:
    """Judge a series without gaps; None while its limits cannot be locked (12 periods) or mean nothing."""
    before = values[:-1][-BASELINE:]
    if len(before) < LOCKED_POINTS or len(set(before)) < DIFFERENT:
        return None
    found = limits(before, bounds=bounds)
    if found is None or not found.sigma:
        return None
    rules = ALONE if seasonal else DEFAULT_RULES
    return Control(found, signals(values, found.mean, found.sigma, rules))


def is_worse(signal: Signal, value: Decimal, direction: Direction) -> bool:
    """The signal points to the bad side."""
    match direction:
        case Direction.HB:
            return signal.side < 0
        case Direction.LB:
            return signal.side > 0
        case Direction.TB:
            return signal.side == (1 if value > 0 else -1)
