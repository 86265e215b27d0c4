"""Natural limits and signals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.xmr import Signal, baseline, limits, moving_ranges, signals

D = Decimal
X = [D(text) for text in ("10", "12", "11", "13", "12", "14")]


def test_g01_limits_from_the_average_moving_range() -> None:
    found = limits(X)
    assert found is not None
    assert (found.mean, found.range_average) == (D(12), D("1.6"))
    assert (found.unpl, found.lnpl, found.range_limit) == (D("16.256"), D("7.744"), D("5.2288"))
    assert round(found.sigma, 6) == round(D("1.6") / D("1.128"), 6)
    assert found.trial


def test_g02_limits_from_the_median_moving_range_keep_the_mean() -> None:
    found = limits(X, by_median=True)
    assert found is not None
    assert (found.mean, found.range_average) == (D(12), D(2))
    assert (found.unpl, found.lnpl, found.range_limit) == (D("18.29"), D("5.71"), D("7.73"))


def test_g03_the_ninth_point_on_one_side_is_a_signal() -> None:
    x = [D(text) for text in ("0.1", "0.5", "0.2", "0.3", "0.4", "0.1", "0.6", "0.2", "0.3")]
    assert signals(x, D(0), D(1)) == (Signal(2, 8, 1),)


def test_a_point_on_the_centre_line_breaks_the_run() -> None:
    x = [D(text) for text in ("0.1", "0.5", "0.2", "0.3", "0", "0.1", "0.6", "0.2", "0.3")]
    assert signals(x, D(0), D(1), rules=(2,)) == ()


def test_g04_two_of_three_beyond_two_sigma_on_one_side_are_a_signal() -> None:
    x = [D(text) for text in ("0", "2.1", "0.5", "2.2")]
    assert signals(x, D(0), D(1)) == (Signal(5, 3, 1),)


def test_two_of_three_beyond_two_sigma_on_different_sides_are_none() -> None:
    assert signals([D("2.1"), D(0), D("-2.1")], D(0), D(1)) == ()


def test_g05_six_points_steadily_up_are_a_signal() -> None:
    assert signals([D(value) for value in range(1, 7)], D("3.5"), D(10)) == (Signal(3, 5, 1),)
    assert signals([-D(value) for value in range(1, 7)], D("-3.5"), D(10)) == (Signal(3, 5, -1),)


def test_a_tie_breaks_the_trend() -> None:
    assert signals([D(value) for value in (1, 2, 3, 3, 4, 5)], D(3), D(10)) == ()


def test_one_point_beyond_three_sigma_is_a_signal_and_three_sigma_itself_is_none() -> None:
    assert signals([D(3), D("-3.01")], D(0), D(1), rules=(1,)) == (Signal(1, 1, -1),)


def test_a_missing_period_breaks_runs_trends_and_ranges() -> None:
    run = [D(1)] * 5 + [None] + [D(1)] * 5
    assert signals(run, D(0), D(10)) == ()
    trend = [D(1), D(2), D(3), None, D(4), D(5), D(6)]
    assert signals(trend, D(3), D(10), rules=(3,)) == ()
    assert signals([D("2.5"), None, D("2.5")], D(0), D(1)) == ()
    assert moving_ranges([D(1), None, D(5), D(7)]) == [2]


def test_limits_need_six_points_and_lock_at_twelve() -> None:
    assert limits(X[:5]) is None
    assert limits([*X[:5], None]) is None
    twelve = limits(X * 2)
    assert twelve is not None
    assert not twelve.trial


def test_limits_of_a_rate_stay_within_zero_and_one() -> None:
    rates = [D(text) for text in ("0.9", "0.99", "0.85", "0.98", "0.9", "0.97")]
    found = limits(rates, bounds=(D(0), D(1)))
    assert found is not None
    assert found.unpl == 1


def test_one_wild_range_may_be_left_out_of_the_average() -> None:
    wild = [*[D(value % 2) for value in range(30)], D(50)]
    usual, cleaned = limits(wild), limits(wild, without_big_ranges=True)
    assert usual is not None
    assert cleaned is not None
    assert cleaned.range_average == 1
    assert usual.range_average > 2


def test_the_baseline_is_the_median_of_the_twelve_periods_before() -> None:
    history = [D(100)] + [D(value) for value in range(1, 13)]
    assert baseline(history) == D("6.5")


def test_a_baseline_needs_half_of_the_twelve_periods() -> None:
    assert baseline([D(1)] * 5) is None
    assert baseline([D(1), None, D(2), D(3), None, D(4), D(5), D(6)]) == D("3.5")
    assert baseline([]) is None


@pytest.mark.parametrize("by_median", [False, True])
@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=6, max_size=30))
def test_limits_enclose_the_mean(by_median: bool, series: list[Decimal]) -> None:
    found = limits(series, by_median=by_median)
    assert found is not None
    assert found.lnpl <= found.mean <= found.unpl
    assert found.sigma >= 0
