"""Invoices that look like the same claim twice."""

from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.receivables.duplicates import InvoiceCopy, Likeness, Suspect, find_duplicates, normalised_number

D = Decimal
DAY = date(2025, 3, 1)


def copy(key: int, number: str, amount: int = 100, party: str = "acme", after: int = 0) -> InvoiceCopy:
    return InvoiceCopy(key, party, number, D(amount), DAY + timedelta(days=after))


def signs(*copies: InvoiceCopy) -> dict[tuple[int, int], set[Likeness]]:
    return {(found.first, found.second): set(found.likeness) for found in find_duplicates(copies)}


@pytest.mark.parametrize(
    ("raw", "normalised"),
    [
        ("INV-00123 ", "INV123"),
        (" inv 123", "INV123"),
        ("ＩＮＶ－００１２３", "INV123"),
        ("INV-0123A", "INV123A"),
    ],
)
def test_g23_numbers_are_compared_without_width_case_punctuation_and_leading_zeros(
    raw: str, normalised: str
) -> None:
    assert normalised_number(raw) == normalised


def test_zeros_inside_a_number_are_kept_and_zero_is_a_number() -> None:
    assert [normalised_number(raw) for raw in ("2024-001", "1001", "INV-000", "--")] == [
        "2024001",
        "1001",
        "INV0",
        "",
    ]


def test_the_same_number_of_the_same_customer_is_the_strongest_sign() -> None:
    found = find_duplicates([copy(1, "INV-007", 100), copy(2, "inv 7", 250, after=90)])
    assert found == [Suspect(1, 2, (Likeness.SAME_NUMBER,))]
    assert found[0].score == 100


def test_the_same_amount_on_the_same_day_scores_ninety() -> None:
    found = find_duplicates([copy(1, "A1"), copy(2, "B7")])
    assert [(one.likeness, one.score) for one in found] == [((Likeness.SAME_DAY,), 90)]


def test_the_same_amount_within_seven_days_scores_seventy_and_the_eighth_day_nothing() -> None:
    assert signs(copy(1, "A1"), copy(2, "B7", after=7)) == {(1, 2): {Likeness.CLOSE_DAYS}}
    assert signs(copy(1, "A1"), copy(2, "B7", after=8)) == {}


def test_the_same_number_and_amount_of_another_customer_is_a_sign() -> None:
    assert signs(copy(1, "A1"), copy(2, "A1", party="other", after=60)) == {(1, 2): {Likeness.OTHER_PARTY}}
    assert signs(copy(1, "A1"), copy(2, "A1", 99, party="other", after=60)) == {}


@pytest.mark.parametrize("number", ["INV124", "INV12", "INV1123", "INX123"])
def test_numbers_one_character_apart_with_the_same_amount_are_a_sign(number: str) -> None:
    assert signs(copy(1, "INV123"), copy(2, number, after=40)) == {(1, 2): {Likeness.NEAR_NUMBER}}


@pytest.mark.parametrize("number", ["INV132", "INV1", "VNI123"])
def test_numbers_further_apart_are_none(number: str) -> None:
    assert signs(copy(1, "INV123"), copy(2, number, after=40)) == {}


def test_the_same_file_is_a_sign_whatever_it_says() -> None:
    one = InvoiceCopy(1, "acme", "A1", D(5), DAY, file_hash="f00")
    other = InvoiceCopy(2, "other", "B2", D(6), DAY + timedelta(days=99), file_hash="f00")
    assert signs(one, other) == {(1, 2): {Likeness.SAME_FILE}}


def test_a_reversed_invoice_and_its_reversal_are_no_suspects() -> None:
    assert signs(copy(1, "A1", 100), copy(2, "A1", -100, after=3)) == {}


def test_an_invoice_issued_again_after_a_reversal_is_no_suspect() -> None:
    assert signs(copy(1, "A1", 100), copy(2, "A1", -100, after=3), copy(3, "A1", 100, after=4)) == {}


def test_a_second_copy_is_a_suspect_even_when_one_copy_was_reversed() -> None:
    found = signs(*(copy(key, "A1", 100) for key in (1, 2, 3)), copy(4, "A1", -100, after=3))
    assert list(found) == [(1, 2)]


def test_an_agreed_regular_fee_is_no_sign_but_its_number_twice_is() -> None:
    fee = {("acme", D(100))}
    copies = [copy(1, "A1"), copy(2, "B7", after=3), copy(3, "B7", after=4)]
    assert [one.likeness for one in find_duplicates(copies, recurring=fee)] == [(Likeness.SAME_NUMBER,)]


def test_a_monthly_amount_with_numbers_that_follow_each_other_is_no_sign() -> None:
    assert signs(*(copy(month, f"INV10{month}", after=31 * month) for month in range(1, 7))) == {}


def test_a_pair_once_dismissed_stays_dismissed() -> None:
    copies = [copy(1, "A1"), copy(2, "A1"), copy(3, "A1")]
    assert [(one.first, one.second) for one in find_duplicates(copies, dismissed=[(1, 2)])] == [(2, 3)]


def test_the_later_invoice_is_the_presumed_copy_and_a_pair_appears_once() -> None:
    found = find_duplicates([copy(5, "A1", after=1), copy(9, "A1")])
    assert [(one.first, one.second) for one in found] == [(9, 5)]
    assert set(found[0].likeness) == {Likeness.SAME_NUMBER, Likeness.CLOSE_DAYS}


def test_an_empty_number_is_like_no_other() -> None:
    assert signs(copy(1, "", 5), copy(2, "-", 5, party="other", after=99)) == {}


def test_many_equal_invoices_give_as_many_suspects_not_their_square() -> None:
    copies = [copy(key, "A1") for key in range(3000)]
    began = perf_counter()
    found = find_duplicates(copies)
    assert len(found) == 2999
    assert perf_counter() - began < 5


copies_of = st.lists(
    st.builds(
        lambda party, number, amount, after: (party, number, amount, after),
        st.sampled_from("ab"),
        st.sampled_from(["1", "01", "12", "A-1", ""]),
        st.sampled_from([-5, 5, 6]),
        st.integers(0, 20),
    ),
    max_size=15,
)


@given(copies_of)
def test_every_pair_is_in_order_of_time_and_scores_at_least_sixty(
    rows: list[tuple[str, str, int, int]],
) -> None:
    copies = {
        key: copy(key, number, amount, party, after)
        for key, (party, number, amount, after) in enumerate(rows)
    }
    for found in find_duplicates(copies.values()):
        first, second = copies[found.first], copies[found.second]
        assert (first.issued_on, first.key) < (second.issued_on, second.key)
        assert found.score >= 60
        assert first.amount + second.amount != 0


@given(copies_of)
def test_the_order_of_input_does_not_matter(rows: list[tuple[str, str, int, int]]) -> None:
    copies = [
        copy(key, number, amount, party, after) for key, (party, number, amount, after) in enumerate(rows)
    ]
    assert find_duplicates(copies) == find_duplicates(reversed(copies))
