"""Groups of people compared with each other, none so small that somebody in it can be made out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from domain.appraisal.adverse_impact import SIGNIFICANT, AdverseImpact, Selected, adverse_impact
from domain.appraisal.effect_size import NOTABLE, cohen_d
from domain.core.rounding import mean

LEAST = 10
UNKNOWN = ""
"""The group of those of whom it is not known; never shown."""


@dataclass(frozen=True)
class Assessed:
    """One person's result: the score, and whether the grade is one of the good ones."""

    score: Decimal
    is_good: bool


@dataclass(frozen=True)
class ShownGroup:
    """A group of at least ten people: its key, how many, how many with a good grade, their mean score."""

    key: str
    people: int
    good: int
    mean_score: Decimal

    @property
    def rate(self) -> Decimal:
        """The share of good grades, 0 to 1."""
        return Decimal(self.good) / Decimal(self.people)


@dataclass(frozen=True)
class Gap:
    """The two groups whose mean scores lie farthest apart, and Cohen's d between them (higher - lower)."""

    higher: str
    lower: str
    d: Decimal

    @property
    def flagged(self) -> bool:
        """At least half a standard deviation."""
        return abs(self.d) >= NOTABLE


@dataclass(frozen=True)
class Comparison:
    """All groups by one attribute. `hidden` people are in groups too small to be shown, or unknown.

    `pairs`: among how many pairs of groups the extreme one was picked; p is multiplied by it (Bonferroni),
    as the largest of many differences is large by chance too.
    """

    groups: Sequence[ShownGroup] = ()
    hidden: int = 0
    impact: AdverseImpact | None = None
    gap: Gap | None = None
    pairs: int = field(default=0)

    @property
    def p(self) -> Decimal | None:
        """The probability of such a difference in rates by chance, whichever pair it shows in."""
        return None if self.impact is None else min(Decimal(1), self.impact.p * max(1, self.pairs))

    @property
    def is_unlikely(self) -> bool:
        """Below four fifths, and hardly by chance: somebody should find the reason."""
        p = self.p
        return self.impact is not None and self.impact.flagged and p is not None and p < SIGNIFICANT


def compared(people: Iterable[tuple[str, Assessed]], least: int = LEAST) -> Comparison:
    """Compare the groups, given as (key, person).

    Where the people left out would be few themselves, the smallest shown group is left out with them: else
    they could be reckoned from the whole.
    """
    groups: dict[str, list[Assessed]] = defaultdict(list)
    for key, person in people:
        groups[key].append(person)
    shown = sorted(
        ((key, some) for key, some in groups.items() if key != UNKNOWN and len(some) >= least),
        key=lambda one: (-len(one[1]), one[0]),
    )
    everybody = sum(map(len, groups.values()))
    while shown and 0 < everybody - sum(len(some) for _, some in shown) < least:
        shown.pop()
    kept = dict(sorted(shown))
    hidden = everybody - sum(map(len, kept.values()))
    lines = [_line(key, some) for key, some in kept.items()]
    if len(lines) < 2:
        return Comparison(lines, hidden)
    impact = adverse_impact({one.key: Selected(one.good, one.people) for one in lines})
    pairs = len(list(combinations(lines, 2)))
    return Comparison(lines, hidden, impact, _gap(kept, lines), pairs)


def _line(key: str, some: Sequence[Assessed]) -> ShownGroup:
    return ShownGroup(key, len(some), sum(one.is_good for one in some), mean([one.score for one in some]))


def _gap(groups: Mapping[str, Sequence[Assessed]], lines: Sequence[ShownGroup]) -> Gap | None:
    higher = max(lines, key=lambda one: one.mean_score).key
    lower = min((one for one in lines if one.key != higher), key=lambda one: one.mean_score).key
    d = cohen_d(*([one.score for one in groups[key]] for key in (higher, lower)))
    return None if d is None else Gap(higher, lower, d)
