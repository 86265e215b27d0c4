"""An import can be taken back: everything is as before, and the evidence stays."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry, extend_chain
from domain.core.permission import Permission
from domain.core.stale_figures import StaleFigure
from domain.entities import Customer, ImportRow, Invoice, Receipt, Unit
from domain.intake.batch import BatchStatus, ImportBatch
from domain.intake.undo_batch import undo_batch
from domain.intake.undo_refusals import AlreadyUndone, EditedSince, InUse, LaterImports
from tests.factories import a_unit, an_actor, the_root
from tests.imports import facts, imported, of, people_and_units

INVOICE: dict[str, Any] = {
    "number": "1", "customer": "C1", "issued_on": "2026-01-10", "due_on": "2026-02-09", "amount": "100",
}  # fmt: skip
SETTLED = INVOICE | {"settled_on": "2026-02-05"}
HEAD = {"unit": "EAST", "salesperson": "S1", "customer": "C1"}
FILES: list[tuple[str, list[dict[str, Any]]]] = [
    ("customer", [{"number": "C1", "name": "甲"}, {"number": "C2", "name": "乙"}]),
    ("product", [{"number": "P1", "name": "GTX"}]),
    ("opportunity", [HEAD | {"ref": "D1", "stage": "Won", "closed_on": "2026-01-03", "product": "P1"}]),
    ("order", [HEAD | {"number": "O1", "ordered_on": "2026-01-05", "promised_on": "2026-01-20"}]),
    ("order_line", [{"order": "O1", "line": "1", "product": "P1", "quantity": "4", "unit_price": "25"}]),
    (
        "delivery",
        [{"order": "O1", "number": "L1", "product": "P1", "quantity": "4", "shipped_on": "2026-01-12"}],
    ),
    ("invoice", [SETTLED | HEAD | {"order": "O1"}, INVOICE | {"number": "2"}, INVOICE | {"number": "01"}]),
    ("credit_note", [{"number": "K1", "invoice": "2", "issued_on": "2026-01-15", "amount": "-10"}]),
    ("receipt", [{"number": "R1", "customer": "C1", "received_on": "2026-02-20", "amount": "150"}]),
    (
        "receipt",
        [{"number": "R2", "invoice": "2", "received_on": "2026-02-25", "amount": "30"}],
    ),
    ("invoice", [SETTLED | {"amount": "130", "settled_on": "2026-02-07"}, INVOICE | {"number": "3"}]),
    ("order", [{"number": "O1", "ordered_on": "2026-02-05", "shipped_on": "2026-03-01"}]),
    ("invoice", [SETTLED | {"settled_on": "", "customer": "C2"}]),
    ("opportunity", [{"ref": "D1", "stage": "Engaging"}]),
]
"""A business in files: later ones change and build on earlier ones."""


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def undo(session: Session, batch: ImportBatch, **options: Any) -> None:
    undo_batch(session, options.pop("actor", an_actor()), batch.id, now())


def test_undoing_imports_one_by_one_gives_back_every_earlier_state(session: Session) -> None:
    states, batches = [facts(session, origin=True)], []
    for fact, rows in FILES:
        batches.append(imported(session, fact, rows)[0])
        assert batches[-1].rejected == 0
        states.append(facts(session, origin=True))
        assert states[-1] != states[-2]
    for batch in reversed(batches):
        states.pop()
        undo(session, batch)
        assert facts(session, origin=True) == states[-1], f"after undoing import {batch.id}: {batch.fact}"


def test_undone_and_imported_again_is_the_same_as_imported_once(session: Session) -> None:
    for fact, rows in FILES[:10]:
        batch, _ = imported(session, fact, rows)
        once = facts(session)
        undo(session, batch)
        imported(session, fact, rows)
        assert facts(session) == once


def test_the_evidence_of_an_undone_import_stays(session: Session) -> None:
    batch, _ = imported(session, "invoice", [INVOICE, INVOICE | {"number": "2", "amount": "x"}])
    undo(session, batch)
    extend_chain(session)
    kept = session.get_one(ImportBatch, batch.id)
    assert (kept.status, kept.new, kept.rejected) == (BatchStatus.UNDONE, 1, 1)
    assert kept.undone_at is not None
    assert len(session.scalars(select(ImportRow)).all()) == 1
    lines = session.scalars(select(JournalEntry).where(JournalEntry.entity == "ImportBatch"))
    assert [line.action for line in lines] == ["imported", "undone"]


def test_changing_the_date_of_settlement_moves_the_receipt_and_undo_moves_it_back(session: Session) -> None:
    imported(session, "invoice", [SETTLED])
    batch, plan = imported(session, "invoice", [SETTLED | {"settled_on": "2026-03-01", "paid_amount": "60"}])
    assert plan.counts["changed"] == 1
    receipt = of(session, Receipt, "1#settled")
    assert (receipt.received_on.isoformat(), receipt.amount) == ("2026-03-01", 60)
    undo(session, batch)
    receipt = of(session, Receipt, "1#settled")
    assert (receipt.received_on.isoformat(), receipt.amount) == ("2026-02-05", 100)


def test_an_import_that_a_later_one_built_on_names_what_to_undo_first(session: Session) -> None:
    first, _ = imported(session, "invoice", [INVOICE])
    second, _ = imported(session, "invoice", [INVOICE | {"amount": "7"}])
    with pytest.raises(LaterImports) as refusal:
        undo(session, first)
    assert str(refusal.value) == (
        f"Import {first.id} cannot be undone: later imports changed 1 of its records. "
        f"Undo first: {second.id}."
    )
    undo(session, second)
    undo(session, first)
    assert facts(session)["Invoice"] == []


def test_an_order_that_has_lines_and_invoices_stays(session: Session) -> None:
    order, _ = imported(session, "order", [{"number": "O1", "ordered_on": "2026-01-05"}])
    line = {"order": "O1", "product": "P1", "quantity": "1", "unit_price": "25"}
    lines, _ = imported(session, "order_line", [line])
    invoices, _ = imported(session, "invoice", [INVOICE | {"order": "O1"}])
    with pytest.raises(InUse, match="invoice: 1, order_line: 1"):
        undo(session, order)
    for batch in (lines, invoices, order):
        undo(session, batch)


def test_customers_that_invoices_name_stay(session: Session) -> None:
    customers, _ = imported(session, "customer", [{"number": "C1", "name": "甲"}])
    imported(session, "invoice", [INVOICE])
    with pytest.raises(InUse, match="invoice: 1"):
        undo(session, customers)


def test_what_a_person_edited_since_is_not_thrown_away(session: Session) -> None:
    batch, _ = imported(session, "invoice", [INVOICE])
    of(session, Invoice, "1").disputed = True
    session.flush()
    extend_chain(session)
    with pytest.raises(EditedSince, match="1 of its records were changed by hand"):
        undo(session, batch)


def test_an_import_is_undone_once(session: Session) -> None:
    batch, _ = imported(session, "invoice", [INVOICE])
    undo(session, batch)
    with pytest.raises(AlreadyUndone):
        undo(session, batch)


def test_undoing_needs_the_permission_in_every_unit_of_the_rows(session: Session) -> None:
    mine = a_unit(session, code="MINE")
    batch, _ = imported(session, "invoice", [INVOICE | {"unit": "MINE"}, INVOICE | {"number": "2"}])
    with pytest.raises(NotPermitted):
        undo(session, batch, actor=an_actor(Permission.FACTS_IMPORT))
    with pytest.raises(NotPermitted):
        undo(session, batch, actor=an_actor(Permission.FACTS_UNDO, units=frozenset({mine.id})))


def test_who_was_created_on_the_way_goes_unless_somebody_else_needs_them(session: Session) -> None:
    first, _ = imported(session, "invoice", [INVOICE | HEAD, INVOICE | {"number": "2", "customer": "C2"}])
    imported(
        session, "receipt", [{"number": "R", "customer": "C2", "received_on": "2026-02-01", "amount": "1"}]
    )
    assert {"S1", "EAST"} <= people_and_units(session)
    undo(session, first)
    assert [row["number"] for row in facts(session)["Customer"]] == ["C2"]
    assert not {"S1", "EAST"} & people_and_units(session)


def test_a_unit_put_away_by_undo_comes_back_when_it_is_named_again(session: Session) -> None:
    batch, _ = imported(session, "invoice", [INVOICE | HEAD])
    undo(session, batch)
    imported(session, "invoice", [INVOICE | HEAD])
    unit = session.scalars(select(Unit).where(Unit.code == "EAST")).one()
    assert unit.archived_at is None
    assert of(session, Invoice, "1").unit_id == unit.id


def test_a_customer_completed_meanwhile_survives_the_import_that_first_named_it(session: Session) -> None:
    batch, _ = imported(session, "invoice", [INVOICE | {"customer": "Acme"}])
    imported(session, "customer", [{"number": "C9", "name": "Acme"}])
    undo(session, batch)
    assert of(session, Customer, "C9").name == "Acme"


def test_figures_of_all_months_that_lose_facts_are_stale(session: Session) -> None:
    batch, _ = imported(session, "invoice", [SETTLED])
    session.query(StaleFigure).delete()
    undo(session, batch)
    marks = {(mark.fact, mark.period) for mark in session.scalars(select(StaleFigure))}
    assert {("invoice", 202601), ("invoice", 202602), ("receipt", 202602), ("allocation", 202602)} <= marks
