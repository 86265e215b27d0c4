"""Files become facts: what is new, what changed, what stays, what is refused."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.journal import JournalEntry, extend_chain
from domain.core.permission import Permission
from domain.core.stale_figures import StaleFigure
from domain.entities import (
    Customer,
    Delivery,
    ImportRow,
    Invoice,
    Opportunity,
    Order,
    OrderLine,
    Person,
    Product,
    Receipt,
    Unit,
)
from domain.intake import commit_import as commit_module
from domain.intake.batch import RowOutcome
from domain.intake.request import FieldWithoutColumn
from domain.organisation.unit import ROOT_CODE
from tests.factories import a_customer, a_person, a_unit, an_actor, the_root
from tests.imports import facts, imported, of, planned, why

INVOICE: dict[str, Any] = {
    "number": "0001", "customer": "C1", "issued_on": "2026-01-10", "due_on": "2026-02-09", "amount": "100.00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def invoices(count: int) -> list[dict[str, Any]]:
    """Different invoices of three customers, some settled."""
    return [
        INVOICE
        | {"number": f"{n:04}", "customer": f"C{n % 3}", "amount": f"{n * 10}.50"}
        | {"settled_on": f"2026-03-{n:02}" if n % 2 else ""}
        for n in range(1, count + 1)
    ]


def counts(session: Session, *args: Any, **options: Any) -> dict[str, int]:
    _, plan = imported(session, *args, **options)
    return plan.counts


def test_a_new_row_becomes_a_fact_that_leads_back_to_its_row(session: Session) -> None:
    batch, plan = imported(session, "invoice", [INVOICE])
    invoice = of(session, Invoice, "0001")
    assert plan.counts == {"read": 1, "new": 1, "changed": 0, "same": 0, "rejected": 0}
    assert (invoice.batch_id, invoice.batch_row, invoice.source) == (batch.id, 2, "file")
    assert (invoice.number, invoice.amount, invoice.net) == ("0001", Decimal(100), Decimal(100))
    assert (invoice.period, invoice.due_period, invoice.overdue_from) == (202601, 202602, 202602)
    assert (invoice.overdue_31_from, invoice.overdue_91_from) == (202603, 202605)
    assert invoice.term_amount == Decimal(3000)
    assert invoice.currency == "CNY"


def test_importing_the_same_file_again_and_again_changes_nothing(session: Session) -> None:
    imported(session, "invoice", invoices(9))
    before = facts(session, origin=True)
    for _ in range(3):
        assert counts(session, "invoice", invoices(9))["same"] == 9
    assert facts(session, origin=True) == before


@pytest.mark.every_case
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_in_a_file_does_not_matter(session: Session, seed: int) -> None:
    rows = invoices(12)
    imported(session, "invoice", rows)
    before = facts(session)
    random.Random(seed).shuffle(rows)
    assert counts(session, "invoice", rows)["same"] == 12
    assert facts(session) == before


def test_half_a_file_and_then_the_whole_gives_the_same_as_the_whole(session: Session) -> None:
    imported(session, "invoice", invoices(4))
    assert counts(session, "invoice", invoices(10)) == {
        "read": 10, "new": 6, "changed": 0, "same": 4, "rejected": 0,
    }  # fmt: skip
    halves = facts(session)
    imported(session, "invoice", invoices(10), source="other")
    whole = [row for row in facts(session)["Invoice"] if row["source"] == "other"]
    of_none = {"source": "file", "first_of_customer": None}
    assert [row | of_none for row in whole] == [row | of_none for row in halves["Invoice"]]


def test_a_row_that_says_something_else_changes_the_record_and_names_the_difference(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    batch, plan = imported(session, "invoice", [INVOICE | {"amount": "120"}])
    assert plan.counts["changed"] == 1
    assert plan.rows[0].differing["amount"] == Decimal(120)
    invoice = of(session, Invoice, "0001")
    assert (invoice.amount, invoice.net, invoice.batch_id) == (Decimal(120), Decimal(120), batch.id)
    remembered = session.scalars(select(ImportRow).where(ImportRow.outcome == RowOutcome.CHANGED)).one()
    assert remembered.before is not None
    assert remembered.before["amount"] == "100.0000"


def test_columns_that_a_file_does_not_have_keep_what_is_stored(session: Session) -> None:
    imported(session, "invoice", [INVOICE | {"net": "88.50", "disputed": "是"}])
    row = {name: INVOICE[name] for name in ("number", "issued_on")} | {"amount": "110"}
    imported(session, "invoice", [row])
    invoice = of(session, Invoice, "0001")
    assert (invoice.amount, invoice.net, invoice.disputed) == (Decimal(110), Decimal("88.5"), True)
    assert invoice.due_on == date(2026, 2, 9)
    assert invoice.customer_id == of(session, Customer, "C1").id


def test_a_bad_row_never_stops_the_good_ones(session: Session) -> None:
    bad = INVOICE | {"number": "0002", "amount": "about ten", "issued_on": "30.02.2026"}
    batch, plan = imported(session, "invoice", [INVOICE, bad, INVOICE | {"number": "0003"}])
    assert plan.counts == {"read": 3, "new": 2, "changed": 0, "same": 0, "rejected": 1}
    assert len(why(plan)[3]) == 2
    kept = session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id)).one()
    assert (kept.number, kept.outcome, kept.cells["amount"]) == (3, RowOutcome.REJECTED, "about ten")


def test_nothing_is_half_written_when_something_fails_on_the_way(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = facts(session)

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(commit_module, "SETTLE", (fail,))
    with pytest.raises(RuntimeError), session.begin_nested():
        imported(session, "invoice", [INVOICE])
    assert facts(session) == before


def test_the_same_row_twice_counts_once(session: Session) -> None:
    assert counts(session, "invoice", [INVOICE, INVOICE, INVOICE | {"customer": " C1 "}]) == {
        "read": 3, "new": 1, "changed": 0, "same": 2, "rejected": 0,
    }  # fmt: skip


def test_two_rows_that_contradict_each_other_name_each_other(session: Session) -> None:
    _, plan = imported(session, "invoice", [INVOICE, INVOICE | {"amount": "99"}])
    assert why(plan) == {3: ["Row 2 says something else about 0001. Keep one of the two."]}
    assert of(session, Invoice, "0001").amount == Decimal(100)


def test_leading_zeros_and_the_case_of_codes_are_kept(session: Session) -> None:
    imported(session, "customer", [{"number": " 00a7 ", "name": "甲公司"}])
    assert of(session, Customer, "00a7").number == "00a7"


def test_the_same_number_from_another_system_is_another_record(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    assert counts(session, "invoice", [INVOICE | {"amount": "5"}], source="erp")["new"] == 1
    assert len(session.scalars(select(Invoice)).all()) == 2


def test_who_and_what_rows_name_and_nobody_knows_is_created_to_be_completed(session: Session) -> None:
    row = {"ref": "D1", "customer": "Acme", "unit": "华东", "salesperson": "李雷", "product": "GTX Pro"}
    batch, plan = imported(session, "opportunity", [row | {"stage": "Engaging", "opened_on": "2026-01-02"}])
    deal = of(session, Opportunity, "D1")
    customer, product = of(session, Customer, "Acme"), of(session, Product, "GTX Pro")
    person = session.scalars(select(Person).where(Person.number == "李雷")).one()
    unit = session.scalars(select(Unit).where(Unit.code == "华东")).one()
    assert len(plan.placeholders) == 4
    assert all(one.to_be_completed for one in (customer, product, person, unit))
    assert (deal.customer_id, deal.product_id) == (customer.id, product.id)
    assert (deal.salesperson_id, deal.unit_id) == (person.id, unit.id)
    assert {customer.unit_id, person.unit_id} == {unit.id}
    assert unit.parent_id == the_root(session).id
    assert (customer.batch_id, customer.batch_row) == (batch.id, 2)


def test_strict_refuses_rows_that_name_somebody_unknown(session: Session) -> None:
    a_customer(session, number="C2", source_ref="C2")
    rows = [INVOICE, INVOICE | {"number": "0002", "customer": "C2"}]
    _, plan = imported(session, "invoice", rows, strict=True)
    assert plan.counts["new"] == 1
    assert why(plan) == {2: ["There is no field.customer C1. Import it first, or correct the row."]}


def test_names_that_are_merely_alike_are_never_merged(session: Session) -> None:
    imported(session, "product", [{"number": "P1", "name": "GTX Pro"}])
    rows = [{"ref": "A", "product": "GTXPro"}, {"ref": "B", "product": "GTX Pro"}]
    imported(session, "opportunity", rows)
    known = of(session, Product, "P1")
    assert of(session, Opportunity, "B").product_id == known.id
    assert of(session, Opportunity, "A").product_id != known.id
    assert of(session, Product, "GTXPro").to_be_completed


def test_a_name_that_two_people_share_must_be_replaced_by_their_number(session: Session) -> None:
    a_person(session, name="王芳")
    a_person(session, name="王芳")
    _, plan = imported(session, "invoice", [INVOICE | {"salesperson": "王芳"}])
    assert "2 records are called 王芳" in why(plan)[2][0]


def test_a_customer_file_completes_who_was_only_a_name_before(session: Session) -> None:
    imported(session, "invoice", [INVOICE | {"customer": "Acme"}])
    stand_in = of(session, Invoice, "0001").customer_id
    assert counts(session, "customer", [{"number": "C-77", "name": "Acme"}])["changed"] == 1
    customer = of(session, Customer, "C-77")
    assert (customer.id, customer.name, customer.to_be_completed) == (stand_in, "Acme", False)
    assert counts(session, "customer", [{"number": "C-77", "name": "Acme"}])["same"] == 1
    assert counts(session, "invoice", [INVOICE | {"customer": "Acme"}])["same"] == 1


def test_of_two_customers_of_one_name_neither_takes_the_place_of_a_mere_name(session: Session) -> None:
    imported(session, "invoice", [INVOICE | {"customer": "Acme"}])
    rows = [{"number": "C-1", "name": "Acme"}, {"number": "C-2", "name": "Acme"}]
    assert counts(session, "customer", rows)["new"] == 2
    assert of(session, Customer, "Acme").to_be_completed


def test_lines_deliveries_and_receipts_follow_the_unit_of_what_they_belong_to(session: Session) -> None:
    unit = a_unit(session, code="EAST")
    head = {"unit": "EAST", "customer": "C1", "salesperson": "S1"}
    imported(session, "order", [head | {"number": "O1", "ordered_on": "2026-01-05"}])
    line = {"order": "O1", "line": "1", "product": "P", "quantity": "2", "unit_price": "3"}
    imported(session, "order_line", [line])
    imported(session, "delivery", [{"number": "D1", "order": "O1", "shipped_on": "2026-01-09"}])
    imported(session, "invoice", [INVOICE | head])
    imported(
        session, "receipt", [{"number": "R1", "invoice": "0001", "received_on": "2026-02-01", "amount": "9"}]
    )
    for kind, ref in ((OrderLine, "O1|1"), (Delivery, "D1|"), (Receipt, "R1")):
        record = of(session, kind, ref)
        assert record.unit_id == unit.id
        assert record.customer_id == of(session, Customer, "C1").id
        assert record.salesperson_id is not None


def test_rows_without_unit_and_salesperson_belong_to_the_company(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    invoice = of(session, Invoice, "0001")
    assert (invoice.unit_id, invoice.salesperson_id) == (the_root(session).id, None)
    assert session.get_one(Unit, invoice.unit_id).code == ROOT_CODE


def test_an_unknown_order_is_no_reason_to_invent_one(session: Session) -> None:
    _, plan = imported(
        session, "order_line", [{"order": "O9", "product": "P", "quantity": "1", "unit_price": "1"}]
    )
    assert why(plan) == {2: ["There is no field.order O9. Import it first, or correct the row."]}
    assert session.scalars(select(Product)).all() == []


def test_values_for_all_rows_and_missing_columns(session: Session) -> None:
    row = {"number": "1", "issued_on": "2026-01-10"}
    with pytest.raises(FieldWithoutColumn, match="amount"):
        planned(session, "invoice", [row])
    imported(session, "invoice", [row], fixed={"amount": "1,250.5", "customer": "C1"})
    assert of(session, Invoice, "1").amount == Decimal("1250.5")


def test_an_import_leaves_one_line_in_the_journal_whatever_its_size(session: Session) -> None:
    imported(session, "invoice", invoices(20))
    extend_chain(session)
    lines = session.scalars(select(JournalEntry).where(JournalEntry.entity != "Unit")).all()
    assert [(line.entity, line.action) for line in lines] == [("ImportBatch", "imported")]
    assert lines[0].changes["new"] == [None, 20]


def test_figures_of_the_months_before_and_after_a_change_are_stale(session: Session) -> None:
    imported(session, "invoice", [INVOICE])
    session.query(StaleFigure).delete()
    imported(session, "invoice", [INVOICE | {"issued_on": "2025-12-30"}])
    marks = session.scalars(select(StaleFigure).where(StaleFigure.fact == "invoice"))
    assert {mark.period for mark in marks} >= {202512, 202601}


def test_nobody_imports_into_a_unit_of_others(session: Session) -> None:
    mine, other = a_unit(session, code="MINE"), a_unit(session, code="OTHER")
    limited = an_actor(Permission.FACTS_IMPORT, units=frozenset({mine.id}))
    rows = [INVOICE | {"number": str(n), "unit": unit} for n, unit in enumerate(("MINE", "OTHER", "NEW", ""))]
    _, plan = imported(session, "invoice", rows, actor=limited)
    assert list(why(plan)) == [3, 4, 5]
    assert why(plan)[3] == ["You may not import into the unit OTHER."]
    assert of(session, Invoice, "0").unit_id == mine.id
    assert session.scalars(select(Unit).where(Unit.code == "NEW")).all() == []
    imported(session, "invoice", [INVOICE | {"number": "x", "unit": "OTHER"}])
    _, plan = imported(session, "invoice", [INVOICE | {"number": "x", "unit": "MINE"}], actor=limited)
    assert why(plan)[2] == ["You may not import into the unit OTHER."]
    assert of(session, Invoice, "x").unit_id == other.id


def test_who_may_not_import_may_not_try_either(session: Session) -> None:
    with pytest.raises(NotPermitted):
        planned(session, "invoice", [INVOICE], actor=an_actor(Permission.FACTS_READ))


@pytest.mark.parametrize(
    ("fact", "row", "reason"),
    [
        ("invoice", INVOICE | {"amount": "-5"}, "The amount -5 is negative. Import reductions"),
        ("invoice", INVOICE | {"due_on": "2026-01-09"}, "Due on 2026-01-09, before it was issued"),
        ("invoice", INVOICE | {"net": "101"}, "The net amount 101 is larger"),
        ("invoice", INVOICE | {"paid_amount": "10"}, "Paid amount 10 without the date of settlement"),
        ("invoice", INVOICE | {"settled_on": "2026-02-01", "paid_amount": "0"}, "A settled invoice needs"),
        ("invoice", INVOICE | {"currency": "USD"}, "The amount is in USD; figures are kept in CNY"),
        ("invoice", INVOICE | {"amount": "US$ 5"}, "The amount is in USD; figures are kept in CNY"),
        ("invoice", INVOICE | {"amount": "999999999999999"}, "999999999999999 is too large"),
        ("invoice", INVOICE | {"number": "9" * 81}, "has 81 characters; at most 80 fit"),
        ("invoice", INVOICE | {"status": "whatever"}, "whatever is not known here"),
        ("credit_note", {"number": "1", "issued_on": "2026-01-01", "amount": "0"}, "A credit note needs"),
        ("receipt", {"number": "1", "received_on": "2026-01-01", "amount": "-3"}, "A receipt of -3 cannot"),
        ("opportunity", {"ref": "1", "stage": "Won"}, "A won or lost opportunity needs the date"),
        ("opportunity", {"ref": "1", "stage": "输单", "opened_on": "2026-02-01", "closed_on": "2026-01-01"},
         "Closed on 2026-01-01, before it was opened on 2026-02-01"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_true_is_rejected_with_advice(
    session: Session, fact: str, row: dict[str, Any], reason: str
) -> None:
    _, plan = imported(session, fact, [row])
    assert reason in why(plan)[2][0]


def test_an_invoice_of_nothing_is_an_invoice(session: Session) -> None:
    assert counts(session, "invoice", [INVOICE | {"amount": "0", "settled_on": "2026-02-01"}])["new"] == 1
    assert session.scalars(select(Receipt)).all() == []


def test_amounts_in_the_base_currency_may_say_so(session: Session) -> None:
    rows = [INVOICE | {"currency": "人民币"}, INVOICE | {"number": "2", "currency": "rmb"}]
    assert counts(session, "invoice", rows)["new"] == 2
    assert counts(session, "invoice", [INVOICE | {"number": "3", "amount": "¥1,000.00"}])["new"] == 1


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"stage": "Won"}, "won"), ({"stage": "Closed Lost"}, "lost"), ({"stage": "赢单"}, "won"),
        ({"stage": "Prospecting"}, "open"), ({"stage": "方案报价", "status": "无效"}, "disqualified"),
        ({"stage": "Won", "status": "输单"}, "lost"), ({}, "open"),
    ],
)  # fmt: skip
def test_the_outcome_of_a_deal_is_what_its_status_says_else_its_stage(
    session: Session, said: dict[str, str], outcome: str
) -> None:
    imported(
        session, "opportunity", [{"ref": "D", "opened_on": "2026-01-01", "closed_on": "2026-03-01"} | said]
    )
    deal = of(session, Opportunity, "D")
    decided = outcome in ("won", "lost")
    assert deal.outcome == outcome
    assert (deal.closed_period, deal.cycle_days) == ((202603, 59) if decided else (None, None))


def test_a_file_without_stages_does_not_reopen_a_deal(session: Session) -> None:
    imported(
        session, "opportunity", [{"ref": "D", "stage": "x", "status": "赢单", "closed_on": "2026-03-01"}]
    )
    imported(session, "opportunity", [{"ref": "D", "amount": "5"}])
    assert of(session, Opportunity, "D").outcome == "won"


def test_a_prospect_without_any_date_counts_in_no_month(session: Session) -> None:
    imported(session, "opportunity", [{"ref": "D", "stage": "Prospecting"}])
    assert of(session, Opportunity, "D").period is None


def test_a_later_promise_does_not_move_the_first(session: Session) -> None:
    order = {"number": "O", "ordered_on": "2026-01-01", "promised_on": "2026-01-20"}
    imported(session, "order", [order])
    assert counts(session, "order", [order | {"promised_on": "2026-02-20"}])["same"] == 1
    assert of(session, Order, "O").promised_on == date(2026, 1, 20)


def test_line_amounts_are_exact_and_rounded_once(session: Session) -> None:
    imported(session, "order", [{"number": "O", "ordered_on": "2026-01-01"}])
    line = {"order": "O", "product": "P"}
    rows = [
        line | {"line": "1", "quantity": "3", "unit_price": "9.8", "discount": "15%"},
        line | {"line": "2", "quantity": "1000", "unit_price": "88.495575", "discount": ""},
        line | {"line": "3", "quantity": "1", "unit_price": "0.00005", "discount": "0"},
    ]
    imported(session, "order_line", rows)
    nets = [of(session, OrderLine, f"O|{n}").net for n in (1, 2, 3)]
    assert nets == [Decimal("24.99"), Decimal("88495.575"), Decimal("0.0001")]
    assert of(session, Order, "O").net == Decimal("88520.5651")
    assert counts(session, "order_line", rows)["same"] == 3


def test_lines_without_numbers_are_told_apart_by_their_product(session: Session) -> None:
    imported(session, "order", [{"number": "O", "ordered_on": "2026-01-01"}])
    line = {"order": "O", "product": "P", "quantity": "1", "unit_price": "2"}
    _, plan = imported(session, "order_line", [line, line | {"product": "Q"}, line | {"quantity": "5"}])
    assert plan.counts["new"] == 2
    assert list(why(plan)) == [4]
