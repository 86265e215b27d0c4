"""What changed for trained people against comparable untrained ones (reference F.4 level 4, G27).

Comparable: the same post, and the nearest value before. Every untrained person is compared with one trained
person at most, and the matching as a whole is the one with the least distance.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.statement import Statement
from domain.improvement.parallel_unit import difference_in_differences
from domain.training.learning_gain import PairedTest, differences_test


class NobodyComparable(Statement):
    """Without a comparison a change proves nothing about the training."""

    text = "{count} trained people have no comparable untrained colleague and are left out."


@dataclass(frozen=True)
class Way:
    """The indicator of one person before and after the training."""

    person_id: int
    post_id: int | None
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Match:
    """A trained person beside the untrained one they are compared with."""

    trained: Way
    untrained: Way

    @property
    def difference(self) -> Decimal:
        """Change of the trained less change of the untrained, in the indicator's unit."""
        return difference_in_differences(
            (self.trained.before, self.trained.after), (self.untrained.before, self.untrained.after)
        )


@dataclass(frozen=True)
class Compared:
    """All matches and what they show; `test` is None where nobody could be matched."""

    matches: Sequence[Match]
    unmatched: int
    test: PairedTest | None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What must be said beside the figure."""
        alone = (NobodyComparable(count=self.unmatched),) if self.unmatched else ()
        return (*(self.test.statements if self.test else ()), *alone)


def compare_people(trained: Sequence[Way], untrained: Sequence[Way]) -> Compared:
    """Match within posts and test the differences of the changes."""
    here, there = _by_post(trained), _by_post(untrained)
    matches = [
        match
        for post, people in sorted(here.items(), key=str)
        for match in matched(people, there.get(post, []))
    ]
    differences = [match.difference for match in matches]
    test = differences_test(differences) if differences else None
    return Compared(matches, len(trained) - len(matches), test)


def matched(trained: Sequence[Way], untrained: Sequence[Way]) -> list[Match]:
    """Pairs with the least distance of the values before, all pairs together."""
    if not trained or not untrained:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # slow to import

    far = np.array([[float(abs(one.before - other.before)) for other in untrained] for one in trained])
    rows, columns = linear_sum_assignment(far)
    return [Match(trained[row], untrained[column]) for row, column in zip(rows, columns, strict=True)]


def _by_post(people: Sequence[Way]) -> Mapping[int | None, list[Way]]:
    found: dict[int | None, list[Way]] = defaultdict(list)
    for one in sorted(people, key=lambda way: way.person_id):
        found[one.post_id].append(one)
    return found
