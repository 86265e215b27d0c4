"""What an import has left behind can be read afterwards, whatever happened since."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.clock import now
from domain.core.editing import edit
from domain.core.permission import Actor, Permission
from domain.intake.batch import ImportBatch, RowOutcome
from domain.intake.batch_questions import changed_records, still_to_be_completed
from domain.intake.commit_import import commit_import
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest
from domain.intake.table import Table
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from tests.factories import an_actor, the_root

HEADERS = ("number", "customer", "issued_on", "amount", "settled_on")


def imported(session: Session, actor: Actor, *rows: tuple[str, ...]) -> ImportBatch:
    the_root(session)
    table = Table(name="a.csv", sha256="", headers=HEADERS, rows=rows, first_row_number=2)
    request = ImportRequest(spec=FACTS["invoice"], table=table, columns={name: name for name in HEADERS})
    return commit_import(session, actor, request, now())[0]


def said(session: Session, batch: ImportBatch) -> list[tuple[int, str, dict[str, tuple[Any, Any]]]]:
    return [
        (one.number, one.entity, {d.field: (d.old, d.new) for d in one.differences})
        for one in changed_records(session, an_actor(), batch, 100)
    ]


def test_a_change_shows_what_was_and_what_the_import_made_of_it(session: Session, actor: Actor) -> None:
    imported(session, actor, ("F1", "C1", "2026-01-05", "100", ""))
    batch = imported(session, actor, ("F1", "C2", "2026-01-05", "120", ""))
    assert said(session, batch) == [
        (2, "Invoice", {"customer": ("C1", "C2"), "amount": (Decimal(100), Decimal(120)), "net": (100, 120)})
    ]


@pytest.mark.usefixtures("database")
def test_what_others_did_since_is_not_taken_for_the_import(actor: Actor) -> None:
    with unit_of_work(actor) as session:
        imported(session, actor, ("F1", "C1", "2026-01-05", "100", ""))
    with unit_of_work(actor) as session:
        batch = imported(session, actor, ("F1", "C1", "2026-01-06", "120", ""))
    with unit_of_work(actor) as session:
        invoice = session.scalars(select(Invoice)).one()
        edit(session, actor, Permission.FACTS_WRITE, invoice, {"amount": Decimal(130)})
    with unit_of_work(actor) as session:
        imported(session, actor, ("F1", "C1", "2026-01-06", "150", ""))
    with reading(actor) as session:
        (change,) = said(session, batch)
    assert change[2]["amount"] == (Decimal(100), Decimal(120))
    assert change[2]["issued_on"] == (date(2026, 1, 5), date(2026, 1, 6))


def test_a_receipt_that_a_row_took_back_is_shown_as_removed(session: Session, actor: Actor) -> None:
    imported(session, actor, ("F1", "C1", "2026-01-05", "100", "2026-01-20"))
    batch = imported(session, actor, ("F1", "C1", "2026-01-05", "100", ""))
    (removed,) = [
        c for c in changed_records(session, an_actor(), batch, 10) if c.outcome is RowOutcome.REMOVED
    ]
    assert (removed.entity, removed.record_id) == ("Receipt", None)
    assert ("received_on", date(2026, 1, 20), None) in [(d.field, d.old, d.new) for d in removed.differences]


def test_what_rows_named_for_the_first_time_waits_until_somebody_completes_it(
    session: Session, actor: Actor
) -> None:
    batch = imported(session, actor, ("F1", "C1", "2026-01-05", "1", ""), ("F2", "C2", "2026-01-05", "1", ""))
    assert still_to_be_completed(session, batch) == {"Customer": 2}
    customer = session.scalars(select(Customer).where(Customer.number == "C1")).one()
    edit(session, actor, Permission.FACTS_WRITE, customer, {"to_be_completed": False})
    assert still_to_be_completed(session, batch) == {"Customer": 1}
