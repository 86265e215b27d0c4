"""How somebody rates: more kindly or more strictly than others, or by one impression for everything (F.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import StatisticsError, correlation

from domain.appraisal.rater_scale import LEAST, spread
from domain.core.rounding import ARITHMETIC, inexact, mean, quotient

HALO = Decimal("0.9")
LEAST_RATEES = 8
"""People somebody must have rated before their competency levels are compared with each other."""

Ratings = Mapping[int, Mapping[str, Decimal]]
"""Person -> competency -> level."""


@dataclass(frozen=True)
class Leniency:
    """One rater: `difference` from the mean of all in points, `distance` in standard deviations of all."""

    rater_id: int
    people: int
    mean: Decimal
    difference: Decimal
    distance: Decimal | None

    @property
    def flagged(self) -> bool:
        """More than one standard deviation away, either way, over enough people to say so."""
        return self.people >= LEAST and self.distance is not None and abs(self.distance) > 1


def leniency(scores: Mapping[int, Sequence[Decimal]]) -> list[Leniency]:
    """Each rater against all ratings, the most lenient first."""
    everything = [score for some in scores.values() for score in some]
    if not everything:
        return []
    overall, sd = mean(everything), spread(everything)
    found = [
        Leniency(rater, len(some), own, own - overall, quotient(own - overall, sd))
        for rater, some in scores.items()
        if some
        for own in (mean(some),)
    ]
    return sorted(found, key=lambda one: (-one.difference, one.rater_id))


def halo(ratings: Ratings) -> Decimal | None:
    """The mean correlation between competencies over the people of one rater, -1 to 1.

    None with fewer than eight people, or where no two competencies vary. A pair of competencies is compared
    over the people who have a level in both.
    """
    if len(ratings) < LEAST_RATEES:
        return None
    keys = sorted({key for levels in ratings.values() for key in levels})
    found = [
        value for one, other in combinations(keys, 2) if (value := _alike(ratings, one, other)) is not None
    ]
    return ARITHMETIC.divide(sum(found, Decimal(0)), len(found)) if found else None


def is_halo(value: Decimal | None) -> bool:
    """Whether one impression seems to have decided everything."""
    return value is not None and value > HALO


def _alike(ratings: Ratings, one: str, other: str) -> Decimal | None:
    pairs = [(levels[one], levels[other]) for levels in ratings.values() if one in levels and other in levels]
    if len(pairs) < LEAST_RATEES:
        return None
    try:
        return inexact(correlation([float(a) for a, _ in pairs], [float(b) for _, b in pairs]))
    except StatisticsError:  # one of them never varies
        return None
