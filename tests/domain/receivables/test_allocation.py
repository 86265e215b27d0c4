"""Which invoices a receipt settles."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.receivables.allocation import Claim, NegativeReceipt, Split, allocate

D = Decimal
A = Claim("A", date(2025, 1, 31), D(300))
B = Claim("B", date(2025, 2, 28), D(500))


def test_c23_the_earliest_due_invoice_is_settled_first() -> None:
    assert allocate(D(600), [B, A]) == Split((("A", D(300)), ("B", D(300))), D(0))


def test_an_invoice_the_payer_named_comes_first_and_the_rest_goes_to_the_oldest() -> None:
    assert allocate(D(600), [A, B], named=["B"]).settled == (("B", D(500)), ("A", D(100)))


def test_the_contract_the_payer_named_comes_before_the_oldest() -> None:
    contract = Claim("C", date(2025, 3, 31), D(50), reference="contract 7")
    assert allocate(D(60), [A, contract], references={"contract 7"}).settled == (("C", D(50)), ("A", D(10)))
    assert allocate(D(310), [A, B, contract], named={"A"}, references={"contract 7"}).settled == (
        ("A", D(300)),
        ("C", D(10)),
    )


def test_of_two_due_the_same_day_the_one_issued_first_is_settled_first() -> None:
    later = Claim("A", date(2025, 1, 31), D(10), issued_on=date(2025, 1, 2))
    earlier = Claim("B", date(2025, 1, 31), D(10), issued_on=date(2025, 1, 1))
    assert allocate(D(10), [later, earlier]).settled == (("B", D(10)),)


def test_what_exceeds_all_invoices_stays_unapplied() -> None:
    assert allocate(D(1000), [A, B]).unapplied == 200
    assert allocate(D(5), []) == Split((), D(5))


def test_settled_and_overpaid_invoices_take_nothing() -> None:
    settled, overpaid = Claim("C", A.due_on, D(0)), Claim("D", A.due_on, D(-10))
    assert allocate(D(100), [settled, overpaid, A]).settled == (("A", D(100)),)


def test_a_negative_receipt_is_refused() -> None:
    with pytest.raises(NegativeReceipt):
        allocate(D(-1), [A])


claims = st.lists(
    st.builds(
        Claim,
        st.uuids().map(str),
        st.dates(date(2024, 1, 1), date(2025, 12, 31)),
        st.decimals(-100, 1000, places=2),
    ),
    max_size=12,
)


@given(st.decimals(0, 5000, places=2), claims)
def test_no_invoice_gets_more_than_is_open_and_nothing_is_lost(amount: Decimal, open_: list[Claim]) -> None:
    found = allocate(amount, open_)
    room = {claim.key: max(claim.amount, D(0)) for claim in open_}
    assert all(0 < part <= room[key] for key, part in found.settled)
    assert sum((part for _, part in found.settled), D(0)) + found.unapplied == amount
    assert found.unapplied == max(amount - sum(room.values(), D(0)), D(0))


@given(st.decimals(0, 5000, places=2), claims)
def test_an_invoice_is_touched_only_when_all_older_ones_are_paid(amount: Decimal, open_: list[Claim]) -> None:
    paid = dict(allocate(amount, open_).settled)
    order = sorted(
        (claim for claim in open_ if claim.amount > 0), key=lambda claim: (claim.due_on, claim.key)
    )
    full = [paid.get(claim.key, D(0)) == claim.amount for claim in order]
    touched = [claim.key in paid for claim in order]
    assert all(full[at] for at in range(len(order)) if any(touched[at + 1 :]))
