"""Who sits in which tier: everybody in one tier only, so that the same person never counts twice.

Tiers that want all their approvers keep them; who stands in several tiers decides in one of them, and no
tier is left without anybody as long as some distribution of the people avoids it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.approvals.tier import TierMode


@dataclass(frozen=True)
class Bench:
    """A tier and those who could decide in it, in order."""

    people: tuple[int, ...]
    mode: TierMode
    begun: bool = False
    """Somebody has approved in it already, so nobody else has to be found."""


def seated(benches: Sequence[Bench], spent: Collection[int] = ()) -> tuple[tuple[int, ...], ...]:
    """For each tier the people who decide there; empty where nobody can be found. `spent` have decided."""
    free = [[one for one in dict.fromkeys(bench.people) if one not in spent] for bench in benches]
    wanted = {
        person
        for bench, people in zip(benches, free, strict=True)
        if bench.mode is not TierMode.ANY
        for person in people
    }
    matched = _matched(benches, free, wanted)
    tier_of = {person: tier for tier, person in matched.items()}
    for tier, people in enumerate(free):  # unmatched people: tiers that want all come before those of one
        for person in people:
            held = tier_of.get(person)
            if held is None or (
                person not in matched.values() and _rank(benches, tier) >= _rank(benches, held)
            ):
                tier_of[person] = tier
    return tuple(
        tuple(person for person in people if tier_of.get(person) == tier) for tier, people in enumerate(free)
    )


def _rank(benches: Sequence[Bench], tier: int) -> tuple[bool, int]:
    return benches[tier].mode is not TierMode.ANY, tier


def _matched(
    benches: Sequence[Bench], free: Sequence[Sequence[int]], wanted: Collection[int]
) -> dict[int, int]:
    """Tier -> one person of its own (a largest matching); people whom other tiers want come last."""
    frequency = {one: sum(one in people for people in free) for people in free for one in people}
    by_person: dict[int, int] = {}

    def find(tier: int, tried: set[int]) -> bool:
        any_tier = benches[tier].mode is TierMode.ANY
        for person in sorted(free[tier], key=lambda one: (any_tier and one in wanted, frequency[one])):
            if person in tried:
                continue
            tried.add(person)
            if person not in by_person or find(by_person[person], tried):
                by_person[person] = tier
                return True
        return False

    for tier in sorted(range(len(benches)), key=lambda one: (benches[one].mode is TierMode.ANY, -one)):
        if not benches[tier].begun:
            find(tier, set())
    return _released(benches, free, wanted, by_person)


def _released(
    benches: Sequence[Bench],
    free: Sequence[Sequence[int]],
    wanted: Collection[int],
    by_person: dict[int, int],
) -> dict[int, int]:
    """Give a person whom some tier wants for itself back to it, where another can sit in the tier of one."""
    for person, tier in list(by_person.items()):
        if benches[tier].mode is TierMode.ANY and person in wanted:
            others = (one for one in free[tier] if one not in by_person and one not in wanted)
            if (other := next(others, None)) is not None:
                del by_person[person]
                by_person[other] = tier
    return {tier: person for person, tier in by_person.items()}
