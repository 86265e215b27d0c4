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
    """The indicator of one person before and after a training.

    Only people of one `group` are compared: the same post, looked at around the same month.
    """

    person_id: int
    group: tuple[int | None, int]
    """Post, and the month of the training."""
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
    """Match within groups, nobody untrained twice, and test the differences of the changes."""
    here, there = _by_group(trained), _by_group(untrained)
    matches: list[Match] = []
    for group, people in sorted(here.items(), key=lambda item: str(item[0])):
        used = {match.untrained.person_id for match in matches}
        matches += matched(people, [one for one in there.get(group, ()) if one.person_id not in used])
    test = differences_test([match.difference for match in matches]) if matches else None
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


def _by_group(people: Sequence[Way]) -> Mapping[tuple[int | None, int], list[Way]]:
    found: dict[tuple[int | None, int], list[Way]] = defaultdict(list)
    for one in sorted(people, key=lambda way: way.person_id):
        found[one.group].append(one)
    return found
