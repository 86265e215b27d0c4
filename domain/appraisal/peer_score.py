"""The score of a 360 (F11): groups of raters with weights; a group too small to hide in does not count."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from domain.core.rounding import ARITHMETIC

LEAST_IN_GROUP = 3
"""Answers a group needs to be shown and to count."""
LEAST_IN_TOTAL = 5
"""Answers without which nothing at all is shown."""


class RaterGroup(StrEnum):
    """From where somebody sees the person. The manager is one, and known: their group is no secret."""

    MANAGER = "manager"
    PEER = "peer"
    SUBORDINATE = "subordinate"
    CUSTOMER = "customer"

    @property
    def weight(self) -> Decimal:
        """Its share of the score, where all groups count."""
        return _WEIGHTS[self]

    @property
    def anonymous(self) -> bool:
        """Whether its members must not be told apart."""
        return self is not RaterGroup.MANAGER

    @property
    def tone(self) -> str:
        """No group is better than another."""
        return "calm"


_WEIGHTS = {
    RaterGroup.MANAGER: Decimal("0.50"),
    RaterGroup.PEER: Decimal("0.20"),
    RaterGroup.SUBORDINATE: Decimal("0.15"),
    RaterGroup.CUSTOMER: Decimal("0.15"),
}


def counted_groups(counts: Mapping[RaterGroup, int]) -> list[RaterGroup]:
    """The groups that may be shown: none below five answers in all, none that consists of too few.

    The manager's answer alone is not shown either: with nobody beside it, it would be no 360.
    """
    if sum(counts.values()) < LEAST_IN_TOTAL:
        return []
    shown = [
        group for group in RaterGroup if counts.get(group, 0) >= (LEAST_IN_GROUP if group.anonymous else 1)
    ]
    return shown if any(group.anonymous for group in shown) else []


def peer_score(
    means: Mapping[RaterGroup, Decimal | None],
    counts: Mapping[RaterGroup, int],
    weights: Mapping[RaterGroup, Decimal] = _WEIGHTS,
) -> Decimal | None:
    """The weighted mean over the groups that count, their weights renormalised; None where none does."""
    scored = [
        (weights[group], value) for group in counted_groups(counts) if (value := means.get(group)) is not None
    ]
    total = sum((weight for weight, _ in scored), Decimal(0))
    if not total:
        return None
    return ARITHMETIC.divide(sum((weight * value for weight, value in scored), Decimal(0)), total)
