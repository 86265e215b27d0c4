"""The functions of the formula language that compare an expression with its own past."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.statement import Statement
from domain.indicators.formula_context import Context
from domain.indicators.formula_functions import Evaluate
from domain.indicators.robust import robust_z, tracking_signal

TRACKING_LEAST = 6
"""Fewer periods tell nothing about a lean."""


class HistoryTooShort(Statement):
    """There are too few earlier values to compare with."""

    text = "only {known} earlier values, {needed} are needed"


Find = Callable[[Decimal, Sequence[Decimal], int, Context], Decimal | None]
"""(present value, earlier values newest first, least number, context) -> result."""


@dataclass(frozen=True)
class Series:
    """A function of an expression's present and earlier values. `given` says how many numbers follow it."""

    signature: str
    given: int
    find: Find


def over(shifted: Sequence[Evaluate], find: Find, least: int) -> Evaluate:
    """Evaluate at each period back; `shifted[k]` is the expression k months earlier."""

    def run(context: Context) -> Decimal | None:
        present = shifted[0](context)
        if present is None:
            return None
        earlier = (shifted[back](context) for back in range(context.months, len(shifted), context.months))
        return find(present, [value for value in earlier if value is not None], least, context)

    return run


def _robust(present: Decimal, earlier: Sequence[Decimal], least: int, context: Context) -> Decimal | None:
    if len(earlier) < least:
        context.note(HistoryTooShort(known=len(earlier), needed=least))
        return None
    return robust_z(earlier, present)


def _tracking(present: Decimal, earlier: Sequence[Decimal], _: int, context: Context) -> Decimal | None:
    errors = [present, *earlier]
    if len(errors) < TRACKING_LEAST:
        context.note(HistoryTooShort(known=len(earlier), needed=TRACKING_LEAST - 1))
        return None
    return tracking_signal(errors)


SERIES: Mapping[str, Series] = {
    "robust_z": Series("robust_z(expression, months before, least values)", 2, _robust),
    "tracking": Series("tracking(error, months)", 1, _tracking),
}
"""`robust_z` judges the present value by those of the months before it; `tracking` adds up the errors of
the months that end with the present one."""
