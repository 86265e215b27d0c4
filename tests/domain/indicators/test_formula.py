"""The formula language: what it computes, what it refuses, what is missing."""

from collections.abc import Hashable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.core.period import Grain, Period
from domain.indicators.formula import Formula, threshold, threshold_value
from domain.indicators.formula_context import KnownValues, Reference, Use
from domain.indicators.formula_error import (
    FormulaError,
    FormulaTooLarge,
    PartNotAllowed,
    UnknownName,
    UnreadableFormula,
    WrongArguments,
)
from domain.indicators.formula_time import HistoryUsedUp
from tests.domain.indicators.figures import Figures, january

D = Decimal
numbers = st.decimals(-1000, 1000, places=2)


def of(text: str, **values: int | str | None) -> Decimal | None:
    known = {name: None if value is None else D(value) for name, value in values.items()}
    return Formula.parse(text).evaluate(KnownValues(known))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-a + b", "1"),
        ("+a - -b", "5"),
        ("b / a / 2", "0.75"),
        ("abs(a - b)", "1"),
        ("min(a, b, 1.5)", "1.5"),
        ("max(a, b)", "3"),
        ("0.1 + 0.2", "0.3"),
        ("1_000 * a", "2000"),
    ],
)
def test_arithmetic_is_exact_and_follows_the_usual_order(text: str, result: str) -> None:
    assert of(text, a=2, b=3) == D(result)


def test_signs_of_a_chinese_keyboard_are_understood() -> None:
    assert of("（a＋b）×2÷4－1", a=2, b=3) == D("1.5")


def test_names_may_be_chinese() -> None:
    assert of("销售额 / 订单数", 销售额=10, 订单数=4) == D("2.5")


def test_dividing_by_zero_is_missing_never_zero_or_infinite() -> None:
    assert of("a / b", a=1, b=0) is None
    assert of("a / b", a=0, b=0) is None
    assert of("1 + a / (b - b)", a=1, b=5) is None


@pytest.mark.parametrize(
    "text", ["a + b", "b + a", "a * 0", "-a", "abs(a)", "max(a, b)", "min(b, a)", "positive(a)", "b / a"]
)
def test_whatever_needs_a_missing_figure_is_missing(text: str) -> None:
    assert of(text, a=None, b=1) is None


def test_a_default_replaces_what_is_missing() -> None:
    assert of("default(1 / win_rate, 3)", win_rate=None) == 3
    assert of("default(1 / win_rate, 3)", win_rate="0.25") == 4


def test_a_number_may_depend_on_a_condition() -> None:
    assert of("given(a, b)", a=1, b=7) == 7
    assert of("given(a, b)", a=0, b=7) is None
    assert of("given(a, b)", a=None, b=7) is None
    assert of("default(given(a, b), 0)", a=-1, b=7) == 0


def test_a_share_is_known_between_two_limits() -> None:
    low, high = of("wilson_low(a, n)", a=960, n=1200), of("wilson_high(a, n)", a=960, n=1200)
    assert low is not None
    assert high is not None
    assert (round(low, 5), round(high, 5)) == (Decimal("0.77643"), Decimal("0.82166"))
    assert of("wilson_low(a, n)", a=0, n=0) is None


def test_a_divisor_may_be_asked_to_be_positive() -> None:
    assert of("a / positive(b)", a=1, b=-2) is None
    assert of("a / positive(b)", a=1, b=2) == D("0.5")


@pytest.mark.parametrize(
    ("text", "position"), [("a +", 4), ("a b", 3), ("1 + * 2", 5), ("", 1), ("a # b", 3), ("销售额 +", 6)]
)
def test_an_unreadable_formula_is_refused_with_the_position(text: str, position: int) -> None:
    with pytest.raises(UnreadableFormula) as refusal:
        Formula.parse(text)
    assert refusal.value.facts["position"] == position


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "a ** 2",
        "a % 2",
        "a if b else c",
        "a < b",
        "a and b",
        "[a]",
        "a, b",
        "'a'",
        "f'{a}'",
        "True",
        "None",
        "1j",
        "0x10",
        "1e300",
        "lambda: a",
        "(a := 1)",
        "a[0]",
        "(a)(b)(c)",
        "not a",
        "~a",
        "{a}",
        "a @ b",
        "...",
    ],
)
def test_nothing_but_arithmetic_is_allowed(text: str) -> None:
    with pytest.raises(FormulaError):
        Formula.parse(text)


def test_what_is_not_allowed_is_shown_with_its_position() -> None:
    with pytest.raises(PartNotAllowed) as refusal:
        Formula.parse("净额 + os.system")
    assert (refusal.value.facts["part"], refusal.value.facts["position"]) == ("os.system", 6)


def test_python_is_never_executed() -> None:
    with pytest.raises(UnknownName):
        Formula.parse("__import__('os')")


