"""Adverse impact (F08): does one group reach a good grade much more rarely than another?

A screen, not a verdict: the four-fifths rule says where to look, Fisher's exact test whether chance explains
it. Groups below ten people are not compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.core.rounding import inexact, quotient

LEAST = 10
FOUR_FIFTHS = Decimal("0.8")
SIGNIFICANT = Decimal("0.05")


@dataclass(frozen=True)
class Selected:
    """How many of a group reached it."""

    hits: int
    people: int

    @property
    def rate(self) -> Decimal | None:
        """The share, 0 to 1; None of nobody."""
        return quotient(self.hits, self.people)


@dataclass(frozen=True)
class AdverseImpact:
    """The group with the lowest rate against the one with the highest.

    `ratio` is lowest / highest rate, `p` the two-sided probability of such a difference by chance.
    """

    lowest: str
    highest: str
    ratio: Decimal
    p: Decimal

    @property
    def flagged(self) -> bool:
        """Below four fifths: look closer."""
        return self.ratio < FOUR_FIFTHS

    @property
    def significant(self) -> bool:
        """Below four fifths, and chance hardly explains it: HR should find the reason."""
        return self.flagged and self.p < SIGNIFICANT


def adverse_impact(groups: Mapping[str, Selected]) -> AdverseImpact | None:
    """Compare the extreme groups of at least ten people; None with fewer than two or no hit at all."""
    rates = {
        name: rate
        for name, group in groups.items()
        if group.people >= LEAST and (rate := group.rate) is not None
    }
    if len(rates) < 2:
        return None
    lowest, highest = (extreme(rates, key=lambda name: rates[name]) for extreme in (min, max))
    if lowest == highest:
        lowest = next(name for name in rates if name != highest)
    ratio = quotient(rates[lowest], rates[highest])
    if ratio is None:
        return None
    return AdverseImpact(lowest, highest, ratio, fisher(groups[lowest], groups[highest]))


def fisher(one: Selected, other: Selected) -> Decimal:
    """Fisher's exact test, two-sided, on the fourfold table of two groups."""
    from scipy.stats import fisher_exact  # slow to import

    table = [[group.hits, group.people - group.hits] for group in (one, other)]
    return inexact(float(fisher_exact(table).pvalue))
