"""Whatever the tiers name, everybody sits once, and who must agree is not lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.approvals.seating import Bench, seated
from domain.approvals.tier import TierMode

BENCHES = st.lists(
    st.builds(
        Bench,
        st.lists(st.integers(1, 6), max_size=4, unique=True).map(tuple),
        st.sampled_from(TierMode),
    ),
    min_size=1,
    max_size=4,
)


@given(BENCHES, st.sets(st.integers(1, 6), max_size=3))
def test_nobody_sits_twice_or_after_having_decided(benches: list[Bench], spent: set[int]) -> None:
    people = [person for seats in seated(benches, spent) for person in seats]
    assert len(people) == len(set(people))
    assert not set(people) & spent


@given(BENCHES)
def test_everybody_whom_a_tier_of_all_names_has_to_decide(benches: list[Bench]) -> None:
    seats = seated(benches)
    must = {
        person
        for bench, people in zip(benches, seats, strict=True)
        if bench.mode is not TierMode.ANY or len(people) == 1
        for person in people
    }
    assert {person for bench in benches if bench.mode is not TierMode.ANY for person in bench.people} <= must


@given(BENCHES)
def test_a_tier_stays_empty_only_if_no_distribution_could_fill_all(benches: list[Bench]) -> None:
    if all(seated(benches)):
        return
    assert not _possible([set(bench.people) for bench in benches], frozenset())


@given(BENCHES)
@settings(max_examples=50)
def test_people_sit_where_they_were_named(benches: list[Bench]) -> None:
    for bench, people in zip(benches, seated(benches), strict=True):
        assert set(people) <= set(bench.people)


def _possible(tiers: list[set[int]], used: frozenset[int]) -> bool:
    """Try every distribution of one person to each tier."""
    if not tiers:
        return True
    return any(_possible(tiers[1:], used | {person}) for person in tiers[0] - used)
