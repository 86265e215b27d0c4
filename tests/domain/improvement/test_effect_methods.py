"""The statistics behind effect verdicts, held against independent computation."""

from decimal import Decimal

import numpy as np
import pytest

from domain.core.period import Period
from domain.improvement.block_bootstrap import block_length, bootstrap_interval
from domain.improvement.interrupted_series import durbin_watson, segmented
from domain.improvement.observation import BeforeAfter, dense
from domain.improvement.parallel_unit import compare_to_control, difference_in_differences, gaps
from domain.improvement.regression import estimate, fit, newey_west_lag
from tests.domain.improvement.series import readings

D = Decimal
LEVEL = np.array([0.0, 0.0, 1.0, 0.0])


@pytest.mark.parametrize(("points", "lag"), [(12, 2), (24, 2), (36, 3), (60, 3), (100, 4)])
def test_g09_the_default_newey_west_lag(points: int, lag: int) -> None:
    assert newey_west_lag(points) == lag


def test_g27_difference_in_differences() -> None:
    assert difference_in_differences((D(20), D(14)), (D(19), D(18))) == -5


def test_the_regression_on_the_gap_gives_the_difference_in_differences_of_the_means() -> None:
    draw = np.random.default_rng(1)
    here, there = draw.normal(20, 2, 14), draw.normal(15, 2, 14)
    treated = readings([float(v) for v in here[:9]], [float(v) for v in here[9:]])
    control = readings([float(v) for v in there[:9]], [float(v) for v in there[9:]])
    found = compare_to_control(gaps(treated, control), good=1)
    expected = (here[9:].mean() - here[:9].mean()) - (there[9:].mean() - there[:9].mean())
    assert float(found.size) == pytest.approx(expected)
    assert found.interval is not None
    assert float(sum(found.interval)) / 2 == pytest.approx(expected)


def test_a_segmented_regression_recovers_level_and_slope_changes() -> None:
    before = [10 + 0.5 * t for t in range(1, 11)]
    after = [10 + 0.5 * t + 3 + 0.2 * (t - 11) for t in range(11, 21)]
    fitted = segmented(readings(before, after))
    assert fitted.coefficients == pytest.approx([10, 0.5, 3, 0.2])
    assert durbin_watson(fitted) is None


def test_periods_left_out_keep_the_slope() -> None:
    before = [10 + 0.5 * t for t in range(1, 11)]
    after = [10 + 0.5 * t + 3 + 0.2 * (t - 14) for t in range(14, 24)]
    assert segmented(readings(before, after, transition=3)).coefficients == pytest.approx([10, 0.5, 3, 0.2])
    holes = BeforeAfter(readings(before, []).before[::2], readings(before, after, transition=3).after)
    assert segmented(holes).coefficients == pytest.approx([10, 0.5, 3, 0.2])


def test_standard_errors_equal_the_textbook_formulas() -> None:
    series = np.random.default_rng(3).normal(40, 2, 24)
    data = readings([float(v) for v in series[:12]], [float(v) for v in series[12:]])
    fitted = segmented(data)
    design, residuals = fitted.design, fitted.residuals
    inverse = np.linalg.inv(design.T @ design)
    plain = inverse * (residuals @ residuals) / (24 - 4)
    scores = design * residuals[:, None]
    meat = scores.T @ scores
    for lag in (1, 2):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / 3) * (cross + cross.T)
    robust = inverse @ meat @ inverse
    found = estimate(fitted, LEVEL)
    assert found.plain_error == pytest.approx(float(np.sqrt(plain[2, 2])))
    assert found.robust_error == pytest.approx(float(np.sqrt(robust[2, 2])))
    reach = 2.0859634 * max(found.plain_error, found.robust_error)  # t, 20 degrees of freedom
    assert found.low == pytest.approx(found.size - reach)
    assert found.high == pytest.approx(found.size + reach)


@pytest.mark.parametrize(("points", "block"), [(4, 2), (16, 3), (24, 3), (64, 4), (100, 5)])
def test_blocks_grow_with_the_cube_root_of_the_series(points: int, block: int) -> None:
    assert block_length(points) == block


def test_the_bootstrap_agrees_with_the_t_interval_on_independent_errors() -> None:
    errors = np.random.default_rng(5).normal(0, 1, 60)
    design = np.column_stack([np.ones(60), np.arange(60) >= 30]).astype(float)
    fitted = fit(design, 10 + 2 * design[:, 1] + errors)
    weights = np.array([0.0, 1.0])
    low, high = bootstrap_interval(fitted, weights, seed=9)
    usual = estimate(fitted, weights)
    assert low < usual.size < high
    assert (high - low) == pytest.approx(usual.high - usual.low, rel=0.35)


def test_neighbours_that_hang_together_widen_the_bootstrap_interval() -> None:
    drift = np.cumsum(np.random.default_rng(8).normal(0, 1, 80))
    shuffled = np.random.default_rng(9).permutation(drift)
    design = np.column_stack([np.ones(80), np.arange(80) >= 40]).astype(float)
    weights = np.array([0.0, 1.0])
    widths = []
    for series in (drift, shuffled):
        low, high = bootstrap_interval(fit(design, series), weights, seed=9)
        widths.append((high - low) / float(np.std(fit(design, series).residuals)))
    assert widths[0] > 1.3 * widths[1]


def test_a_dense_series_shows_its_holes() -> None:
    data = readings([1, 2, 3], [])
    assert dense([data.before[2], data.before[0]]) == [1, None, 3]
    assert dense([]) == []


def test_the_same_season_pairs_quarters_a_year_apart() -> None:
    data = readings([1, 2, 3, 4], [11, None, 13], start=Period.parse("2023Q1"))
    pairs = data.same_season()
    assert [one.value for one in pairs.before] == [1, 3]
    assert [one.value for one in pairs.after] == [11, 13]
