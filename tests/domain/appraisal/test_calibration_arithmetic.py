"""Distribution, calibration of raters and their patterns."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal.forced_distribution import Deviation, distribution, shifted, stands_out
from domain.appraisal.rater_pattern import halo, is_halo, leniency
from domain.appraisal.rater_scale import rescaled, spread
from domain.appraisal.stability import TwoCycles, unexplained
from domain.core.rounding import mean

QUOTAS = {code: Decimal(quota) for code, quota in {"S": 10, "A": 20, "B": 50, "C": 15, "D": 5}.items()}
SCORES = st.lists(st.integers(0, 120).map(Decimal), min_size=1, max_size=30)


def test_f06_twenty_people_may_have_one_to_three_of_the_best_grade() -> None:
    found = {one.code: one for one in distribution(QUOTAS, {"S": 4, "A": 4, "B": 10, "C": 2})}
    assert [(one.least, one.most) for one in found.values()] == [(1, 3), (3, 5), (9, 11), (2, 4), (0, 2)]
    assert [one.deviation for one in found.values()] == [Deviation.ABOVE, *[Deviation.WITHIN] * 4]
    assert found["S"].share == 20
    assert stands_out(list(found.values()))


def test_f06_parts_of_a_person_are_rounded_outwards() -> None:
    found = {one.code: one for one in distribution(QUOTAS, {"B": 13})}
    assert (found["S"].least, found["S"].most) == (0, 2)  # 0.65 to 1.95
    assert (found["B"].least, found["B"].most) == (5, 8)  # 5.85 to 7.15
    assert found["B"].deviation is Deviation.ABOVE


def test_f06_nine_people_are_too_few_for_a_distribution() -> None:
    found = distribution(QUOTAS, {"S": 9})
    assert {one.deviation for one in found} == {None}
    assert not stands_out(found)


@given(st.dictionaries(st.sampled_from("SABCD"), st.integers(0, 40)))
def test_f06_a_range_holds_the_quota_and_is_at_most_the_tolerance_and_one_person_wide(
    counts: dict[str, int],
) -> None:
    people = sum(counts.values())
    for one in distribution(QUOTAS, counts):
        if one.least is None or one.most is None:
            assert people < 10
            continue
        exact = Fraction(one.quota) * people / 100
        assert one.least <= exact <= one.most
        assert exact - one.least < Fraction(people, 20) + 1
        assert one.most - exact < Fraction(people, 20) + 1


def test_f06_a_team_that_beat_its_plan_may_have_more_of_the_best() -> None:
    assert shifted(QUOTAS, Decimal(3)) == {
        "S": 11,
        "A": 22,
        "B": 50,
        "C": Decimal("12.75"),
        "D": Decimal("4.25"),
    }
    assert sum(shifted(QUOTAS, Decimal(99)).values()) == 100
    assert shifted(QUOTAS, Decimal(-5))["C"] > QUOTAS["C"]


def test_f07_scores_of_a_rater_take_the_mean_and_spread_of_all() -> None:
    scores = [Decimal(80), Decimal(90), Decimal(100)]
    assert rescaled(scores, Decimal(85), Decimal(6), least=3) == [79, 85, 91]


def test_f07_with_fewer_than_five_people_only_the_mean_is_shifted() -> None:
    scores = [Decimal(80), Decimal(90), Decimal(100)]
    assert rescaled(scores, Decimal(85), Decimal(6)) == [75, 85, 95]


def test_f07_whoever_gives_everybody_the_same_is_only_shifted() -> None:
    assert rescaled([Decimal(90)] * 6, Decimal(85), Decimal(6)) == [85] * 6


@given(SCORES, st.integers(0, 120).map(Decimal), st.integers(1, 30).map(Decimal))
def test_f07_rescaling_keeps_the_order_and_hits_the_mean(
    scores: list[Decimal], overall: Decimal, sd: Decimal
) -> None:
    found = rescaled(scores, overall, sd)
    assert abs(mean(found) - overall) < Decimal("1e-15")
    assert [x for _, x in sorted(zip(scores, found, strict=True))] == sorted(found)
    if len(scores) >= 5 and spread(scores):
        assert abs(spread(found) - sd) < Decimal("1e-15")


def test_a_rater_more_than_a_standard_deviation_above_all_others_is_lenient() -> None:
    ratings = {1: [Decimal(95)] * 5, 2: [Decimal(80)] * 5, 3: [Decimal(79)] * 5}
    found = leniency(ratings)
    assert [(one.rater_id, one.flagged) for one in found] == [(1, True), (2, False), (3, False)]
    assert found[0].people == 5
    few = leniency(ratings | {1: [Decimal(95)] * 4})
    assert not few[0].flagged  # so few people may simply be good


@given(st.dictionaries(st.integers(1, 6), SCORES, max_size=5))
def test_leniency_evens_out_over_everybody_rated(ratings: dict[int, list[Decimal]]) -> None:
    found = leniency(ratings)
    assert {one.rater_id for one in found} == ratings.keys()
    assert abs(sum((one.difference * one.people for one in found), Decimal(0))) < Decimal("1e-12")


def test_nobody_is_lenient_where_all_give_the_same() -> None:
    assert not any(one.flagged for one in leniency({1: [Decimal(80)], 2: [Decimal(80)]}))


def _levels(rows: list[tuple[int, int, int]]) -> dict[int, dict[str, Decimal]]:
    return {at: dict(zip("abc", map(Decimal, row), strict=True)) for at, row in enumerate(rows)}


def test_one_impression_for_all_competencies_is_a_halo() -> None:
    found = halo(_levels([(n % 5 + 1, n % 5 + 1, n % 5 + 1) for n in range(8)]))
    assert found == 1
    assert is_halo(found)


def test_levels_that_differ_by_competency_are_no_halo() -> None:
    found = halo(
        _levels([(1, 5, 3), (2, 3, 1), (3, 4, 5), (4, 1, 2), (5, 2, 4), (1, 1, 3), (2, 5, 2), (4, 3, 5)])
    )
    assert found is not None
    assert not is_halo(found)


def test_seven_people_or_levels_that_never_vary_say_nothing_of_a_halo() -> None:
    assert halo(_levels([(n % 5, n % 5, n % 5) for n in range(7)])) is None
    assert halo(_levels([(3, 3, 3)] * 9)) is None


def _cycles(person: int, moved: tuple[int, int], figures: tuple[int, int] | None) -> TwoCycles:
    before, now = map(Decimal, figures) if figures else (None, None)
    return TwoCycles(person, *moved, before, now)


def test_a_grade_that_moves_without_the_figures_is_listed() -> None:
    pairs = [
        _cycles(1, (3, 2), (90, 91)), _cycles(2, (3, 2), (90, 99)), _cycles(3, (3, 3), (90, 70)),
        _cycles(4, (1, 3), (90, 95)), _cycles(5, (1, 2), (90, 99)), _cycles(6, (1, 2), None),
    ]  # fmt: skip
    assert [one.person_id for one in unexplained(pairs)] == [4, 1, 5]
