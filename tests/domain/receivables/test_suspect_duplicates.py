"""The list of suspected duplicates stays in step with the invoices."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import DuplicateSuspect
from domain.intake.undo_batch import undo_batch
from domain.receivables.duplicate_suspect import SuspectStatus
from tests.factories import an_actor, the_root
from tests.imports import facts, imported

INVOICE: dict[str, Any] = {"number": "IV-1", "customer": "C1", "issued_on": "2026-01-10", "amount": "100"}
TWIN = INVOICE | {"number": "iv 001"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def suspects(session: Session) -> list[tuple[str, str, int, int]]:
    """(first, second, score, month)."""
    return [
        (row["first_id"], row["second_id"], row["score"], row["period"])
        for row in facts(session)["DuplicateSuspect"]
    ]


def test_a_number_written_differently_is_found_also_across_files(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    imported(session, "invoice", [TWIN | {"issued_on": "2026-02-20"}])
    assert suspects(session) == [("IV-1", "iv 001", 100, 202602)]


def test_the_same_number_and_amount_at_another_customer_is_found(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    imported(session, "invoice", [TWIN | {"customer": "C2", "issued_on": "2026-01-11"}])
    assert suspects(session) == [("IV-1", "iv 001", 70, 202601)]


def test_a_pair_that_is_none_any_more_goes(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    batch, _ = imported(session, "invoice", [TWIN])
    changed, _ = imported(session, "invoice", [TWIN | {"number": "iv 001", "customer": "C2", "amount": "7"}])
    assert suspects(session) == []
    undo_batch(session, an_actor(), changed.id, now())
    assert len(suspects(session)) == 1
    undo_batch(session, an_actor(), batch.id, now())
    assert suspects(session) == []


def test_a_cancelled_invoice_is_no_copy(session: Session) -> None:
    imported(session, "invoice", [INVOICE, TWIN])
    imported(session, "invoice", [TWIN | {"status": "作废"}])
    assert suspects(session) == []


def test_what_a_person_dismissed_stays_dismissed(session: Session) -> None:
    imported(session, "invoice", [INVOICE, TWIN])
    suspect = session.scalars(select(DuplicateSuspect)).one()
    suspect.status = SuspectStatus.DISMISSED
    session.flush()
    imported(session, "invoice", [INVOICE | {"number": "IV-7", "amount": "5"}])
    imported(session, "invoice", [INVOICE | {"due_on": "2026-03-01"}, TWIN | {"due_on": "2026-03-01"}])
    session.expire_all()
    assert session.scalars(select(DuplicateSuspect.status)).all() == [SuspectStatus.DISMISSED]


def test_a_new_invoice_between_two_takes_their_place(session: Session) -> None:
    """Pairs are neighbours in time: the pair around a newcomer is found again with it."""
    first, last = INVOICE | {"number": "A1"}, INVOICE | {"number": "Z9", "issued_on": "2026-01-16"}
    imported(session, "invoice", [first, last])
    assert [pair[:2] for pair in suspects(session)] == [("A1", "Z9")]
    imported(session, "invoice", [INVOICE | {"number": "M5", "issued_on": "2026-01-13"}])
    assert [pair[:2] for pair in suspects(session)] == [("A1", "M5"), ("M5", "Z9")]


def test_which_file_came_first_does_not_decide_which_is_the_copy(session: Session) -> None:
    imported(session, "invoice", [TWIN])
    imported(session, "invoice", [INVOICE])
    assert suspects(session) == [("IV-1", "iv 001", 100, 202601)]
