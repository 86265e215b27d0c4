"""How much hangs on few customers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.receivables.concentration import herfindahl, merge_related, sum_of_squares, top_share, top_sum

D = Decimal
owed = st.lists(st.decimals("0.01", 100000, places=2), min_size=1, max_size=30)


def test_c22_shares_of_the_top_and_the_sum_of_squares() -> None:
    shares = [D("0.5"), D("0.3"), D("0.2")]
    assert (top_share(shares), top_share(shares, 3), herfindahl(shares)) == (D("0.5"), D(1), D("0.38"))


def test_related_customers_count_as_one() -> None:
    merged = merge_related({"a": D(10), "a2": D(5), "b": D(20)}, {"a": "A", "a2": "A"})
    assert merged == {"A": D(15), "b": D(20)}


def test_credit_balances_do_not_dilute_the_concentration() -> None:
    assert top_share([D(50), D(50), D(-40)]) == D("0.5")


def test_when_nobody_owes_anything_there_is_no_concentration() -> None:
    assert [of([D(0), D(-1)]) for of in (top_sum, sum_of_squares, top_share, herfindahl)] == [None] * 4


@given(owed)
def test_concentration_lies_between_equal_shares_and_a_single_customer(amounts: list[Decimal]) -> None:
    hhi, top = herfindahl(amounts), top_share(amounts)
    assert hhi is not None
    assert top is not None
    tolerance = D("1e-20")
    assert D(1) / len(amounts) - tolerance <= hhi <= top + tolerance
    assert top <= 1
