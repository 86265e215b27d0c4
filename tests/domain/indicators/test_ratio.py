"""Indicators as numerator / denominator x factor."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.core.period import Period
from domain.core.statement import Statement
from domain.indicators.ratio import FiguresMissing, NothingToDivideBy, Ratio, compose
from tests.domain.indicators.figures import Figures, january

D = Decimal
SALES = {"credit_sales": {202411: 300, 202412: 250, 202501: 200}}
DSO = Ratio.parse("receivables_open", "window(credit_sales, 3)", "days", nothing_is_zero=True)
CEI = Ratio.parse("opening(debt) + sales - debt", "positive(opening(debt) + sales - current)", "100")


def test_b04_a_roll_up_is_the_ratio_of_the_sums_not_the_mean_of_ratios() -> None:
    rep_a, rep_b = (D(9), D(10)), (D(10), D(90))
    rolled_up = compose(rep_a[0] + rep_b[0], rep_a[1] + rep_b[1])
    assert rolled_up == D("0.19")


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=1, max_size=20))
def test_a_roll_up_lies_between_the_smallest_and_the_largest_of_its_parts(
    parts: list[tuple[int, int]],
) -> None:
    whole = compose(D(sum(above for above, _ in parts)), D(sum(below for _, below in parts)))
    ratios = [D(above) / D(below) for above, below in parts]
    assert whole is not None
    assert min(ratios) - D("1e-20") <= whole <= max(ratios) + D("1e-20")


def test_b10_otif_is_lines_in_full_and_on_time_over_lines_due() -> None:
    lines = [("full", "on_time"), ("full", "late"), ("short", "on_time"), ("full", "on_time")]
    flows = {
        "otif": {202501: sum(line == ("full", "on_time") for line in lines)},
        "due": {202501: len(lines)},
    }
    assert Ratio.parse("otif", "due").evaluate(Figures(january(), flows)).value == D("0.5")


def test_c01_dso_takes_days_and_sales_of_the_same_three_months() -> None:
    figures = Figures(january(), SALES, {"receivables_open": {202501: 500}})
    found = DSO.evaluate(figures)
    assert (found.numerator, found.denominator, found.factor) == (D(500), D(750), D(30 + 31 + 31))
    assert found.value == D(500) * 92 / 750


def test_dso_of_a_quarter_takes_the_quarter_itself() -> None:
    quarter = Figures(
        Period.parse("2012Q1"),
        {"credit_sales": {201201: "18318.42", 201202: 0, 201203: 0}},
        {"receivables_open": {201203: "6183.10"}},
    )
    found = DSO.evaluate(quarter)
    assert found.factor == 91
    assert found.value is not None
    assert round(found.value, 4) == D("30.7156")


def test_what_divides_evenly_comes_out_even() -> None:
    assert str(compose(D(500), D(750), D(30))) == "20"


def test_without_sales_but_with_debt_dso_is_missing_and_says_why() -> None:
    none_sold = {"credit_sales": dict.fromkeys((202411, 202412, 202501), 0)}
    found = DSO.evaluate(Figures(january(), none_sold, {"receivables_open": {202501: 500}}))
    assert found.value is None
    assert found.reason == NothingToDivideBy(denominator="window(credit_sales, 3)")


def test_nothing_sold_and_nothing_owed_is_zero_days() -> None:
    none_sold = {"credit_sales": dict.fromkeys((202411, 202412, 202501), 0)}
    assert DSO.evaluate(Figures(january(), none_sold, {"receivables_open": {202501: 0}})).value == 0
    strict = Ratio.parse("receivables_open", "window(credit_sales, 3)", "days")
    assert strict.evaluate(Figures(january(), none_sold, {"receivables_open": {202501: 0}})).value is None


def test_a_missing_figure_is_named() -> None:
    found = DSO.evaluate(Figures(january(), {}, {"receivables_open": {202501: 500}}))
    assert found.value is None
    assert found.reason == FiguresMissing(measures="credit_sales")
    assert found.numerator == 500


def test_an_indicator_without_denominator_is_its_numerator() -> None:
    assert Ratio.parse("net", " ", "").evaluate(Figures(january(), {"net": {202501: 7}})).value == 7


def test_growth_from_a_base_of_zero_is_missing() -> None:
    growth = Ratio.parse("net - prior(net, 12)", "abs(prior(net, 12))")
    flows = {"net": {202401: 0, 202501: 7}}
    found = growth.evaluate(Figures(january(), flows))
    assert (found.value, found.reason) == (None, NothingToDivideBy(denominator="abs(prior(net, 12))"))
    assert growth.evaluate(Figures(january(), {"net": {202401: 5, 202501: 7}})).value == D("0.4")


def test_c08_cei_is_missing_when_nothing_was_collectable() -> None:
    figures = Figures(
        january(), {"sales": {202501: 100}}, {"debt": {202412: 0, 202501: 100}, "current": {202501: 100}}
    )
    found = CEI.evaluate(figures)
    assert found.value is None
    assert isinstance(found.reason, Statement)


def test_cei_in_percent() -> None:
    figures = Figures(
        january(), {"sales": {202501: 100}}, {"debt": {202412: 60, 202501: 80}, "current": {202501: 60}}
    )
    assert CEI.evaluate(figures).value == 80


def test_an_indicator_tells_how_far_back_it_reaches() -> None:
    assert DSO.months_back(1) == 2
    assert DSO.months_back(12) == 11
    assert Ratio.parse("net - prior(net, 12)").months_back(3) == 14
    assert Ratio.parse("countback(debt, sales)").months_back(1) is None
    assert DSO.names() == {"receivables_open", "credit_sales"}
