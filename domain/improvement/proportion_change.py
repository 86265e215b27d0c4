"""Before and after as two proportions of cases (won of decided), with Newcombe's interval (G07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.core.rounding import ARITHMETIC, inexact
from domain.improvement.effect_review import Finding, Method
from domain.improvement.observation import BeforeAfter, Observations

NEEDED = 10


@dataclass(frozen=True, slots=True)
class Share:
    """Hits among cases."""

    hits: int
    cases: int

    @property
    def value(self) -> Decimal:
        """The proportion, 0..1."""
        return ARITHMETIC.divide(Decimal(self.hits), Decimal(self.cases))


def share_of(observations: Observations) -> Share | None:
    """All periods together; None when a reading does not count hits among cases (a ratio of amounts)."""
    counted = [_whole((item.numerator, item.denominator)) for item in observations if item.value is not None]
    if any(pair is None or not 0 <= pair[0] <= pair[1] for pair in counted):
        return None
    pairs = [pair for pair in counted if pair]
    return Share(sum(hits for hits, _ in pairs), sum(cases for _, cases in pairs))


def compare_shares(before: Share, after: Share, *, good: int, scale: Decimal = Decimal(1)) -> Finding:
    """The change of a proportion, positive when better; `good` +1 when higher is better, -1 when lower.

    `scale` is the indicator's factor (100 for percent). Both sides need cases.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep  # slow to import

    later, earlier = (after, before) if good > 0 else (before, after)
    low, high = confint_proportions_2indep(
        later.hits, later.cases, earlier.hits, earlier.cases, method="newcomb", compare="diff"
    )
    interval = inexact(float(low)) * scale, inexact(float(high)) * scale
    return Finding(
        method=Method.NEWCOMBE,
        size=(later.value - earlier.value) * scale,
        interval=interval,
        shown=int(interval[0] > 0) - int(interval[1] < 0),
        n=(before.cases, after.cases),
        figures={
            "before_hits": Decimal(before.hits),
            "before_cases": Decimal(before.cases),
            "after_hits": Decimal(after.hits),
            "after_cases": Decimal(after.cases),
        },
    )


def shares(data: BeforeAfter) -> tuple[Share, Share] | None:
    """Both sides as proportions, if they are."""
    before, after = share_of(data.before), share_of(data.after)
    return (before, after) if before and after else None


def _whole(numbers: Iterable[Decimal | None]) -> tuple[int, int] | None:
    whole = [int(number) for number in numbers if number is not None and number == number.to_integral_value()]
    return (whole[0], whole[1]) if len(whole) == 2 else None
