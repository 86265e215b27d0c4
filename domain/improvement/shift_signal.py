"""A short series: did it leave the natural limits of the time before? (XmR chart, rules 1, 2, 5)"""

from decimal import Decimal

from domain.core.rounding import mean
from domain.improvement.effect_review import Finding, Method
from domain.improvement.observation import BeforeAfter, dense
from domain.indicators.xmr import limits, signals

NEEDED_BEFORE, NEEDED_AFTER = 6, 3
RULES = (1, 2, 5)


def find_shift(data: BeforeAfter, good: int) -> Finding | None:
    """Signals after the action against limits from before it; `good` is +1 when higher is better, else -1.

    Improvement is shown by a signal in the good direction and none in the bad one. There is no interval:
    the size is the difference of the means. None when the time before gives no limits.
    """
    before, after = dense(data.before), dense(data.after)
    natural = limits(before)
    known = [value for value in after if value is not None]
    if natural is None or not known:
        return None
    mean_after = mean(known)
    found = signals(after, natural.mean, natural.sigma, RULES)
    sides = {signal.side for signal in found}
    return Finding(
        method=Method.XMR_SHIFT,
        size=good * (mean_after - natural.mean),
        interval=None,
        shown=good * sides.pop() if len(sides) == 1 else 0,
        n=data.sizes,
        figures={
            "mean_before": natural.mean,
            "mean_after": mean_after,
            "lnpl": natural.lnpl,
            "unpl": natural.unpl,
            "sigma": natural.sigma,
            **{f"signals_rule_{rule}": Decimal(sum(one.rule == rule for one in found)) for rule in RULES},
        },
    )
