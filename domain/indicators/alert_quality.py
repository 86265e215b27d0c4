"""How often a rule was right: confirmed of closed warnings, and when a rule needs review (reference B.3)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.core.rounding import quotient

TOO_RARE = Decimal("0.2")
"""Precision below which a rule goes to review ..."""
ENOUGH = 20
"""... once this many of its warnings are closed."""


class RuleKind(StrEnum):
    """What a rule warns by: fixed thresholds, or the course of the figure."""

    FIXED = "fixed"
    LIMIT = "limit"
    BREACH_LIKELY = "breach_likely"
    ANOMALY = "anomaly"


class Judgement(StrEnum):
    """What a closed warning turned out to be."""

    CONFIRMED = "confirmed"
    """It led to an issue or a planned action, was called real or useful, or came true."""
    FALSE = "false"
    """It was called a false alarm, of no use, or put away."""
    UNJUDGED = "unjudged"
    """It ended by itself and nobody did anything about it."""


@dataclass(frozen=True)
class Tally:
    """The closed warnings of a rule."""

    confirmed: int = 0
    false: int = 0
    unjudged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.confirmed + other.confirmed, self.false + other.false, self.unjudged + other.unjudged
        )

    @property
    def closed(self) -> int:
        """All of them."""
        return self.confirmed + self.false + self.unjudged

    @property
    def precision(self) -> Decimal | None:
        """confirmed / closed, 0..1; None where none is closed."""
        return quotient(Decimal(self.confirmed), Decimal(self.closed))

    @property
    def needs_review(self) -> bool:
        """Enough warnings are closed, and too few of them were right."""
        precision = self.precision
        return self.closed >= ENOUGH and precision is not None and precision < TOO_RARE

    def and_one(self, judgement: Judgement) -> "Tally":
        """With one warning more."""
        return self + Tally(**{judgement.value: 1})


def judge_alert(was_real: bool | None, *, acted: bool) -> Judgement:
    """Of a closed alert: what its closer said outweighs what was done."""
    if was_real is not None:
        return Judgement.CONFIRMED if was_real else Judgement.FALSE
    return Judgement.CONFIRMED if acted else Judgement.UNJUDGED


def judge_advance_notice(useful: bool | None, came_true: bool | None, *, dismissed: bool) -> Judgement:
    """Of a closed notice: what a reader said outweighs what happened; a forecast that failed is false."""
    if useful is not None:
        return Judgement.CONFIRMED if useful else Judgement.FALSE
    if came_true:
        return Judgement.CONFIRMED
    return Judgement.FALSE if dismissed or came_true is False else Judgement.UNJUDGED
