"""Whether an action worked: methods, sizes, intervals, verdicts."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from domain.core.period import Period
from domain.core.statement import Statement
from domain.improvement import effect_statements as say
from domain.improvement.effect import review_effect
from domain.improvement.effect_review import EffectOutcome, EffectReview, Method, Verdict
from domain.improvement.observation import BeforeAfter
from domain.indicators.status import Direction
from tests.domain.improvement.series import Value, counted, readings

D = Decimal
LB, HB, TB = Direction.LB, Direction.HB, Direction.TB
ROOT = Path(__file__).parents[3]
NOISE = [0.4, -0.9, 0.7, 0.1, -0.5, 0.9, -0.3, -0.8, 0.6, 0.2, -0.6, 0.3, 0.8, -0.2, -0.7, 0.5]


def noisy(level: float, count: int, first: int = 0) -> list[Value]:
    return [round(level + NOISE[(first + at) % len(NOISE)], 4) for at in range(count)]


def said(review: EffectReview) -> set[type[Statement]]:
    return {type(statement) for statement in review.statements}


def test_g07_a_proportion_is_compared_by_newcombes_interval() -> None:
    found = review_effect(counted([(30, 200)], [(12, 220)]), LB, seed=1, proportion=True)
    assert (found.method, found.verdict) == (Method.NEWCOMBE, Verdict.EFFECTIVE)
    assert found.size is not None
    assert found.interval is not None
    assert round(found.size, 5) == D("0.09545")
    assert tuple(round(bound, 5) for bound in found.interval) == (D("0.03793"), D("0.15607"))
    assert (found.n_before, found.n_after) == (200, 220)


def test_the_same_change_is_worse_when_higher_is_better() -> None:
    found = review_effect(counted([(30, 200)], [(12, 220)]), HB, seed=1, proportion=True)
    assert found.verdict is Verdict.WORSE
    assert found.interval is not None
    assert tuple(round(bound, 5) for bound in found.interval) == (D("-0.15607"), D("-0.03793"))


def test_an_improvement_smaller_than_planned_is_partly_shown() -> None:
    data = counted([(30, 200)], [(12, 220)])
    assert review_effect(data, LB, D("0.10"), seed=1, proportion=True).verdict is Verdict.PARTLY
    assert review_effect(data, LB, D("0.09"), seed=1, proportion=True).verdict is Verdict.EFFECTIVE


def test_cases_of_all_months_are_counted_together() -> None:
    one = review_effect(counted([(30, 200)], [(12, 220)]), LB, seed=1, proportion=True)
    months = review_effect(
        counted([(10, 50), (20, 150), (0, 0)], [(12, 120), (0, 100)]), LB, seed=1, proportion=True
    )
    assert months.size == one.size
    assert months.interval == one.interval


def test_a_proportion_in_percent_is_reviewed_in_percent() -> None:
    data = counted([(30, 200)], [(12, 220)])
    percent = review_effect(data, LB, D(9), seed=1, proportion=True, scale=D(100))
    assert percent.size is not None
    assert round(percent.size, 3) == D("9.545")
    assert percent.verdict is Verdict.EFFECTIVE


def test_fewer_than_ten_cases_are_not_enough() -> None:
    found = review_effect(counted([(3, 9)], [(1, 200)]), LB, seed=1, proportion=True)
    assert (found.verdict, found.method) == (Verdict.NOT_ENOUGH_DATA, None)
    assert found.statements == (say.TooFewCases(before=9, after=200, needed=10),)


def test_a_ratio_of_amounts_is_no_proportion_of_cases() -> None:
    data = readings(noisy(40, 12), noisy(34, 12, 5))
    assert review_effect(data, LB, seed=1, proportion=True).method is Method.SEGMENTED_REGRESSION


def test_a_long_series_is_judged_by_segmented_regression() -> None:
    found = review_effect(readings(noisy(40, 12), noisy(34, 12, 5)), LB, D(3), seed=7)
    assert (found.method, found.verdict) == (Method.SEGMENTED_REGRESSION, Verdict.EFFECTIVE)
    assert found.size is not None
    assert found.interval is not None
    assert found.interval[0] > 0
    assert 4 < found.size < 8
    assert (found.n_before, found.n_after) == (12, 12)


def test_an_improvement_that_was_already_under_way_is_no_effect_of_the_action() -> None:
    falling = [round(50 - 0.8 * at + NOISE[at % 16], 3) for at in range(24)]
    found = review_effect(readings(falling[:12], falling[12:]), LB, D(1), seed=1)
    assert sum(falling[:12]) > sum(falling[12:]) + 100
    assert found.verdict is Verdict.NOT_SHOWN


def test_nothing_changed_is_not_shown() -> None:
    assert review_effect(readings(noisy(40, 12), noisy(40, 12, 5)), LB, seed=1).verdict is Verdict.NOT_SHOWN
    flat = review_effect(readings([5] * 12, [5] * 12), LB, seed=1)
    assert flat.verdict is Verdict.NOT_SHOWN
    assert say.Unchanged in said(flat)


def test_a_change_for_the_worse_is_called_worse() -> None:
    found = review_effect(readings(noisy(40, 12), noisy(47, 12, 5)), LB, D(3), seed=1)
    assert found.verdict is Verdict.WORSE
    assert say.Worsened in said(found)


def test_a_two_sided_indicator_improves_towards_zero_from_either_side() -> None:
    signs = [1 if at % 2 else -1 for at in range(12)]
    before: list[Value] = [sign * (6 + noise) for sign, noise in zip(signs, NOISE, strict=False)]
    after: list[Value] = [sign * (2 + noise) for sign, noise in zip(signs, NOISE[4:], strict=False)]
    assert review_effect(readings(before, after), TB, D(2), seed=1).verdict is Verdict.EFFECTIVE
    assert review_effect(readings(after, before), TB, D(2), seed=1).verdict is Verdict.WORSE


def test_a_short_series_is_judged_by_signals_against_natural_limits() -> None:
    found = review_effect(readings(noisy(50, 8), [40, 41, 39]), LB, D(5), seed=1)
    assert (found.method, found.verdict, found.interval) == (Method.XMR_SHIFT, Verdict.EFFECTIVE, None)
    assert found.figures["mean_after"] == 40
    assert found.figures["lnpl"] < found.figures["mean_before"] < found.figures["unpl"]
    assert say.MeanImproved in said(found)


def test_a_short_series_within_its_limits_shows_nothing() -> None:
    found = review_effect(readings(noisy(50, 8), noisy(49.5, 4, 2)), LB, seed=1)
    assert (found.method, found.verdict) == (Method.XMR_SHIFT, Verdict.NOT_SHOWN)


def test_signals_on_both_sides_show_nothing() -> None:
    assert review_effect(readings(noisy(50, 8), [30, 70, 40, 40]), LB, seed=1).verdict is Verdict.NOT_SHOWN


def test_a_short_series_that_left_its_limits_the_wrong_way_is_worse() -> None:
    found = review_effect(readings(noisy(50, 8), [60, 61, 62]), LB, seed=1)
    assert found.verdict is Verdict.WORSE
    assert say.MeanWorsened in said(found)


@pytest.mark.parametrize(("before", "after"), [(5, 12), (12, 2), (12, 0), (0, 12)])
def test_too_few_periods_give_no_verdict_and_say_how_many_are_needed(before: int, after: int) -> None:
    found = review_effect(readings([1] * before, [2] * after), LB, seed=1)
    assert (found.verdict, found.size, found.interval) == (Verdict.NOT_ENOUGH_DATA, None, None)
    assert found.statements == (
        say.TooFewPeriods(before=before, after=after, needed_before=6, needed_after=3),
    )


def test_periods_without_data_do_not_count() -> None:
    gaps: list[Value] = [None, None, None, None, None, *noisy(40, 7)]
    assert review_effect(readings(gaps, noisy(34, 12)), LB, seed=1).method is Method.XMR_SHIFT


def test_a_comparison_unit_takes_off_what_happened_everywhere() -> None:
    everywhere = [round(20 + NOISE[at] * 2, 3) for at in range(16)]
    here = [value - (6 if at >= 10 else 0) + NOISE[(at * 7) % 16] / 10 for at, value in enumerate(everywhere)]
    data, control = readings(here[:10], here[10:]), readings(everywhere[:10], everywhere[10:])
    found = review_effect(data, LB, D(5), seed=1, control=control)
    assert (found.method, found.verdict) == (Method.DIFFERENCE_IN_DIFFERENCES, Verdict.EFFECTIVE)
    assert found.size is not None
    assert abs(found.size - 6) < D("0.2")
    assert say.Association not in said(found)


def test_what_improved_everywhere_alike_is_no_effect_of_the_action() -> None:
    everywhere = [round((20 if at < 10 else 14) + NOISE[at], 3) for at in range(16)]
    here = [value + 5 + NOISE[(at * 7) % 16] / 5 for at, value in enumerate(everywhere)]
    control = readings(everywhere[:10], everywhere[10:])
    data = readings(here[:10], here[10:])
    assert review_effect(data, LB, seed=1, control=control).verdict is Verdict.NOT_SHOWN
    assert review_effect(data, LB, seed=1).verdict is Verdict.EFFECTIVE


def test_a_comparison_unit_that_already_moved_differently_is_not_used() -> None:
    control = readings([value + at for at, value in enumerate(map(float, [20] * 10))], [20.0] * 10)
    found = review_effect(readings(noisy(40, 10), noisy(30, 10, 3)), LB, seed=1, control=control)
    assert found.method is Method.SEGMENTED_REGRESSION
    assert {say.TrendsDiffered, say.Association} <= said(found)


def test_a_comparison_unit_with_other_periods_is_not_used() -> None:
    control = readings(noisy(20, 12), noisy(20, 12), start=Period.parse("2020-01"))
    found = review_effect(readings(noisy(40, 10), noisy(30, 10, 3)), LB, seed=1, control=control)
    assert say.ComparisonTooShort in said(found)


def test_a_short_seasonal_series_is_held_against_the_same_months_of_the_year_before() -> None:
    year: list[float] = [10, 12, 15, 20, 26, 30, 32, 30, 25, 19, 14, 11]
    data = readings(year, [value + 4 + NOISE[at] / 4 for at, value in enumerate(year[:5])])
    found = review_effect(data, HB, D(3), seed=1, seasonal=True)
    assert (found.method, found.verdict) == (Method.SAME_SEASON, Verdict.EFFECTIVE)
    assert (found.n_before, found.n_after) == (5, 5)
    assert review_effect(data, HB, D(3), seed=1).verdict is not Verdict.EFFECTIVE


def test_a_seasonal_series_without_the_months_of_the_year_before_has_no_verdict() -> None:
    found = review_effect(readings(noisy(1, 6), noisy(2, 6)), HB, seed=1, seasonal=True)
    assert found.verdict is Verdict.NOT_ENOUGH_DATA


def test_proportions_of_a_short_seasonal_series_are_cut_to_the_same_months() -> None:
    months = [(50, 100)] * 6 + [(90, 100)] * 6
    data = counted(months, [(50, 100)] * 3)
    assert review_effect(data, HB, seed=1, proportion=True).verdict is Verdict.WORSE
    found = review_effect(data, HB, seed=1, proportion=True, seasonal=True)
    assert (found.verdict, found.n_before) == (Verdict.NOT_SHOWN, 300)


def test_a_long_seasonal_series_is_fitted_with_a_yearly_wave() -> None:
    wave = [20 + 8 * np.sin(2 * np.pi * at / 12) + NOISE[at % 16] / 3 for at in range(30)]
    data = readings([float(v) for v in wave[:20]], [float(v) + 4 for v in wave[20:]])
    found = review_effect(data, HB, D(2), seed=1, seasonal=True)
    assert (found.method, found.verdict) == (Method.SEGMENTED_REGRESSION, Verdict.EFFECTIVE)
    assert found.figures["degrees_of_freedom"] == 30 - 6


def test_every_verdict_states_size_interval_n_method_and_that_it_is_no_proof() -> None:
    found = review_effect(readings(noisy(40, 12), noisy(34, 12, 5)), LB, D(3), seed=7)
    assert {say.Improved, say.PeriodsCompared, say.MethodUsed, say.Association} <= said(found)
    sentence = str(found.statements[0])
    assert sentence.startswith("Improved by ")
    assert "95 % interval" in sentence


def test_an_effect_that_fades_is_measured_by_what_is_left() -> None:
    fading = [34 + 0.55 * at + NOISE[(at + 5) % 16] / 3 for at in range(12)]
    steady = [40 + NOISE[at] / 3 for at in range(12)]
    found = review_effect(readings(steady, fading), LB, D(3), seed=1)
    assert found.verdict is not Verdict.EFFECTIVE
    assert found.figures["step"] > 3 > found.figures["end"]


def test_the_same_seed_gives_the_same_review_and_the_seed_is_kept() -> None:
    data = readings(noisy(40, 12), noisy(34, 12, 5))
    one, again, other = (review_effect(data, LB, D(3), seed=seed) for seed in (11, 11, 12))
    assert one == again
    assert one.seed == 11
    assert one.figures["bootstrap_low"] != other.figures["bootstrap_low"]
    assert one.interval == other.interval


def test_a_review_takes_less_than_a_second() -> None:
    data = readings(noisy(40, 60), noisy(34, 60, 5))
    review_effect(data, LB, seed=1)
    began = perf_counter()
    assert review_effect(data, LB, seed=1).figures["draws"] == 5000
    assert perf_counter() - began < 1


def test_of_a_hundred_series_without_effect_few_are_called_effective() -> None:
    draw = np.random.default_rng(20250101)
    verdicts = []
    for seed in range(100):
        series = [float(value) for value in draw.normal(40, 3, 24)]
        verdicts.append(review_effect(readings(series[:12], series[12:]), LB, seed=seed).verdict)
    assert verdicts.count(Verdict.EFFECTIVE) <= 7
    assert verdicts.count(Verdict.WORSE) <= 7


def test_of_a_hundred_series_with_a_clear_effect_most_are_called_effective() -> None:
    draw = np.random.default_rng(20250102)
    found = 0
    for seed in range(100):
        series = [float(value) for value in draw.normal(40, 1, 24)]
        data = readings(series[:12], [value - 6 for value in series[12:]])
        found += review_effect(data, LB, D(1), seed=seed).verdict is Verdict.EFFECTIVE
    assert found >= 85


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (Verdict.EFFECTIVE, EffectOutcome.EFFECTIVE),
        (Verdict.PARTLY, EffectOutcome.NOT_EFFECTIVE),
        (Verdict.NOT_SHOWN, EffectOutcome.NOT_EFFECTIVE),
        (Verdict.WORSE, EffectOutcome.NOT_EFFECTIVE),
        (Verdict.NOT_ENOUGH_DATA, EffectOutcome.NOT_ENOUGH_DATA),
    ],
)
def test_a_verdict_decides_how_the_improvement_goes_on(verdict: Verdict, outcome: EffectOutcome) -> None:
    assert verdict.outcome is outcome


def test_nothing_slow_is_imported_until_a_review_is_asked_for() -> None:
    code = (
        "import sys, domain.improvement.effect; print(*{'scipy', 'statsmodels', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_readings_given_out_of_order_are_put_in_order() -> None:
    data = readings(noisy(40, 12), noisy(34, 12, 5))
    shuffled = BeforeAfter(list(reversed(data.before)), list(reversed(data.after)))
    assert review_effect(shuffled, LB, seed=3) == review_effect(data, LB, seed=3)
