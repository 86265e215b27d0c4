"""Where a figure is heading: models, intervals, and how well they did before (domain reference G.3)."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from domain.indicators.status import Direction
from domain.indicators.warnings.accuracy import accuracy, naive_scale
from domain.indicators.warnings.crossing import LIKELY, crossing
from domain.indicators.warnings.forecast import forecast
from domain.indicators.warnings.method import Method
from domain.indicators.warnings.projection import Projection, linear_deviation, naive
from domain.indicators.warnings.rolling_origin import past_forecasts
from domain.indicators.warnings.smoothing import fit

SEED = 7


def scattered(count: int, *, season: float = 0.0, step: float = 0.0, sigma: float = 2.0) -> list[float]:
    """A figure around 100, with a season and a trend, and chance."""
    rng = np.random.default_rng(count)
    return [
        100 + season * math.sin(at * math.tau / 12) + step * at + float(noise)
        for at, noise in enumerate(rng.normal(0, sigma, count))
    ]


def test_g13_the_interval_of_a_smoothed_level_widens_with_the_square_root() -> None:
    deviation = linear_deviation(10, 4, level=0.3)
    assert deviation[3] == pytest.approx(11.26943, abs=1e-5)
    centre = np.full(4, 200.0)
    low, high = Projection(centre, deviation, np.zeros((4, 1))).interval(0.95)
    assert low[3] == pytest.approx(177.9123, abs=1e-3)
    assert high[3] == pytest.approx(222.0877, abs=1e-3)


def test_g14_errors_are_weighed_by_what_came_and_by_the_naive_error() -> None:
    training: Sequence[float] = [95.0, 105.0, 100.0, 98.0, 110.0]
    found = accuracy([100.0, 120.0, 80.0, 110.0], [90.0, 130.0, 100.0, 110.0], naive_scale(training))
    assert found.wmape == pytest.approx(0.097561, abs=1e-6)
    assert found.mase == pytest.approx(1.37931, abs=1e-5)
    assert found.bias == pytest.approx(0.04878, abs=1e-5)


def test_g15_the_tracking_signal_comes_with_the_accuracy() -> None:
    found = accuracy([100.0, 120.0, 80.0, 110.0], [90.0, 130.0, 100.0, 110.0], 7.25)
    assert found.tracking == pytest.approx(-2.0)


def test_deviation_with_damped_trend_equals_the_published_formula() -> None:
    alpha, beta, phi, h = 0.4, 0.1, 0.9, 5
    published = (
        1
        + alpha**2 * (h - 1)
        + (beta * phi * h) / (1 - phi) ** 2 * (2 * alpha * (1 - phi) + beta * phi)
        - (beta * phi * (1 - phi**h))
        / ((1 - phi) ** 2 * (1 - phi**2))
        * (2 * alpha * (1 - phi**2) + beta * phi * (1 + 2 * phi - phi**h))
    )
    assert linear_deviation(1, h, level=alpha, trend=beta, damping=phi)[-1] == pytest.approx(published**0.5)


def test_below_six_values_the_last_one_is_carried_on_without_an_interval() -> None:
    found = forecast([3.0, 4.0, 5.0, 4.0, 6.0], 12, SEED)
    assert (found.method, found.projection.known) == (Method.NAIVE, False)
    assert list(found.projection.centre) == [6.0, 6.0, 6.0]


def test_a_figure_that_never_changes_has_no_interval() -> None:
    found = forecast([5.0] * 30, 12, SEED)
    assert (found.projection.known, list(found.projection.centre)) == (False, [5.0] * 3)


def test_a_strong_season_is_seen_and_beats_carrying_on() -> None:
    found = forecast(scattered(48, season=20), 12, SEED)
    assert found.method.seasonal
    assert found.accuracy is not None
    assert found.naive is not None
    assert (found.accuracy.mase or 0) <= (found.naive.mase or 0)
    expected = [100 + 20 * math.sin(at * math.tau / 12) for at in (48, 49, 50)]
    assert list(found.projection.centre) == pytest.approx(expected, abs=5)


def test_seasons_are_not_fitted_below_two_of_them() -> None:
    assert fit(np.asarray(scattered(23, season=20)), Method.ETS_AADA, 12) is None
    assert not forecast(scattered(20, season=20), 12, SEED).method.seasonal


def test_multiplying_seasons_need_values_above_zero() -> None:
    values = np.asarray(scattered(36, season=20))
    values[3] = 0
    assert fit(values, Method.ETS_MADM, 12) is None


def test_the_same_values_give_the_same_forecast() -> None:
    values = scattered(36, season=8)
    first, second = forecast(values, 12, SEED), forecast(values, 12, SEED)
    assert list(first.projection.centre) == list(second.projection.centre)
    assert first.projection.paths.tolist() == second.projection.paths.tolist()


def test_the_scale_of_a_figure_does_not_change_what_is_expected() -> None:
    values = scattered(24, step=0.5)
    small, large = forecast(values, 12, SEED), forecast([1e8 * value for value in values], 12, SEED)
    assert small.method is large.method
    assert list(large.projection.centre) == pytest.approx(list(1e8 * small.projection.centre), rel=1e-3)


def test_an_eighty_per_cent_interval_holds_about_eighty_per_cent() -> None:
    inside = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        values = (50 + rng.normal(0, 4, 25)).tolist()
        low, high = forecast(values[:24], 12, SEED).projection.interval(0.80)
        inside += low[0] <= values[24] <= high[0]
    assert 38 <= inside <= 57  # 48 expected


def test_intervals_that_held_too_little_are_widened_by_what_they_missed() -> None:
    rng = np.random.default_rng(1)
    values = np.asarray(scattered(30))

    def too_sure(known: np.ndarray, steps: int) -> Projection:
        made = naive(known, steps, rng)
        return made.widened(0.1)

    past = past_forecasts(values, 3, 8, too_sure)
    assert (past.coverage or 0) < 0.65
    assert past.widening > 2
    honest = past_forecasts(values, 3, 8, lambda known, steps: naive(known, steps, rng))
    assert honest.widening == 1


def test_past_forecasts_never_see_what_they_forecast() -> None:
    values = np.arange(20, dtype=np.float64)
    seen: list[float] = []

    def carried(known: np.ndarray, steps: int) -> Projection:
        seen.append(float(known[-1]))
        return Projection(np.full(steps, known[-1]), np.ones(steps), np.zeros((steps, 1)))

    past = past_forecasts(values, 3, 8, carried)
    assert seen == list(range(7, 19))
    assert [float(one.actual[0]) for one in past.made] == list(range(8, 20))


def paths(*steps: Sequence[float]) -> Projection:
    drawn = np.asarray(steps, dtype=np.float64)
    return Projection(drawn.mean(axis=1), drawn.std(axis=1), drawn)


def test_a_crossing_is_likely_when_the_course_leads_there() -> None:
    found = crossing(paths([1, 1, 1, 9], [1, 9, 9, 9], [9, 9, 9, 9]), Direction.LB, 5)
    assert (found.probability, found.first, found.likely) == (1.0, 1, True)


def test_scatter_alone_is_no_announcement() -> None:
    one_each = paths([9, 1, 1, 1], [1, 9, 1, 1], [1, 1, 9, 1])
    found = crossing(one_each, Direction.LB, 5)
    assert found.probability >= LIKELY
    assert not found.likely


@pytest.mark.parametrize(("direction", "crossed"), [("HB", 0.5), ("LB", 0.25), ("TB", 0.75)])
def test_worse_depends_on_the_direction_and_equality_is_fine(direction: str, crossed: float) -> None:
    found = crossing(paths([-9, 5, 9, -6]), Direction(direction), 5)
    expected = {"HB": crossed, "LB": crossed, "TB": crossed}[direction]
    assert found.probability == expected
