"""Sets of days as spans [from, until): united, cut with each other, taken from each other."""

from collections.abc import Iterable
from datetime import date

Span = tuple[date, date]
FOREVER = date.max


def united(spans: Iterable[Span]) -> list[Span]:
    """The same days as few spans in order."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The days in both."""
    right = list(other)
    return united((max(a, c), min(b, d)) for a, b in one for c, d in right)


def without(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The days of the one that are not in the other."""
    left = united(one)
    for start, end in united(other):
        left = [piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b))]
        left = [piece for piece in left if piece[0] < piece[1]]
    return left
