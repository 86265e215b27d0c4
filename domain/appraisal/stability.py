"""Grades that moved although the figures did not (F.3): somebody should be able to say why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

STEADY = Decimal(5)
"""Points of the computed score by which figures may differ and still count as unchanged."""


@dataclass(frozen=True)
class TwoCycles:
    """One person in two cycles. The scores are those that figures alone give, without ratings; position 1 is
    the best grade.
    """

    person_id: int
    position_before: int
    position_now: int
    figures_before: Decimal | None
    figures_now: Decimal | None

    @property
    def moved(self) -> int:
        """Grades up (positive) or down."""
        return self.position_before - self.position_now


def unexplained(pairs: Iterable[TwoCycles], steady: Decimal = STEADY) -> list[TwoCycles]:
    """Those whose grade changed while the figures did not, or moved the other way; most moved first."""
    return sorted(
        (one for one in pairs if one.moved and not _explained(one, steady)),
        key=lambda one: (-abs(one.moved), one.person_id),
    )


def _explained(one: TwoCycles, steady: Decimal) -> bool:
    if one.figures_before is None or one.figures_now is None:
        return True  # without figures on both sides nothing can be said
    change = one.figures_now - one.figures_before
    return abs(change) > steady and (change > 0) == (one.moved > 0)
