"""DSO and its relatives."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.receivables.collection_effectiveness import collection_effectiveness
from domain.receivables.countback import Countback, count_back
from domain.receivables.days_outstanding import average_days_delinquent, best_possible, sales_outstanding

D = Decimal
months = st.lists(st.tuples(st.decimals(-500, 5000, places=2), st.integers(28, 31)), max_size=24)


def test_c01_dso_is_receivables_over_credit_sales_times_days() -> None:
    assert sales_outstanding(D(500000), D(750000), 30) == 20


def test_dso_without_sales_is_missing_unless_nothing_is_owed() -> None:
    assert sales_outstanding(D(500), D(0), 30) is None
    assert sales_outstanding(D(500), D(-1), 30) is None
    assert sales_outstanding(D(0), D(0), 30) == 0


def test_c02_dso_countback_takes_the_last_month_pro_rata() -> None:
    found = count_back(D(212000), [(D(100000), 30), (D(80000), 30), (D(70000), 30)])
    assert (round(found.days, 6), found.censored) == (D("73.714286"), False)


def test_c05_a_month_without_sales_adds_all_its_days() -> None:
    assert count_back(D(120000), [(D(50000), 30), (D(0), 31), (D(100000), 31)]) == Countback(D("82.7"))


def test_a_month_of_more_credits_than_sales_adds_its_days_and_peels_nothing() -> None:
    assert count_back(D(100), [(D(-50), 30), (D(200), 30)]) == Countback(D(45))


def test_nothing_owed_is_zero_days() -> None:
    assert count_back(D(0), [(D(1), 30)]) == count_back(D(-5), []) == Countback(D(0))


def test_a_countback_that_uses_up_the_history_says_so() -> None:
    assert count_back(D(300), [(D(100), 30), (D(100), 31)]) == Countback(D(61), censored=True)
    assert count_back(D(200), [(D(100), 30), (D(100), 31)]) == Countback(D(61))


@given(st.decimals(-1000, 50000, places=2), months)
def test_a_countback_never_exceeds_the_history(owed: Decimal, history: list[tuple[Decimal, int]]) -> None:
    found = count_back(owed, history)
    assert 0 <= found.days <= sum(length for _, length in history)
    if found.censored:
        assert found.days == sum(length for _, length in history)


@given(st.decimals("0.01", 50000, places=2), months)
def test_owing_more_never_shortens_the_countback(owed: Decimal, history: list[tuple[Decimal, int]]) -> None:
    assert count_back(owed, history).days <= count_back(owed + 10, history).days


def test_days_delinquent_are_dso_less_the_best_possible() -> None:
    assert best_possible(D(300), D(900), 90) == 30
    assert average_days_delinquent(D(500), D(300), D(900), 90) == 20
    assert average_days_delinquent(D(500), D(0), D(0), 90) is None


def test_cei_is_the_collected_share_of_what_was_collectable_in_percent() -> None:
    found = collection_effectiveness(D(60), D(100), D(80), D(60))
    assert found == 80


def test_c08_cei_is_missing_when_nothing_was_collectable() -> None:
    assert collection_effectiveness(D(0), D(100), D(100), D(100)) is None
    assert collection_effectiveness(D(0), D(90), D(100), D(100)) is None
