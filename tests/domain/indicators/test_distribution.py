"""Medians and percentiles of counted whole numbers."""

from collections import Counter
from decimal import Decimal
from statistics import median as usual_median
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.indicators.distribution import mean, median, merged, percentile, record_count

D = Decimal
records = st.lists(st.integers(-50, 500), min_size=1, max_size=60)


def test_the_median_of_an_even_count_lies_half_way() -> None:
    assert median({10: 1, 20: 1, 31: 1, 40: 1}) == D("25.5")


def test_percentiles_interpolate_between_records() -> None:
    assert percentile({10: 1, 20: 1}, D(90)) == 19
    assert percentile({10: 1, 20: 1}, D(0)) == 10
    assert percentile({10: 1, 20: 1}, D(100)) == 20


def test_without_records_there_is_nothing_to_say() -> None:
    assert (median({}), mean({}), percentile({}, D(90)), record_count({})) == (None, None, None, 0)
    assert median({5: 0}) is None


def test_a_percentile_beyond_the_records_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="outside"):
        percentile({1: 1, 2: 1}, D(101))


@given(records)
def test_the_median_is_the_usual_one(numbers: list[int]) -> None:
    assert median(Counter(numbers)) == D(str(usual_median(numbers)))


@given(st.lists(st.integers(-50, 500), min_size=2, max_size=60))
def test_percentiles_are_those_of_the_inclusive_method(numbers: list[int]) -> None:
    tenths = quantiles(map(D, numbers), n=10, method="inclusive")
    assert [percentile(Counter(numbers), D(percent)) for percent in range(10, 100, 10)] == tenths


@given(records, records)
def test_the_median_of_a_roll_up_is_that_of_all_records(one: list[int], other: list[int]) -> None:
    assert median(merged([Counter(one), Counter(other)])) == D(str(usual_median(one + other)))
