"""How unusual a value is, and whether a forecast leans."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.robust import robust_z, tracking_signal

numbers = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=20)


def test_g15_a_forecast_that_is_always_too_high_leans_down() -> None:
    errors = [Decimal(error) for error in (10, -10, -20, 0)]
    assert tracking_signal(errors) == Decimal(-2)


def test_a_perfect_forecast_leans_nowhere() -> None:
    assert tracking_signal([Decimal(0)] * 8) == 0
    assert tracking_signal([]) is None


def test_g17_where_most_values_are_the_same_the_mean_deviation_stands_in() -> None:
    sample = [Decimal(number) for number in (5, 5, 5, 5, 9)]
    found = robust_z(sample, Decimal(9))
    assert found is not None
    assert round(found, 5) == Decimal("3.98942")


def test_g16_a_wild_point_does_not_hide_itself() -> None:
    sample = [Decimal(number) for number in (10, 11, 9, 10, 12, 10, 11)]
    found = robust_z(sample, Decimal(20))
    assert found is not None
    assert found > Decimal("3.5")


def test_where_all_values_are_the_same_nothing_is_unusual() -> None:
    assert robust_z([Decimal(3)] * 9, Decimal(4)) is None
    assert robust_z([], Decimal(4)) is None


@given(numbers, st.decimals(-1000, 1000, places=2), st.decimals(-50, 50, places=1))
def test_moving_everything_by_the_same_amount_changes_nothing(
    sample: list[Decimal], value: Decimal, shift: Decimal
) -> None:
    assert robust_z(sample, value) == pytest.approx(robust_z([x + shift for x in sample], value + shift))
