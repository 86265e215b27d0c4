"""From values to points, from points to scores and grades: vectors F01 to F05, and what always holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal.composite import GateTwice, Scale, ScaleWrong, adjusted, composite
from domain.appraisal.curve import (
    BY_LEVEL,
    BandWrong,
    Curve,
    PointsMissing,
    PointsOutOfOrder,
    Shape,
    StepsWrong,
    TargetIsZero,
)
from domain.appraisal.grade import Gate, Grade
from domain.appraisal.shipped_grades import SHIPPED_GRADES
from domain.core.rounding import rounded

D = Decimal
UP = Curve(Shape.LINEAR_UP, D("0.8"), D("1.0"), D("1.2"))
DOWN = Curve(Shape.LINEAR_DOWN, D(60), D(45), D(35))
STEPS = Curve(Shape.STEPS, steps=((D("1.0"), D(100)), (D("0.9"), D(80)), (D("0.8"), D(60))))
BAND = Curve(Shape.BAND, band=(D(0), D(10), D(20), D(40)))
DEDUCTION = Curve(Shape.DEDUCTION)
values = st.decimals(-1000, 1000, places=3)


def points(curve: Curve, *at: str) -> list[Decimal]:
    return [rounded(curve.score(D(value)), 4) for value in at]


def scale() -> Scale:
    """The shipped grades."""
    return Scale.of(
        Grade(
            id=place, code=one.code, position=place, least_score=D(one.least_score), gate=one.gate,
            coefficient=D(one.coefficient), quota=D(one.quota),
        )
        for place, one in enumerate(SHIPPED_GRADES, 1)
    )  # fmt: skip


def test_f01_more_is_better_in_straight_lines_up_to_the_cap() -> None:
    found = points(UP, "0.799", "0.8", "0.9", "1.0", "1.1", "1.2", "1.3")
    assert found == [D(0), D(60), D(80), D(100), D(110), D(120), D(120)]


def test_f02_less_is_better_is_the_same_on_the_negative_value() -> None:
    found = points(DOWN, "61", "60", "50", "45", "40", "35", "20")
    assert found == [D(0), D(60), D("86.6667"), D(100), D(110), D(120), D(120)]


def test_f03_a_step_is_reached_at_its_limit() -> None:
    assert points(STEPS, "0.7999", "0.8", "0.8999", "0.9", "1.0") == [D(0), D(60), D(60), D(80), D(100)]


def test_f04_what_is_not_scored_leaves_the_mean_and_lowers_the_coverage() -> None:
    weights, scores = ("0.4", "0.3", "0.2", "0.1"), (D(100), D(80), None, D(60))
    lines = [(D(weight), score) for weight, score in zip(weights, scores, strict=True)]
    assert composite(lines) == (D("87.5"), D("0.8"))
    assert composite(lines, D("0.81")) == (None, D("0.8"))


def test_f04_seventy_per_cent_is_just_enough() -> None:
    assert composite([(D(70), D(90)), (D(30), None)]) == (D(90), D("0.7"))
    assert composite([(D("69.9"), D(90)), (D("30.1"), None)]).score is None
    assert composite([]) == (None, D(0))


def test_f05_a_major_violation_caps_at_c_and_a_fraud_at_d() -> None:
    grade = scale().grade(D(96))
    assert grade is not None
    assert grade.code == "A"
    major, by = scale().capped(grade, {Gate.MAJOR_VIOLATION})
    assert (major and major.code, by) == ("C", Gate.MAJOR_VIOLATION)
    fraud, by = scale().capped(grade, {Gate.MAJOR_VIOLATION, Gate.PROVEN_FRAUD})
    assert (fraud and fraud.code, by) == ("D", Gate.PROVEN_FRAUD)


def test_f05_a_gate_never_raises_a_grade() -> None:
    low = scale().grade(D(10))
    assert scale().capped(low, {Gate.MAJOR_VIOLATION}) == (low, None)
    assert scale().capped(None, {Gate.PROVEN_FRAUD}) == (None, None)


def test_an_item_without_points_may_cap_the_grade() -> None:
    capped, by = scale().capped(scale().grade(D(120)), (), ["B"])
    assert (capped and capped.code, by) == ("B", Gate.ITEM)


@pytest.mark.parametrize(
    ("score", "code"),
    [("120", "S"), ("110", "S"), ("109.9999", "A"), ("95", "A"), ("94.9999", "B"), ("80", "B"),
     ("79.9999", "C"), ("60", "C"), ("59.9999", "D"), ("0", "D")],
)  # fmt: skip
def test_a_grade_is_reached_at_its_least_score(score: str, code: str) -> None:
    grade = scale().grade(D(score))
    assert grade is not None
    assert grade.code == code


def test_without_a_score_there_is_no_grade() -> None:
    assert scale().grade(None) is None


def test_a_scale_must_rank_by_its_scores_and_reach_down_to_zero() -> None:
    scale().check()
    for broken in (scale().grades[:-1], list(reversed(scale().grades)), []):
        with pytest.raises(ScaleWrong):
            Scale(broken).check()
    twice = scale()
    twice.grades[0].gate = Gate.PROVEN_FRAUD
    with pytest.raises(GateTwice):
        twice.check()


def test_a_band_is_full_inside_and_falls_to_its_outer_limits() -> None:
    assert points(BAND, "-1", "0", "5", "10", "20", "30", "40") == [0, 0, 50, 100, 100, 50, 0]


def test_points_are_deducted_down_to_nothing() -> None:
    assert points(DEDUCTION, "0", "22", "100", "130", "-5") == [100, 78, 0, 0, 100]


def test_falling_steps_are_reached_at_or_below_their_limit() -> None:
    falling = Curve(Shape.STEPS, steps=((D(1), D(100)), (D(3), D(60))), is_falling=True)
    assert points(falling, "0", "1", "1.01", "3", "3.01") == [100, 100, 60, 60, 0]


def test_the_middle_level_is_worth_eighty_points() -> None:
    assert points(BY_LEVEL, "1", "2", "3", "4", "5") == [0, 60, 80, 100, 120]


@pytest.mark.parametrize(
    ("curve", "refusal"),
    [
        (Curve(Shape.LINEAR_UP, D(1), D(1), D(2)), PointsOutOfOrder),
        (Curve(Shape.LINEAR_UP, D(1), D(2), D(2)), PointsOutOfOrder),
        (Curve(Shape.LINEAR_UP, D(3), D(2), D(1)), PointsOutOfOrder),
        (Curve(Shape.LINEAR_DOWN, D(1), D(2), D(3)), PointsOutOfOrder),
        (Curve(Shape.LINEAR_UP, D(-1), D(0), D(1)), TargetIsZero),
        (Curve(Shape.LINEAR_UP, D(1), D(2)), PointsMissing),
        (Curve(Shape.STEPS), StepsWrong),
        (Curve(Shape.STEPS, steps=((D(1), D(60)), (D(1), D(80)))), StepsWrong),
        (Curve(Shape.STEPS, steps=((D(1), D(150)),)), StepsWrong),
        (Curve(Shape.BAND, band=(D(1), D(1), D(2), D(3))), BandWrong),
        (Curve(Shape.BAND, band=(D(1), D(2))), BandWrong),
    ],
)
def test_a_curve_without_defined_points_is_refused(curve: Curve, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        curve.check("Sales")


def test_a_target_of_nothing_makes_sense_where_less_is_better() -> None:
    Curve(Shape.LINEAR_DOWN, D(5), D(0), D(-1)).check("Complaints")


def test_an_agreed_target_keeps_the_proportion_of_floor_and_stretch() -> None:
    agreed = UP.agreed(D(200))
    assert (agreed.floor, agreed.target, agreed.stretch) == (D(160), D(200), D(240))
    assert UP.agreed(D(200), D(150), D(260)).score(D(150)) == 60


def test_somebody_there_for_three_fifths_has_to_reach_three_fifths() -> None:
    target = Curve(Shape.LINEAR_UP, D(800), D(1000), D(1200)).pro_rata(D("0.6"))
    assert points(target, "480", "600", "720") == [60, 100, 120]


@pytest.mark.parametrize("curve", [UP, DOWN, STEPS, BAND, DEDUCTION])
def test_a_curve_comes_back_from_json_as_it_was(curve: Curve) -> None:
    assert Curve.of(curve.plain()) == curve


@given(values)
def test_points_always_lie_between_0_and_120(value: Decimal) -> None:
    assert all(0 <= curve.score(value) <= 120 for curve in (UP, DOWN, STEPS, BAND, DEDUCTION))


@given(values, values)
def test_better_values_never_get_fewer_points(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert UP.score(low) <= UP.score(high)
    assert STEPS.score(low) <= STEPS.score(high)
    assert DOWN.score(low) >= DOWN.score(high)
    assert DEDUCTION.score(low) >= DEDUCTION.score(high)


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.none() | st.decimals(0, 120, places=4)), min_size=1, max_size=12
    )
)
def test_a_composite_lies_between_its_lowest_and_highest_score(
    lines: list[tuple[int, Decimal | None]],
) -> None:
    found = composite([(D(weight), score) for weight, score in lines], D(0))
    known = [score for _, score in lines if score is not None]
    assert 0 <= found.coverage <= 1
    assert found.score is None if not known else min(known) <= (found.score or D(0)) <= max(known)


def test_an_adjustment_stays_inside_the_scale() -> None:
    assert adjusted(D(115), D(10)) == 120
    assert adjusted(D(5), D(-10)) == 0
    assert adjusted(None, D(10)) is None
