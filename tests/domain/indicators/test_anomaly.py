"""What stands out: unusual values, and signals against natural limits (domain reference G.2, G.5)."""

import math
from decimal import Decimal

import numpy as np
import pytest

from domain.indicators.status import Direction
from domain.indicators.warnings.control_limits import control, is_worse
from domain.indicators.warnings.unusual import anomaly_scores, is_unusual
from domain.indicators.xmr import Signal


def exact(values: list[float]) -> list[Decimal]:
    return [Decimal(f"{value:.4f}") for value in values]


def seasonal(count: int) -> list[float]:
    rng = np.random.default_rng(4)
    return [
        100 + 30 * math.sin(at * math.tau / 12) + float(noise)
        for at, noise in enumerate(rng.normal(0, 1, count))
    ]


def test_a_value_that_only_follows_its_season_is_not_unusual() -> None:
    scores = anomaly_scores(exact(seasonal(48)), 12)
    assert len(scores) == 48
    assert not is_unusual(scores[-1])


def test_a_value_against_its_season_is_unusual_though_within_its_range() -> None:
    values = seasonal(48)
    values[-1] += 25
    assert min(values) < values[-1] < max(values)
    assert is_unusual(anomaly_scores(exact(values), 12)[-1])


def test_below_two_seasons_the_step_is_compared() -> None:
    values = [50.0, 52, 51, 50, 53, 52, 51, 52, 50, 51, 52, 90]
    scores = anomaly_scores(exact(values), 12)
    assert scores[0] is None
    assert is_unusual(scores[-1])
    assert not is_unusual(scores[-2])


def test_eight_steps_are_needed() -> None:
    assert anomaly_scores(exact([1.0, 2, 3, 1, 2, 3, 1, 90]), 12) == [None] * 8


def test_a_season_that_repeats_exactly_leaves_nothing_unusual() -> None:
    values = [100 + 30 * math.sin(at * math.tau / 12) for at in range(36)]
    assert not any(is_unusual(score) for score in anomaly_scores(exact(values), 12))


def test_chance_is_called_unusual_now_and_then_only() -> None:
    called = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        called += is_unusual(anomaly_scores(exact(rng.normal(100, 5, 36).tolist()), 12)[-1])
    assert called <= 8


STEADY = [Decimal(n) for n in (10, 12, 11, 13, 12, 14, 11, 12, 10, 13, 12, 11, 12)]


def test_limits_come_from_the_periods_before_the_latest() -> None:
    with_jump = control([*STEADY, Decimal(30)], seasonal=False, bounds=None)
    steady = control([*STEADY, Decimal(12)], seasonal=False, bounds=None)
    assert with_jump is not None
    assert steady is not None
    assert with_jump.limits == steady.limits
    assert [signal.rule for signal in with_jump.latest(14)] == [1]
    assert steady.latest(14) == ()


def test_limits_are_not_locked_below_twelve_periods() -> None:
    assert control(STEADY[:12], seasonal=False, bounds=None) is None


def test_counts_of_rare_events_have_no_natural_limits() -> None:
    rare = [Decimal(n) for n in (0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 3)]
    assert control(rare, seasonal=False, bounds=None) is None


def test_runs_do_not_count_where_seasons_make_them() -> None:
    drifting = [*STEADY, *(Decimal(n) for n in (13, 14, 13, 14, 13, 14, 13, 14, 13))]
    plain, with_season = (control(drifting, seasonal=season, bounds=None) for season in (False, True))
    assert plain is not None
    assert with_season is not None
    assert 2 in {signal.rule for signal in plain.signals}
    assert {signal.rule for signal in with_season.signals} <= {1}


@pytest.mark.parametrize(
    ("direction", "side", "value", "worse"),
    [("HB", -1, 1, True), ("HB", 1, 1, False), ("LB", 1, 1, True), ("TB", 1, 5, True), ("TB", -1, 5, False)],
)
def test_only_signals_towards_the_bad_side_warn(direction: str, side: int, value: int, worse: bool) -> None:
    assert is_worse(Signal(1, 0, side), Decimal(value), Direction(direction)) is worse
