"""Recency, frequency and monetary value of customers by quintiles (G26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

QUINTILES = 5


@dataclass(frozen=True, slots=True)
class Bought:
    """What a customer bought in the time looked at."""

    days_since_last: int
    orders: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Rfm:
    """Three scores from 1 (worst fifth) to 5 (best fifth)."""

    recency: int
    frequency: int
    monetary: int

    @property
    def code(self) -> str:
        """The scores side by side, 555 being the best customer."""
        return f"{self.recency}{self.frequency}{self.monetary}"


def quintile_scores(values: Sequence[Decimal | int], *, lower_is_better: bool = False) -> list[int]:
    """5 for the best fifth to 1 for the worst; those who tie share the better score."""
    best_first = sorted(values, reverse=not lower_is_better)
    place = {value: at for at, value in reversed(list(enumerate(best_first)))}
    return [QUINTILES - place[value] * QUINTILES // len(values) for value in values]


def rfm_scores(customers: Sequence[Bought]) -> list[Rfm]:
    """The scores of each customer among all of them."""
    recency = quintile_scores([one.days_since_last for one in customers], lower_is_better=True)
    frequency = quintile_scores([one.orders for one in customers])
    monetary = quintile_scores([one.amount for one in customers])
    return [Rfm(*scores) for scores in zip(recency, frequency, monetary, strict=True)]
