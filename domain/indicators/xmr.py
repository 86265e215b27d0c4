"""Natural limits of a series from its own month-to-month movement (XmR chart), and signals that it changed.

Formulas and constants: domain reference G.2. A missing period breaks moving ranges, runs and trends.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from domain.core.rounding import ARITHMETIC

Series = Sequence[Decimal | None]

TRIAL_POINTS, LOCKED_POINTS = 6, 12
DEFAULT_RULES = (1, 2, 3, 5)
RUN, TREND = 9, 6
BASELINE_PERIODS, BASELINE_MINIMUM = 12, 6
SIGMA = Decimal("1.128")
BIG_RANGE = Decimal("3.5")
BY_MEAN = (Decimal("2.660"), Decimal("3.268"))
BY_MEDIAN = (Decimal("3.145"), Decimal("3.865"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Natural process limits. `range_average` is the mean (or median) moving range."""

    mean: Decimal
    range_average: Decimal
    unpl: Decimal
    lnpl: Decimal
    range_limit: Decimal
    sigma: Decimal
    points: int

    @property
    def trial(self) -> bool:
        """Too few points to lock the limits."""
        return self.points < LOCKED_POINTS


@dataclass(frozen=True, slots=True)
class Signal:
    """A Nelson rule met at a position of the series; `side` +1 above or upward, -1 below or downward."""

    rule: int
    index: int
    side: int


def limits(
    series: Series,
    *,
    by_median: bool = False,
    bounds: tuple[Decimal, Decimal] | None = None,
    without_big_ranges: bool = False,
) -> Limits | None:
    """Limits of a series; None below 6 points.

    `by_median` uses the median moving range, for a series with a few wild points; the centre stays the
    mean. `bounds` (0..1 for rates) clip the limits. `without_big_ranges` leaves ranges above 3.5 times
    the mean range out of the mean (Nelson 1982).
    """
    known = [value for value in series if value is not None]
    ranges = moving_ranges(series)
    if len(known) < TRIAL_POINTS or not ranges:
        return None
    average = median(ranges) if by_median else _average(ranges)
    if without_big_ranges and not by_median:
        average = _average([size for size in ranges if size <= BIG_RANGE * average])
    width, range_width = BY_MEDIAN if by_median else BY_MEAN
    mean, reach = _average(known), width * average
    low, high = bounds or (mean - reach, mean + reach)
    return Limits(
        mean=mean,
        range_average=average,
        unpl=min(mean + reach, high),
        lnpl=max(mean - reach, low),
        range_limit=range_width * average,
        sigma=reach / 3 if by_median else ARITHMETIC.divide(average, SIGMA),
        points=len(known),
    )


def moving_ranges(series: Series) -> list[Decimal]:
    """Distances between neighbours; none across a missing period."""
    return [
        abs(after - before) for before, after in pairwise(series) if before is not None and after is not None
    ]


def baseline(prior: Series) -> Decimal | None:
    """Median of the 12 periods before, oldest first; None while fewer than 6 of them have a value."""
    known = [value for value in prior[-BASELINE_PERIODS:] if value is not None]
    return median(known) if len(known) >= BASELINE_MINIMUM else None


def signals(
    series: Series, mean: Decimal, sigma: Decimal, rules: Collection[int] = DEFAULT_RULES
) -> tuple[Signal, ...]:
    """Every point at which one of the Nelson rules 1, 2, 3, 5 is met, against given centre and sigma.

    1: beyond 3 sigma. 2: the ninth and later in a row on one side; a point on the centre breaks the row.
    3: the sixth and later steadily up or down; ties break it. 5: beyond 2 sigma, as one of the last three
    points already was on the same side.
    """
    found = [Signal(rule, index, side) for rule in rules for index, side in _RULES[rule](series, mean, sigma)]
    return tuple(sorted(found, key=lambda signal: (signal.index, signal.rule)))


def _average(values: Sequence[Decimal]) -> Decimal:
    return ARITHMETIC.divide(sum(values, Decimal(0)), Decimal(len(values)))


def _side(distance: Decimal) -> int:
    return (distance > 0) - (distance < 0)


Hits = Iterator[tuple[int, int]]


def _beyond(series: Series, mean: Decimal, sigma: Decimal) -> Hits:
    for index, value in enumerate(series):
        if value is not None and abs(value - mean) > 3 * sigma:
            yield index, _side(value - mean)


def _one_side(series: Series, mean: Decimal, sigma: Decimal) -> Hits:
    yield from _in_a_row([0 if value is None else _side(value - mean) for value in series], RUN)


def _steady(series: Series, mean: Decimal, sigma: Decimal) -> Hits:
    steps = [
        0 if before is None or after is None else _side(after - before) for before, after in pairwise(series)
    ]
    yield from ((index + 1, side) for index, side in _in_a_row(steps, TREND - 1))


def _in_a_row(sides: Sequence[int], needed: int) -> Hits:
    length = 0
    for index, side in enumerate(sides):
        length = length + 1 if side and index and side == sides[index - 1] else int(side != 0)
        if length >= needed:
            yield index, side


def _two_of_three(series: Series, mean: Decimal, sigma: Decimal) -> Hits:
    for index, value in enumerate(series):
        if value is None or abs(value - mean) <= 2 * sigma:
            continue
        side = _side(value - mean)
        for earlier in reversed(series[max(0, index - 2) : index]):
            if earlier is None:
                break
            if (earlier - mean) * side > 2 * sigma:
                yield index, side
                break


_RULES: dict[int, Callable[[Series, Decimal, Decimal], Hits]] = {
    1: _beyond,
    2: _one_side,
    3: _steady,
    5: _two_of_three,
}
