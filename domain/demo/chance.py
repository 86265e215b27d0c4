"""Chance that keeps its promises: shares that hold in every stretch of draws, not only in the long run."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
CENT = Decimal("0.01")


class Deck(Generic[T]):
    """Cards that are dealt without replacement and shuffled again when used up.

    So that a rate of one in fifty does not swing through thresholds by chance where only a few dozen
    things happen in a month.
    """

    def __init__(self, random: Random, cards: Sequence[T]) -> None:
        self._random, self._cards = random, cards
        self._left: list[T] = []

    def deal(self) -> T:
        """The next card."""
        if not self._left:
            self._left = list(self._cards)
            self._random.shuffle(self._left)
        return self._left.pop()


def one_in(random: Random, count: int) -> Deck[bool]:
    """True once in `count` deals."""
    return Deck(random, [True] + [False] * (count - 1))


def cents(value: float | Decimal) -> Decimal:
    """An amount with two places."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)
