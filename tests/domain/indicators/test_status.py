"""Colours, and figures that get none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.status import (
    Coverage,
    Direction,
    LowCoverage,
    Rating,
    ReferenceMissing,
    SmallSample,
    Status,
    ThresholdsCrossed,
    hides_person,
    judge,
    needs_interval,
    rate,
    require_order,
)

D = Decimal
LB, HB, TB = Direction.LB, Direction.HB, Direction.TB


def test_b01_lower_better_equality_is_on_the_better_side() -> None:
    values = [D("0.15"), D("0.1500001"), D("0.25"), D("0.2500001"), None]
    found = [rate(value, LB, D("0.15"), D("0.25")) for value in values]
    assert found == ["green", "amber", "amber", "red", "no_data"]


def test_b02_higher_better_equality_is_on_the_better_side() -> None:
    values = [D("0.95"), D("0.9499"), D("0.9"), D("0.8999")]
    assert [rate(value, HB, D("0.95"), D("0.90")) for value in values] == ["green", "amber", "amber", "red"]


def test_b03_two_sided_goes_by_distance_from_zero() -> None:
    assert [rate(D(text), TB, D(4), D(6)) for text in ("-4", "4.1", "-6.1")] == ["green", "amber", "red"]


@pytest.mark.parametrize(("amber", "red"), [(None, D(1)), (D(1), None), (None, None)])
def test_without_a_reference_there_is_no_colour(amber: Decimal | None, red: Decimal | None) -> None:
    assert rate(D(5), LB, amber, red) is Status.UNRATED


def test_b11_too_little_coverage_takes_the_value_away_and_says_so() -> None:
    found = judge(D(7), LB, D(1), D(2), coverage=Coverage(required=100, present=78))
    assert found == Rating(None, Status.NO_DATA, LowCoverage(coverage="0.78", minimum="0.80"))
    assert str(found.reason) == "coverage 0.78 < 0.80"


def test_coverage_just_below_the_minimum_never_reads_as_reaching_it() -> None:
    assert str(Coverage(1000, 799).shortfall()) == "coverage 0.79 < 0.80"
    assert str(Coverage(1000, 949).shortfall(D("0.955"))) == "coverage 0.949 < 0.955"


def test_exactly_the_minimum_is_enough_and_nothing_required_is_no_gap() -> None:
    assert Coverage(100, 80).shortfall() is None
    assert Coverage(0, 0).shortfall() is None
    assert Coverage(0, 0).share is None


def test_too_few_cases_leave_the_value_without_colour() -> None:
    found = judge(D("0.5"), HB, D("0.25"), D("0.15"), cases=9, colour_from=10)
    assert found == Rating(D("0.5"), Status.UNRATED, SmallSample(cases=9, needed=10))
    assert judge(D("0.5"), HB, D("0.25"), D("0.15"), cases=10, colour_from=10).status is Status.GREEN


def test_a_missing_threshold_is_named() -> None:
    assert judge(D(1), LB, None, D(2)) == Rating(D(1), Status.UNRATED, ReferenceMissing(reference="amber"))


def test_coverage_is_checked_before_anything_else() -> None:
    found = judge(None, LB, None, None, coverage=Coverage(10, 1), cases=0, colour_from=10)
    assert isinstance(found.reason, LowCoverage)


def test_a_missing_value_keeps_the_reason_the_formula_gave() -> None:
    reason = LowCoverage(coverage="0.10", minimum="0.80")
    assert judge(None, LB, D(1), D(2), reason=reason) == Rating(None, Status.NO_DATA, reason)


def test_small_samples_hide_persons_and_need_intervals() -> None:
    assert [hides_person(4), hides_person(5)] == [True, False]
    assert [needs_interval(29), needs_interval(30)] == [True, False]


@pytest.mark.parametrize(("direction", "amber", "red"), [(LB, 2, 1), (HB, 1, 2), (TB, 6, 4)])
def test_red_may_not_begin_before_amber(direction: Direction, amber: int, red: int) -> None:
    with pytest.raises(ThresholdsCrossed):
        require_order(direction, D(amber), D(red))
    require_order(direction, D(red), D(amber))
    require_order(direction, D(red), D(red))


values = st.decimals(-100, 100, places=3)


@given(values, values, values)
def test_higher_better_is_lower_better_seen_in_a_mirror(value: Decimal, amber: Decimal, red: Decimal) -> None:
    assert rate(value, HB, amber, red) is rate(-value, LB, -amber, -red)
