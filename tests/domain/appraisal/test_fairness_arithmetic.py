"""Adverse impact, effect size and the score of a 360."""

from decimal import Decimal
from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal.adverse_impact import Selected, adverse_impact, fisher
from domain.appraisal.effect_size import cohen_d
from domain.appraisal.peer_score import RaterGroup, counted_groups, peer_score

COUNTS = st.dictionaries(st.sampled_from(RaterGroup), st.integers(0, 6))


def test_f08_a_group_below_four_fifths_is_flagged_and_tested() -> None:
    found = adverse_impact({"A": Selected(30, 50), "B": Selected(20, 50)})
    assert found is not None
    assert (found.lowest, found.highest) == ("B", "A")
    assert round(found.ratio, 4) == Decimal("0.6667")
    assert round(found.p, 5) == Decimal("0.07134")
    assert found.flagged
    assert not found.significant


def test_f08_a_difference_that_chance_hardly_explains_is_significant() -> None:
    found = adverse_impact({"A": Selected(40, 50), "B": Selected(15, 50), "tiny": Selected(0, 9)})
    assert found is not None
    assert found.significant
    assert found.lowest == "B"


def test_f08_one_group_nobody_good_or_groups_below_ten_cannot_be_compared() -> None:
    assert adverse_impact({"A": Selected(30, 50), "B": Selected(2, 9)}) is None
    assert adverse_impact({"A": Selected(0, 50), "B": Selected(0, 50)}) is None


def test_f08_equal_groups_have_a_ratio_of_one() -> None:
    found = adverse_impact({"A": Selected(5, 10), "B": Selected(5, 10)})
    assert found is not None
    assert found.ratio == 1
    assert not found.flagged
    assert found.lowest != found.highest


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
def test_f08_fisher_is_the_sum_of_all_tables_at_most_as_likely(a: int, b: int, c: int, d: int) -> None:
    one, other = Selected(a, a + b), Selected(c, c + d)
    hits, people = a + c, a + b + c + d
    ways = {
        x: comb(one.people, x) * comb(other.people, hits - x)
        for x in range(max(0, hits - other.people), min(hits, one.people) + 1)
    }
    exact = Fraction(sum(way for way in ways.values() if way <= ways[a]), comb(people, hits))
    assert abs(Fraction(fisher(one, other)) - exact) < Fraction(1, 10**9)


def test_f09_two_groups_a_standard_deviation_apart() -> None:
    one = [Decimal(value) for value in (80, 90, 100)]
    other = [Decimal(value) for value in (70, 80, 90)]
    assert cohen_d(one, other) == 1


def test_f09_the_spread_of_the_larger_group_weighs_more() -> None:
    one = [Decimal(value) for value in (2, 4)]
    other = [Decimal(value) for value in (1, 5, 3, 3, 3)]
    found = cohen_d(one, other)  # variances 2 and 2: pooled 2, means 3 and 3
    assert found == 0
    assert cohen_d([Decimal(5), Decimal(7)], other) is not None


@given(
    st.lists(st.integers(0, 120).map(Decimal), min_size=2, max_size=20),
    st.lists(st.integers(0, 120).map(Decimal), min_size=2, max_size=20),
)
def test_f09_the_gap_turns_with_the_groups_and_ignores_the_level(
    one: list[Decimal], other: list[Decimal]
) -> None:
    there, back = cohen_d(one, other), cohen_d(other, one)
    if there is None or back is None:
        assert len(set(one)) == len(set(other)) == 1
        return
    assert there == -back
    higher = cohen_d([value + 50 for value in one], [value + 50 for value in other])
    assert higher is not None
    assert abs(higher - there) < Decimal("1e-15")


def test_f11_a_group_of_two_is_suppressed_and_its_weight_shared_out() -> None:
    means = {
        RaterGroup.MANAGER: Decimal(88), RaterGroup.PEER: Decimal(80), RaterGroup.SUBORDINATE: None,
        RaterGroup.CUSTOMER: Decimal(90),
    }  # fmt: skip
    counts = {
        RaterGroup.MANAGER: 1, RaterGroup.PEER: 4, RaterGroup.SUBORDINATE: 2, RaterGroup.CUSTOMER: 5,
    }  # fmt: skip
    found = peer_score(means, counts)
    assert found is not None
    assert round(found, 4) == Decimal("86.4706")
    assert peer_score(means | {RaterGroup.SUBORDINATE: Decimal(10)}, counts) == found


def test_f11_four_answers_give_no_score_and_the_manager_alone_neither() -> None:
    means = dict.fromkeys(RaterGroup, Decimal(80))
    assert peer_score(means, {RaterGroup.MANAGER: 1, RaterGroup.PEER: 3}) is None
    assert peer_score(means, {RaterGroup.MANAGER: 1, RaterGroup.PEER: 2, RaterGroup.CUSTOMER: 2}) is None


@given(COUNTS)
def test_f11_no_small_group_is_ever_shown(counts: dict[RaterGroup, int]) -> None:
    for group in counted_groups(counts):
        assert sum(counts.values()) >= 5
        assert counts[group] >= (3 if group.anonymous else 1)


@given(COUNTS, st.data())
def test_f11_the_score_lies_between_the_groups_that_count(
    counts: dict[RaterGroup, int], data: st.DataObject
) -> None:
    means = {group: Decimal(data.draw(st.integers(0, 100))) for group in RaterGroup}
    found = peer_score(means, counts)
    shown = [means[group] for group in counted_groups(counts)]
    assert (found is None) == (not shown)
    if found is not None:
        assert min(shown) <= round(found, 20) <= max(shown)
