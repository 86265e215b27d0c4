"""Exact medians and percentiles of whole numbers kept as counts, so that they survive any roll-up.

Histograms of several months or units are added, then the median is taken of all records: it is never an
average of medians. Percentile method: linear interpolation between the two records around position
(n - 1) x p / 100, counted from 0 (Hyndman & Fan type 7); the 50th is therefore the usual median.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from domain.core.rounding import ARITHMETIC

Histogram = Mapping[int, int]
"""How often each whole number occurs."""


def merged(histograms: Iterable[Histogram]) -> dict[int, int]:
    """All records of several histograms in one."""
    whole: dict[int, int] = {}
    for histogram in histograms:
        for number, count in histogram.items():
            whole[number] = whole.get(number, 0) + count
    return whole


def record_count(histogram: Histogram) -> int:
    """How many records there are."""
    return sum(histogram.values())


def mean(histogram: Histogram) -> Decimal | None:
    """The arithmetic mean; None without records."""
    count = record_count(histogram)
    total = sum(number * count for number, count in histogram.items())
    return ARITHMETIC.divide(Decimal(total), Decimal(count)) if count else None


def median(histogram: Histogram) -> Decimal | None:
    """The middle record, or half-way between the two middle ones; None without records."""
    return percentile(histogram, Decimal(50))


def percentile(histogram: Histogram, percent: Decimal) -> Decimal | None:
    """The number below which `percent` (0..100) of the records lie; None without records."""
    if not 0 <= percent <= 100:
        raise ValueError(f"{percent} lies outside 0..100")
    count = record_count(histogram)
    if not count:
        return None
    position = Decimal(count - 1) * percent / 100
    rank = int(position)
    lower, upper = _records(histogram, rank)
    return lower + (position - rank) * (upper - lower)


def _records(histogram: Histogram, rank: int) -> tuple[Decimal, Decimal]:
    """The record at a rank (from 0) and the next one; the last has itself as next."""
    ends, passed = [], 0
    for number in sorted(histogram):
        passed += histogram[number]
        ends.append((passed, Decimal(number)))
    lower = next(number for end, number in ends if end > rank)
    return lower, next((number for end, number in ends if end > rank + 1), lower)
