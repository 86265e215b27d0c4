"""The functions of the formula language that move in time."""

from collections.abc import Mapping
from decimal import Decimal

from domain.core.statement import Statement
from domain.indicators.formula_context import Context
from domain.indicators.formula_functions import Evaluate
from domain.receivables.countback import count_back


class HistoryUsedUp(Statement):
    """The receivables are more than all recorded sales: the true figure is larger than can be counted."""

    text = "more than {days} days: the recorded sales are used up"


def countback(balance: str, flow: str, shift: int) -> Evaluate:
    """Days of the newest flow that make up the balance; missing, with a note, when history is used up."""

    def run(context: Context) -> Decimal | None:
        receivables = context.value(balance, shift, 0)
        if receivables is None:
            return None
        found = count_back(receivables, context.series(flow, shift))
        if found.censored:
            context.note(HistoryUsedUp(days=found.days))
            return None
        return found.days

    return run


def opening(measure: str, shift: int, window: int) -> Evaluate:
    """The balance at the end of the period (or window) before."""
    return lambda context: context.value(measure, shift + max(context.months, window), 0)


SHIFTING: Mapping[str, str] = {
    "prior": "prior(expression, months)",
    "window": "window(expression, months)",
    "opening": "opening(balance)",
    "countback": "countback(balance, flow)",
}
"""Functions that move in time, with how they are written."""
