"""Spans of days."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.workforce.day_spans import Span, common, united, without

START = date(2026, 1, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12)).map(
        lambda pair: (START + timedelta(pair[0]), START + timedelta(pair[0] + pair[1]))
    ),
    max_size=5,
)


def days(spans: list[Span]) -> set[date]:
    return {start + timedelta(at) for start, end in spans for at in range((end - start).days)}


@given(SPANS, SPANS)
def test_spans_hold_the_days_that_sets_would(one: list[Span], other: list[Span]) -> None:
    assert days(united(one)) == days(one)
    assert days(common(one, other)) == days(one) & days(other)
    assert days(without(one, other)) == days(one) - days(other)


@given(SPANS)
def test_united_spans_neither_touch_nor_overlap(spans: list[Span]) -> None:
    found = united(spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))
