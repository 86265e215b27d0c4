"""What people learned between two tests: normalised gain and the paired test of it (F.4, F12, F13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.rounding import inexact, mean, quotient
from domain.core.statement import Statement

FULL = Decimal(100)
MEDIUM, HIGH = Decimal("0.3"), Decimal("0.7")
"""Hake's bounds of a medium and a high gain of a class."""
FEW = 10
"""Fewer people than this prove little, whatever the arithmetic says."""
CONFIDENCE = 0.95


class TooFewPeople(Statement):
    """A warning beside a figure, not a reason to hide it."""

    text = "Only {count} people: with fewer than {least} this proves little."


class NoSpread(Statement):
    """A test divides by the spread; there is none."""

    text = "All differences are equal, so chance cannot be estimated from them."


@dataclass(frozen=True)
class PairedTest:
    """Differences after - before of the same people, and how far chance explains them.

    `interval` holds the mean difference in 95 of 100 such studies; `size` is Cohen's d of paired values.
    Statistics are missing (None) for fewer than two people or without any spread.
    """

    n: int
    difference: Decimal
    t: Decimal | None = None
    p: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    size: Decimal | None = None
    statements: tuple[Statement, ...] = ()

    @property
    def shown(self) -> int:
        """+1 or -1 where the interval excludes no difference, else 0."""
        return 0 if self.interval is None else int(self.interval[0] > 0) - int(self.interval[1] < 0)


def normalised_gain(before: Decimal, after: Decimal) -> Decimal | None:
    """The part of what was still to learn that was learned; of what was known, the part lost (F12).

    Percentages in, fraction out; None for somebody who knew all before.
    """
    if before == FULL:
        return None
    return quotient(after - before, FULL - before if after >= before else before)


def class_gain(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The gain of the mean scores, not the mean of gains, which a few high beginners distort."""
    if not pairs:
        return None
    return normalised_gain(mean([before for before, _ in pairs]), mean([after for _, after in pairs]))


def paired_test(pairs: Sequence[tuple[Decimal, Decimal]]) -> PairedTest | None:
    """Student's paired t test of (before, after) (F13); None without anybody."""
    differences = [after - before for before, after in pairs]
    return differences_test(differences) if differences else None


def differences_test(differences: Sequence[Decimal]) -> PairedTest:
    """The one-sample t test of differences against none; at least one is needed."""
    n, average = len(differences), mean(differences)
    warnings: tuple[Statement, ...] = (TooFewPeople(count=n, least=FEW),) if n < FEW else ()
    if len(set(differences)) == 1:
        return PairedTest(n, average, statements=(*warnings, NoSpread()) if n > 1 else warnings)
    import numpy as np
    from scipy.stats import ttest_1samp  # slow to import

    values = np.array([float(one) for one in differences])
    found = ttest_1samp(values, 0.0)
    low, high = found.confidence_interval(CONFIDENCE)
    return PairedTest(
        n=n,
        difference=average,
        t=inexact(float(found.statistic)),
        p=inexact(float(found.pvalue)),
        interval=(inexact(float(low)), inexact(float(high))),
        size=inexact(float(values.mean() / values.std(ddof=1))),
        statements=warnings,
    )


def return_on_training(benefit: Decimal, cost: Decimal) -> Decimal | None:
    """(benefit - cost) / cost (F16); None for training that cost nothing."""
    return quotient(benefit - cost, cost)
