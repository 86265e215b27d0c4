"""Formulas that compare a figure with its own past, and two measures customer by customer."""

from collections.abc import Hashable, Mapping
from decimal import Decimal

import pytest

from domain.core.period import Grain, Period, add_months
from domain.indicators.formula import Formula
from domain.indicators.formula_error import FormulaError
from domain.indicators.formula_series import HistoryTooShort
from tests.domain.indicators.figures import Figures

DECEMBER = Period.of(202512, Grain.MONTH)


def course(*values: int, last: int = 202512) -> dict[int, int | str]:
    """Values of the months that end with `last`."""
    return {add_months(last, at - len(values) + 1): value for at, value in enumerate(values)}


def test_r26_a_month_end_unlike_the_ones_before_stands_out() -> None:
    figures = Figures(
        DECEMBER, flows={"late": course(10, 11, 9, 10, 12, 10, 11, 9, 30), "all": course(*[100] * 9)}
    )
    found = Formula.parse("robust_z(late / all, 24, 8)").evaluate(figures)
    assert found is not None
    assert found > Decimal("3.5")


def test_r26_eight_months_of_history_are_needed_and_said() -> None:
    figures = Figures(DECEMBER, flows={"late": course(10, 11, 9, 30)})
    assert Formula.parse("robust_z(late, 24, 8)").evaluate(figures) is None
    [note] = figures.notes
    assert isinstance(note, HistoryTooShort)
    assert note.plain()["facts"] == {"known": "3", "needed": "8"}


def test_r42_quarters_are_compared_with_quarters() -> None:
    won = course(*[month for quarter in (9, 10, 9, 11, 10, 9, 10, 2) for month in (quarter, 0, 0)])
    figures = Figures(Period.of(202512, Grain.QUARTER), flows={"won": won})
    found = Formula.parse("robust_z(won, 24, 6)").evaluate(figures)
    assert found is not None
    assert found < Decimal("-3.5")


def test_r40_a_forecast_that_leans_is_tracked_over_its_months() -> None:
    figures = Figures(DECEMBER, flows={"actual": course(*[90] * 12), "forecast": course(*[100] * 12)})
    assert Formula.parse("tracking(actual - forecast, 12)").evaluate(figures) == -12


def test_r40_fewer_than_six_months_tell_nothing_about_a_lean() -> None:
    figures = Figures(DECEMBER, flows={"error": course(1, 1, 1, 1, 1)})
    assert Formula.parse("tracking(error, 12)").evaluate(figures) is None


def test_r32_first_digits_are_held_against_benfords_law() -> None:
    counts = dict(zip(range(1, 10), (301, 176, 125, 97, 79, 67, 58, 51, 46), strict=True))
    figures = Figures(DECEMBER, histograms={"first_digits": {202512: counts}})
    found = Formula.parse("benford(first_digits)").evaluate(figures)
    assert found is not None
    assert round(found, 6) == Decimal("0.000101")


def by_customer(**measures: Mapping[Hashable, int]) -> Figures:
    """One month of measures by customer."""
    return Figures(DECEMBER, people={name: {202512: found} for name, found in measures.items()})


def test_r02_a_customer_is_over_limit_only_when_it_owes_strictly_more() -> None:
    figures = by_customer(owed={"a": 101, "b": 100, "c": 5, "d": -9}, limit={"a": 100, "b": 100})
    assert Formula.parse("above(owed, limit)").evaluate(figures) == 2, "a is over, c has no limit at all"


def test_r03_exposure_of_the_marked_customers_is_summed() -> None:
    figures = by_customer(owed={"a": 60, "b": 40, "c": -10}, downgraded={"a": 1, "c": 1})
    assert Formula.parse("of_those(owed, downgraded)").evaluate(figures) == 60


def test_r60_scores_are_weighted_by_what_is_owed() -> None:
    figures = by_customer(owed={"a": 30, "b": 10}, score={"a": 80, "b": 40})
    text = "product(owed, score) / of_those(owed, score)"
    assert Formula.parse(text).evaluate(figures) == 70


def test_one_of_two_measures_unknown_makes_the_result_unknown() -> None:
    assert Formula.parse("above(owed, limit)").evaluate(by_customer(owed={"a": 1})) is None


@pytest.mark.parametrize(
    "text",
    ["robust_z(a)", "robust_z(a, 24)", "tracking(a, 0)", "above(a)", "above(a + b, c)", "benford(a, 2)"],
)
def test_a_function_of_the_past_is_refused_other_arguments_than_its_own(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula.parse(text)
