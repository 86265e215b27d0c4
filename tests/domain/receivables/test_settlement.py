"""Settlements stay in step with invoices, credit notes and receipts, whatever comes first."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.stale_figures import StaleFigure
from domain.entities import Allocation, Receipt
from domain.intake.undo_batch import undo_batch
from tests.factories import an_actor, the_root
from tests.imports import facts, imported, of

FIELDS = ("number", "customer", "unit", "issued_on", "due_on", "amount")
INVOICES: list[dict[str, Any]] = [
    dict(zip(FIELDS, row, strict=True))
    for row in (
        ("I1", "C1", "U1", "2026-01-10", "2026-02-09", "100"),
        ("I2", "C1", "U1", "2026-01-20", "2026-01-31", "50"),
        ("I3", "C2", "U2", "2026-03-01", "2026-03-31", "70"),
        ("I4", "", "", "2026-02-01", "", "40"),
    )
]
CREDIT_NOTES = [
    {"number": "K1", "invoice": "I1", "customer": "C1", "issued_on": "2026-01-25", "amount": "-20"},
    {"number": "K2", "invoice": "", "customer": "C1", "issued_on": "2026-01-25", "amount": "5"},
]
RECEIPTS = [
    {"number": "R1", "invoice": "", "customer": "C1", "received_on": "2026-02-15", "amount": "90"},
    {"number": "R2", "invoice": "", "customer": "C2", "received_on": "2026-02-20", "amount": "75"},
    {"number": "R3", "invoice": "", "customer": "C1", "received_on": "2026-01-05", "amount": "10"},
    {"number": "R4", "invoice": "", "customer": "", "received_on": "2026-01-05", "amount": "3"},
]
FILES = {"invoice": INVOICES, "credit_note": CREDIT_NOTES, "receipt": RECEIPTS}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def settled(session: Session) -> dict[tuple[str, str], tuple[str, int]]:
    """(receipt or credit note, invoice) -> (date, amount)."""
    return {
        (row["receipt_id"] or row["credit_note_id"], row["invoice_id"]): (
            row["allocated_on"].isoformat(), int(row["amount"]),
        )
        for row in facts(session)["Allocation"]
    }  # fmt: skip


def test_money_settles_what_it_names_then_the_oldest_due(session: Session) -> None:
    for fact, rows in FILES.items():
        imported(session, fact, rows)
    assert settled(session) == {
        ("K1", "I1"): ("2026-01-25", 20), ("R3", "I1"): ("2026-01-10", 10),
        ("R1", "I2"): ("2026-02-15", 50), ("R1", "I1"): ("2026-02-15", 40),
        ("R2", "I3"): ("2026-03-01", 70),
    }  # fmt: skip
    assert [of(session, Receipt, f"R{n}").unapplied for n in (1, 2, 3, 4)] == [0, 5, 0, 3]


ACCOUNTS = ("Invoice", "CreditNote", "Receipt", "Allocation")


@pytest.mark.every_case
@pytest.mark.parametrize("first", ["receipt", "credit_note"])
def test_invoices_may_come_before_or_after_the_money(session: Session, first: str) -> None:
    states = []
    named = [row | {"invoice": ""} for row in CREDIT_NOTES]
    files = FILES | {"credit_note": named}
    for order in (("invoice", "receipt", "credit_note"), (first, *(fact for fact in files if fact != first))):
        batches = [imported(session, fact, files[fact])[0] for fact in order]
        states.append([facts(session)[name] for name in ACCOUNTS])
        for batch in reversed(batches):
            undo_batch(session, an_actor(), batch.id, now())
    assert states[0] == states[1]


@pytest.mark.every_case
@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_invoices_and_receipts_one_by_one_in_any_order_give_the_same(
    session: Session, order: tuple[int, ...]
) -> None:
    imported(session, "invoice", INVOICES)
    imported(session, "receipt", RECEIPTS)
    together = [facts(session)[name] for name in ACCOUNTS]
    for batch in (2, 1):
        undo_batch(session, an_actor(), batch, now())
    for place in order:
        imported(session, "receipt", [RECEIPTS[place]])
        imported(session, "invoice", [INVOICES[place]])
    assert [facts(session)[name] for name in ACCOUNTS] == together


def test_a_settlement_belongs_to_the_unit_and_the_months_of_its_invoice(session: Session) -> None:
    imported(session, "invoice", [INVOICES[0] | {"settled_on": "2026-01-20"}])
    part = session.scalars(select(Allocation)).one()
    assert (part.period, part.due_period) == (202601, 202602)
    assert (part.overdue_from, part.overdue_31_from) == (202602, 202603)
    imported(session, "invoice", [INVOICES[0] | {"settled_on": "2026-04-02"}])
    session.expire_all()
    part = session.scalars(select(Allocation)).one()
    assert (part.period, part.due_period, part.overdue_from, part.overdue_31_from) == (
        202604, 202602, 202604, 202604,
    )  # fmt: skip
    assert part.unit_id == of(session, Receipt, "I1#settled").unit_id
    assert part.batch_row == 2


def test_money_before_the_invoice_counts_from_the_day_of_issue(session: Session) -> None:
    imported(session, "invoice", [INVOICES[0] | {"settled_on": "2025-12-01"}])
    assert settled(session) == {("I1#settled", "I1"): ("2026-01-10", 100)}
    assert of(session, Receipt, "I1#settled").period == 202512


def test_an_invoice_without_customer_is_settled_by_who_names_it(session: Session) -> None:
    imported(session, "invoice", INVOICES)
    receipt = {"number": "R9", "invoice": "I4", "customer": "C1", "received_on": "2026-02-10", "amount": "60"}
    imported(session, "receipt", [receipt])
    assert settled(session) == {("R9", "I4"): ("2026-02-10", 40)}
    assert of(session, Receipt, "R9").unapplied == 20


def test_what_a_third_party_pays_beyond_the_named_invoice_stays_unapplied(session: Session) -> None:
    imported(session, "invoice", INVOICES)
    receipt = {"number": "R9", "invoice": "I2", "customer": "C2", "received_on": "2026-02-10", "amount": "60"}
    imported(session, "receipt", [receipt])
    assert settled(session) == {("R9", "I2"): ("2026-02-10", 50)}


@pytest.mark.parametrize("status", ["draft", "作废"])
def test_only_posted_invoices_are_settled(session: Session, status: str) -> None:
    imported(session, "invoice", [INVOICES[0] | {"status": status, "settled_on": "2026-02-01"}])
    assert settled(session) == {}
    assert of(session, Receipt, "I1#settled").unapplied == 100
    imported(session, "invoice", [INVOICES[0] | {"status": "posted", "settled_on": "2026-02-01"}])
    assert settled(session) == {("I1#settled", "I1"): ("2026-02-01", 100)}


def test_an_invoice_that_changes_its_customer_takes_its_money_along(session: Session) -> None:
    imported(session, "invoice", INVOICES[:2])
    imported(session, "receipt", [RECEIPTS[0]])
    imported(session, "invoice", [INVOICES[1] | {"customer": "C9"}])
    assert settled(session) == {("R1", "I1"): ("2026-02-15", 90)}


def test_a_receipt_that_names_another_invoice_leaves_the_first(session: Session) -> None:
    imported(session, "invoice", INVOICES)
    imported(session, "receipt", [RECEIPTS[0] | {"invoice": "I1"}])
    imported(session, "receipt", [RECEIPTS[0] | {"invoice": "I3", "customer": ""}])
    assert settled(session) == {("R1", "I3"): ("2026-03-01", 70)}


def test_settling_marks_the_months_of_what_changed_and_nothing_else(session: Session) -> None:
    imported(session, "invoice", INVOICES)
    imported(session, "receipt", RECEIPTS[:2])
    session.query(StaleFigure).delete()
    imported(session, "receipt", [RECEIPTS[3] | {"number": "R5", "customer": "C2"}])
    assert {(mark.fact, mark.period) for mark in session.scalars(select(StaleFigure))} == {
        ("receipt", 202601), ("receipt", 202602),
        *(("allocation", month) for month in (202603, 202604, 202605, 202606)),
    }  # fmt: skip
