"""Where causes lie: the vital few, by which most of the problems arise (domain reference G.1, Pareto)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.core.rounding import quotient
from domain.improvement.cause import CauseCategory
from domain.reporting.loop_history import LoopIssue

VITAL = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """One kind with its count. `name` None: all the others, which stand last whatever their size."""

    name: Hashable
    count: int
    share: Decimal
    cumulative: Decimal
    vital: bool
    """Among the fewest kinds that make up at least 80 %."""


def pareto(counts: Mapping[Hashable, int], most: int = 8) -> list[ParetoBar]:
    """The kinds by size; beyond `most` they are added up as others. Kinds of equal size keep their order."""
    known = ((name, count) for name, count in counts.items() if name is not None and count)
    ranked = sorted(known, key=lambda kind: -kind[1])
    named, rest = ranked[:most], sum(count for _, count in ranked[most:]) + counts.get(None, 0)
    whole = sum(count for _, count in named) + rest
    bars: list[ParetoBar] = []
    passed = 0
    for name, count in [*named, *([(None, rest)] if rest else [])]:
        vital = name is not None and Decimal(passed) < VITAL * whole
        passed += count
        bars.append(ParetoBar(name, count, _part(count, whole), _part(passed, whole), vital))
    return bars


def cause_counts(issues: Iterable[LoopIssue], causes: Mapping[int, CauseCategory]) -> Mapping[Hashable, int]:
    """How many issues have their cause in each category; those without an analysis yet are not counted."""
    return Counter(causes[one.id] for one in issues if one.id in causes)


def vital_few(bars: Sequence[ParetoBar]) -> list[ParetoBar]:
    """The kinds worth starting with."""
    return [bar for bar in bars if bar.vital]


def _part(count: int, whole: int) -> Decimal:
    return quotient(count, whole) or Decimal(0)