def test_an_unknown_name_is_refused_with_the_similar_ones_first() -> None:
    with pytest.raises(UnknownName) as refusal:
        Formula.parse("net_sale / orders", {"orders", "net_sales", "invoices"})
    facts = refusal.value.facts
    assert (facts["name"], facts["position"]) == ("net_sale", 1)
    assert str(facts["known"]).startswith("net_sales")
    assert "orders" in str(facts["known"])


def test_an_unknown_function_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownName) as refusal:
        Formula.parse("medean(cycle_days)")
    assert str(refusal.value.facts["known"]).startswith("median")


@pytest.mark.parametrize(
    "text",
    [
        "abs()",
        "abs(1, 2)",
        "min(1)",
        "default(1)",
        "median(1)",
        "median(a + b)",
        "median(a, b)",
        "percentile(a)",
        "percentile(a, 101)",
        "percentile(a, b)",
        "top(a, 0)",
        "prior(a)",
        "prior(a, -1)",
        "prior(a, 1.5)",
        "prior(a, b)",
        "window(a, 0)",
        "window(a, 999)",
        "opening(a + b)",
        "opening(a, 3)",
        "countback(a)",
        "countback(a, 1)",
        "abs(*a)",
        "abs(x=a)",
    ],
)
def test_a_function_is_refused_other_arguments_than_its_own(text: str) -> None:
    with pytest.raises(WrongArguments) as refusal:
        Formula.parse(text)
    assert "(" in str(refusal.value.facts["signature"])


def test_what_nobody_could_check_is_too_large() -> None:
    for text in ("a" * 1001, "-" * 200 + "1", "+".join(["1"] * 300)):
        with pytest.raises(FormulaTooLarge):
            Formula.parse(text)
    assert of("+".join(["1"] * 50)) == 50


def test_a_formula_tells_which_figures_it_reads() -> None:
    formula = Formula.parse("net - prior(window(net, 3), 12) + opening(debt) + median(cycle) + days")
    assert formula.names() == {"net", "debt", "cycle"}
    assert formula.references == {
        Reference("net"),
        Reference("net", Use.VALUE, 12, 3),
        Reference("debt", Use.OPENING),
        Reference("cycle", Use.HISTOGRAM),
    }


def test_a_reference_tells_how_far_back_it_reaches() -> None:
    reach = {reference: reference.months_back(3) for reference in Formula.parse("prior(a, 12)").references}
    assert list(reach.values()) == [14]
    assert Reference("a").months_back(1) == 0
    assert Reference("a", window=3).months_back(1) == 2
    assert Reference("a", Use.OPENING).months_back(3) == 5
    assert Reference("a", Use.SERIES).months_back(1) is None


def test_prior_is_the_same_measure_months_earlier_at_the_same_grain() -> None:
    flows = {"net": {202401: 80, 202402: 1, 202403: 1, 202501: 100, 202502: 2, 202503: 3}}
    assert Formula.parse("prior(net, 12)").evaluate(Figures(january(), flows)) == 80
    quarter = Figures(Period.parse("2025Q1"), flows)
    assert Formula.parse("net - prior(net, 12)").evaluate(quarter) == 105 - 82


def test_prior_moves_a_whole_expression() -> None:
    flows = {"a": {202501: 5, 202412: 3}, "b": {202501: 1, 202412: 2}}
    assert Formula.parse("prior(a - b, 1)").evaluate(Figures(january(), flows)) == 1
    assert Formula.parse("prior(prior(a, 1), 12)").references == {Reference("a", shift=13)}


def test_opening_is_the_balance_at_the_end_of_the_period_before() -> None:
    balances = {"debt": {202501: 9, 202412: 7, 202410: 5, 202401: 3, 202409: 4}}
    formula = Formula.parse("opening(debt)")
    assert formula.evaluate(Figures(january(), balances=balances)) == 7
    assert formula.evaluate(Figures(Period.parse("2025Q1"), balances=balances)) == 7
    assert formula.evaluate(Figures(Period.parse("2025"), balances=balances)) == 7
    assert Formula.parse("window(opening(debt), 3)").evaluate(Figures(january(), balances=balances)) == 5
    assert Formula.parse("prior(opening(debt), 3)").evaluate(Figures(january(), balances=balances)) == 4


def test_a_window_is_whole_months_at_month_grain_and_the_period_itself_above() -> None:
    flows = {"sales": dict.fromkeys(range(202501, 202513), 10) | {202412: 7, 202411: 5}}
    formula = Formula.parse("window(sales, 3)")
    assert formula.evaluate(Figures(january(), flows)) == 22
    assert formula.evaluate(Figures(january(Grain.QUARTER), flows)) == 30
    assert formula.evaluate(Figures(january(Grain.YEAR), flows)) == 120


def test_days_are_those_of_the_window_around_them() -> None:
    figures = Figures(Period.parse("2024-03"))
    assert Formula.parse("days").evaluate(figures) == 31
    assert Formula.parse("window(days, 3)").evaluate(figures) == 91
    assert Formula.parse("days", days_window=3).evaluate(figures) == 91
    assert Formula.parse("prior(days, 1)").evaluate(figures) == 29


