"""A customer's account told forward in time."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.receivables.account import Debt, Payment, settle_account

JANUARY = date(2025, 1, 1)


def a_debt(key: int, due: int = 30, amount: int = 100, issued: int = 0) -> Debt:
    """An invoice, by days from the beginning of the year."""
    return Debt(key, f"I{key}", day(issued), day(due), Decimal(amount))


def a_receipt(key: int, on: int, amount: int, named: int | None = None) -> Payment:
    return Payment(key, f"R{key}", day(on), Decimal(amount), named)


def day(number: int) -> date:
    return JANUARY + timedelta(days=number)


def told(debts: list[Debt], payments: list[Payment]) -> list[tuple[int, int, int, int]]:
    """(payment, invoice, day, amount) of every settlement."""
    return [
        (part.payment.id, part.debt.id, (part.on - JANUARY).days, int(part.amount))
        for part in settle_account(debts, payments)
    ]


def test_c23_a_receipt_settles_the_oldest_due_first() -> None:
    debts = [a_debt(1, due=30, amount=300), a_debt(2, due=58, amount=500)]
    receipt = a_receipt(1, on=60, amount=600)
    assert told(debts, [receipt]) == [(1, 1, 60, 300), (1, 2, 60, 300)]
    assert receipt.left == 0


def test_c23_the_invoice_that_was_named_comes_before_older_ones() -> None:
    debts = [a_debt(1, due=30), a_debt(2, due=58)]
    assert told(debts, [a_receipt(1, on=60, amount=120, named=2)]) == [(1, 2, 60, 100), (1, 1, 60, 20)]


def test_money_without_an_invoice_waits_for_one() -> None:
    early = a_receipt(1, on=5, amount=150)
    assert told([a_debt(1, issued=10, due=40)], [early]) == [(1, 1, 10, 100)]
    assert early.left == 50


def test_money_for_an_invoice_that_is_not_issued_yet_waits_for_that_one() -> None:
    debts = [a_debt(1, issued=0, due=30), a_debt(2, issued=20, due=50)]
    assert told(debts, [a_receipt(1, on=5, amount=100, named=2)]) == [(1, 2, 20, 100)]


def test_on_the_day_of_issue_the_named_invoice_is_kept_for_who_named_it() -> None:
    payments = [a_receipt(1, on=1, amount=100), a_receipt(2, on=2, amount=100, named=1)]
    assert told([a_debt(1, issued=10, due=40)], payments) == [(2, 1, 10, 100)]
    assert payments[0].left == 100


def test_what_happens_later_never_changes_what_was_settled_before() -> None:
    def debts() -> list[Debt]:
        return [a_debt(1, due=30), a_debt(2, due=40)]

    early = [a_receipt(1, on=20, amount=100)]
    before = told(debts(), early)
    late = [a_receipt(1, on=20, amount=100), a_receipt(2, on=50, amount=100, named=1)]
    assert told(debts(), late)[: len(before)] == before


def test_a_credit_note_settles_what_it_names_and_nothing_else() -> None:
    note = Payment(9, "K9", day(12), Decimal(150), named=1, credit=True, spreads=False)
    assert told([a_debt(1), a_debt(2)], [note]) == [(9, 1, 12, 100)]
    assert note.left == 50


def test_on_one_day_a_credit_note_applies_before_money() -> None:
    note = Payment(9, "K9", day(12), Decimal(30), named=1, credit=True, spreads=False)
    assert told([a_debt(1)], [a_receipt(1, on=12, amount=100, named=1), note]) == [
        (9, 1, 12, 30),
        (1, 1, 12, 70),
    ]


def test_equal_dates_are_settled_by_reference_not_by_order_of_arrival() -> None:
    first, second = Debt(7, "A", day(0), day(30), Decimal(10)), Debt(3, "B", day(0), day(30), Decimal(10))
    assert told([second, first], [a_receipt(1, on=40, amount=10)]) == [(1, 7, 40, 10)]


DEBTS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(1, 9)), max_size=12)
PAYMENTS = st.lists(
    st.tuples(st.integers(0, 120), st.integers(0, 12), st.one_of(st.none(), st.integers(0, 11))), max_size=12
)


def an_account(debts: list[tuple[int, int, int]], payments: list[tuple[int, int, int | None]]) -> tuple[
    list[Debt], list[Payment]
]:  # fmt: skip
    return (
        [a_debt(key, issued + term, amount, issued) for key, (issued, term, amount) in enumerate(debts)],
        [a_receipt(key, on, amount, named) for key, (on, amount, named) in enumerate(payments)],
    )


@given(DEBTS, PAYMENTS, st.integers(0, 99))
@settings(max_examples=200, deadline=None)
def test_an_account_does_not_depend_on_the_order_in_which_it_became_known(
    debts: list[tuple[int, int, int]], payments: list[tuple[int, int, int | None]], seed: int
) -> None:
    one, other = an_account(debts, payments), an_account(debts, payments)
    for some in other:
        Random(seed).shuffle(some)
    assert sorted(told(*one)) == sorted(told(*other))


@given(DEBTS, PAYMENTS)
@settings(max_examples=200, deadline=None)
def test_no_invoice_is_overpaid_and_no_money_is_lost(
    debts: list[tuple[int, int, int]], payments: list[tuple[int, int, int | None]]
) -> None:
    owed, paid = an_account(debts, payments)
    total = sum(payment.left for payment in paid)
    settled = settle_account(owed, paid)
    assert all(debt.left >= 0 for debt in owed)
    assert all(payment.left >= 0 for payment in paid)
    assert sum(part.amount for part in settled) + sum(payment.left for payment in paid) == total
    assert all(part.on >= max(part.debt.issued_on, part.payment.on) for part in settled)
    assert len({(part.payment.id, part.debt.id) for part in settled}) == len(settled)
    waiting = any(payment.left for payment in paid)
    assert not (waiting and any(debt.left for debt in owed)), "money waits only when nothing is open"
