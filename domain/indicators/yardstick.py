"""What thresholds are relative to: the indicator's own history, or other figures of the same period."""

from collections.abc import Sequence
from decimal import Decimal

from domain.core.rounding import quotient
from domain.indicators.definition import FROM_MEASURES, Definition
from domain.indicators.period_context import PeriodContext
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


def yardsticks(definition: Definition, context: PeriodContext, history: History) -> dict[str, Decimal | None]:
    """The references that are known for this scope and period; a name that is missing has no value yet."""
    known: dict[str, Decimal | None] = {}
    for name in definition.yardsticks:
        if name in FROM_MEASURES:
            known[name] = _from_measures(name, context, definition.window)
        elif name in OWN:
            formula = definition.plan if name == "plan" else definition.norm
            # No plan and a plan of nothing are the same: there is nothing to compare with.
            known[name] = (formula.evaluate(context) or None) if formula else None
        elif name == "baseline":
            known[name] = baseline(history)
        elif name == "prior_year":
            years = context.period.grain.per_year
            known[name] = history[-years] if len(history) >= years else None
        elif name in WHOLE_HISTORY:
            found = limits(history)
            values = found and {"mean": found.mean, "sigma_xmr": found.sigma, "unpl": found.unpl}
            known[name] = values[name] if values else None
    return known


def _from_measures(name: str, context: PeriodContext, window: int) -> Decimal | None:
    if name != "weighted_terms":
        return FROM_MEASURES[name].evaluate(context).value
    months = max(window, DSO_WINDOW)
    weight = context.value("term_amount", 0, months)
    amount = context.value("invoiced_with_term", 0, months)
    return None if weight is None or amount is None else quotient(weight, amount)
