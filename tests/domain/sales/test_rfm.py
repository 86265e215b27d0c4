"""Customers by quintiles."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from domain.sales.rfm import Bought, quintile_scores, rfm_scores


def test_g26_the_fewest_days_since_buying_score_highest() -> None:
    assert quintile_scores([5, 10, 20, 40, 80], lower_is_better=True) == [5, 4, 3, 2, 1]


def test_g26_who_ties_shares_the_better_score() -> None:
    assert quintile_scores([5, 5, 20, 40, 80], lower_is_better=True) == [5, 5, 3, 2, 1]
    assert quintile_scores([7, 7, 7]) == [5, 5, 5]


def test_nobody_has_no_score() -> None:
    assert quintile_scores([]) == []


@given(some.lists(some.integers(0, 50), min_size=1))
def test_a_better_value_never_scores_lower(values: list[int]) -> None:
    scores = quintile_scores(values)
    assert set(scores) <= {1, 2, 3, 4, 5}
    assert max(scores) == 5
    ordered = [score for _, score in sorted(zip(values, scores, strict=True))]
    assert ordered == sorted(ordered)


def test_the_three_scores_are_told_side_by_side() -> None:
    customers = [Bought(5, 1, Decimal(10)), Bought(90, 9, Decimal(900))]
    assert [one.code for one in rfm_scores(customers)] == ["533", "355"]
