"""Wilson's interval of a share."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.core.wilson import wilson_interval


def test_i01_satisfied_customers_of_a_sample() -> None:
    found = wilson_interval(Decimal(960), Decimal(1200))
    assert found is not None
    assert [round(100 * end, 3) for end in found] == [Decimal("77.643"), Decimal("82.166")]


@given(st.integers(1, 5000), st.data())
def test_the_interval_holds_the_share_between_nothing_and_all(cases: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, cases))
    found = wilson_interval(Decimal(hits), Decimal(cases))
    assert found is not None
    low, high = found
    tiny = Decimal("1e-25")
    assert -tiny <= low <= Decimal(hits) / cases + tiny
    assert Decimal(hits) / cases - tiny <= high <= 1 + tiny


@pytest.mark.parametrize(("hits", "cases"), [(0, 0), (3, 2), (-1, 5)])
def test_impossible_samples_have_no_interval(hits: int, cases: int) -> None:
    assert wilson_interval(Decimal(hits), Decimal(cases)) is None
