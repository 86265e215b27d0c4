"""What thresholds are relative to: the indicator's own history, or other figures of the same period."""

from collections.abc import Sequence
from decimal import Decimal

from domain.core.rounding import quotient
from domain.indicators.definition import FROM_MEASURES, Definition
from domain.indicators.frame import Column, Frame
from domain.indicators.ratio import compose
from domain.indicators.xmr import baseline, limits

DSO_WINDOW = 3
"""Months over which payment terms are averaged where the formula has no longer window of its own."""
LAST_YEAR = frozenset({"baseline", "prior_year"})
"""References to the indicator's own values of the (at most) 12 periods before."""
WHOLE_HISTORY = frozenset({"mean", "sigma_xmr", "unpl"})
"""References to all its own values before."""
OWN = frozenset({"plan", "norm"})
"""References that the definition itself gives a meaning."""
History = Sequence[Decimal | None]
"""The indicator's values of the periods before, oldest first, without gaps."""


class Yardsticks:
    """The references of a definition's thresholds over the periods of a frame."""

    def __init__(self, definition: Definition, frame: Frame) -> None:
        self.frame = frame
        self.by_period = {
            name: _column(name, definition, frame)
            for name in definition.yardsticks & (OWN | FROM_MEASURES.keys())
        }
        self.by_history = definition.yardsticks & (LAST_YEAR | WHOLE_HISTORY)

    def known(self, at: int, history: History) -> dict[str, Decimal | None]:
        """The references of the period at this place; `history` are the values of those before it."""
        found = {name: column[at] for name, column in self.by_period.items()}
        if "baseline" in self.by_history:
            found["baseline"] = baseline(history)
        if "prior_year" in self.by_history:
            years = self.frame.periods[at].grain.per_year
            found["prior_year"] = history[-years] if len(history) >= years else None
        if wanted := self.by_history & WHOLE_HISTORY:
            limit = limits(history)
            values = limit and {"mean": limit.mean, "sigma_xmr": limit.sigma, "unpl": limit.unpl}
            found |= {name: values[name] if values else None for name in wanted}
        return found


def _column(name: str, definition: Definition, frame: Frame) -> Column:
    if name in OWN:
        formula = definition.plan if name == "plan" else definition.norm
        if formula is None:
            return [None] * frame.size
        # No plan and a plan of nothing are the same: there is nothing to compare with.
        return [value or None for value in formula.across(frame, frame.contexts)]
    if name == "weighted_terms":
        months = max(definition.window, DSO_WINDOW)
        weights, amounts = (frame.values(of, 0, months) for of in ("term_amount", "invoiced_with_term"))
        return [
            None if weight is None or amount is None else quotient(weight, amount)
            for weight, amount in zip(weights, amounts, strict=True)
        ]
    ratio = FROM_MEASURES[name]
    above, below, _ = ratio.columns(frame, frame.contexts)
    return [
        None if not part else compose(whole, part)
        for whole, part in zip(above, below or [None] * frame.size, strict=True)
    ]