def test_distributions_give_median_percentile_mean_and_count() -> None:
    figures = Figures(january(Grain.QUARTER), histograms={"cycle": {202501: {10: 1, 30: 2}, 202503: {20: 1}}})
    found = {
        text: Formula.parse(text).evaluate(figures)
        for text in (
            "median(cycle)",
            "percentile(cycle, 100)",
            "mean(cycle)",
            "count(cycle)",
            "median(other)",
        )
    }
    assert found == {
        "median(cycle)": D(25),
        "percentile(cycle, 100)": D(30),
        "mean(cycle)": D("22.5"),
        "count(cycle)": D(4),
        "median(other)": None,
    }


def test_members_give_the_largest_the_top_and_the_squares() -> None:
    figures = Figures(january(), people={"debt": {202501: {"a": 50, "b": 30, "c": 20, "d": -10}}})
    texts = ("largest(debt)", "top(debt, 2)", "sum_squares(debt)", "distinct(debt)", "at_least(debt, 30)")
    assert [Formula.parse(text).evaluate(figures) for text in texts] == [50, 80, 3800, 4, 2]
    assert Formula.parse("largest(nobody)").evaluate(figures) is None


def test_countback_reads_the_sales_month_by_month() -> None:
    flows = {"sales": {202412: 250, 202501: 100}}
    figures = Figures(january(), flows, {"debt": {202501: 150}})
    assert Formula.parse("countback(debt, sales)").evaluate(figures) == 31 + D(50) * 31 / 250


def test_a_countback_beyond_the_records_is_missing_and_says_more_than() -> None:
    figures = Figures(january(), {"sales": {202501: 100}}, {"debt": {202501: 150}})
    assert Formula.parse("countback(debt, sales)").evaluate(figures) is None
    assert figures.notes == [HistoryUsedUp(days=D(31))]
    assert str(figures.notes[0]).startswith("more than 31 days")


def test_b08_retention_counts_customers_active_in_both_years() -> None:
    active: dict[int, dict[Hashable, int]] = {
        202401: dict.fromkeys("abcd", 1),
        202501: dict.fromkeys("ace", 1),
    }
    figures = Figures(january(), people={"customers": active})
    formula = Formula.parse("retained(customers, 12) / prior(distinct(customers), 12)")
    assert formula.evaluate(figures) == D("0.5")
    assert Reference("customers", Use.MEMBERS, 12) in formula.references


def test_b07_pipeline_coverage_is_open_pipeline_over_the_target_still_missing() -> None:
    assert of("pipeline / positive(target - booked)", pipeline=900000, target=500000, booked=200000) == 3
    assert of("pipeline / positive(target - booked)", pipeline=900000, target=500000, booked=500000) is None


def test_b09_collection_rate_leaves_unapplied_cash_out() -> None:
    assert of("allocated / invoiced", invoiced=1000, allocated=900, unapplied=150) == D("0.9")


def test_thresholds_are_arithmetic_over_references() -> None:
    assert threshold_value(threshold("0.95*plan"), {"plan": D(200)}) == 190
    assert threshold_value(threshold("mean + 1*sigma_xmr"), {"mean": D(5), "sigma_xmr": D("0.5")}) == D("5.5")
    assert threshold_value(threshold("0.15"), {}) == D("0.15")


def test_a_threshold_without_its_reference_is_missing() -> None:
    assert threshold_value(threshold("1.2*baseline"), {"plan": D(1)}) is None


@pytest.mark.parametrize("text", ["net_sales", "prior(plan, 1)", "median(plan)", "days", "opening(plan)"])
def test_a_threshold_knows_no_measures_and_no_time(text: str) -> None:
    with pytest.raises(UnknownName):
        threshold(text)


@given(st.text(max_size=60))
def test_any_text_is_either_a_formula_or_refused_politely(text: str) -> None:
    with suppress(FormulaError):
        assert Formula.parse(text).text


operators = st.sampled_from(["+", "-", "*", "/"])


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=8), st.data())
def test_one_missing_figure_makes_every_formula_with_it_missing(
    names: list[str], data: st.DataObject
) -> None:
    text = names[0] + "".join(f" {data.draw(operators)} abs(min({name}, 7))" for name in names[1:])
    values = {name: data.draw(numbers) for name in "abc"}
    absent = data.draw(st.sampled_from(names))
    assert Formula.parse(text).evaluate(KnownValues(values | {absent: None})) is None


@given(numbers, numbers, numbers)
def test_a_formula_agrees_with_decimal_arithmetic(a: Decimal, b: Decimal, c: Decimal) -> None:
    found = Formula.parse("(a + b) * c - abs(a)").evaluate(KnownValues({"a": a, "b": b, "c": c}))
    assert found == (a + b) * c - abs(a)
