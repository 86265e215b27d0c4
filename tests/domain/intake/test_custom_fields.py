"""Fields that people added come in with the facts they belong to; fields closed to a person do not."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.code_list import CodeList
from domain.core.custom_field import CustomField, CustomKind
from domain.core.editing import archive, create, edit
from domain.core.errors import Missing
from domain.core.field_access import FieldClosed
from domain.core.permission import Actor, Grant, Permission
from domain.core.write_items import ItemRow, write_items
from domain.entities import Customer, Invoice, Opportunity, Person
from domain.intake.batch import ImportBatch, may_see_rows
from domain.intake.batch_questions import changed_records
from domain.intake.commit_import import commit_import
from domain.intake.differences import differences
from domain.intake.plan import Fate, ImportPlan
from domain.intake.request import ImportRequest, guessed_columns
from domain.intake.spec_of import spec_of, specs_of
from domain.intake.undo_batch import undo_batch
from tests.factories import a_person, a_unit, an_actor, the_root
from tests.imports import Rows, a_request, of, why

SETUP = Permission.CONFIGURATION_WRITE
MEI = Actor("Mei", user_id=None, grants=(Grant("sales", frozenset(Permission)),))


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def a_field(session: Session, key: str, kind: CustomKind = CustomKind.TEXT, **more: Any) -> CustomField:
    names = {"entity": "Customer", "key": key, "kind": kind, "name_zh": key, "name_en": key.title()}
    return create(session, an_actor(), SETUP, CustomField, names | more)


def a_risk_field(session: Session) -> CustomField:
    risk = create(
        session, an_actor(), SETUP, CodeList, {"code": "risk", "name_zh": "风险", "name_en": "Risk"}
    )
    items = [ItemRow("low", "低", "Low"), ItemRow("high", "高", "High")]
    write_items(session, an_actor(), risk, items, now())
    return a_field(session, "risk", CustomKind.CHOICE, code_list_id=risk.id, name_zh="风险", name_en="Risk")


def bring(
    session: Session, rows: Rows, fact: str = "customer", actor: Actor | None = None, **said: Any
) -> tuple[ImportBatch, ImportPlan]:
    who = actor or an_actor()
    request = asked(session, rows, fact, who, **said)
    return commit_import(session, who, request, now())


def asked(
    session: Session, rows: Rows, fact: str = "customer", actor: Actor | None = None, **said: Any
) -> ImportRequest:
    return a_request(fact, rows, spec=spec_of(session, actor or an_actor(), fact), **said)


def kept(session: Session, number: str) -> Mapping[str, Any]:
    customer: Customer = of(session, Customer, number)
    return customer.custom


def test_every_kind_of_custom_field_comes_in_and_the_same_file_again_changes_nothing(
    session: Session,
) -> None:
    a_risk_field(session)
    person, unit = a_person(session, number="P7", name="李梅"), a_unit(session, code="S1")
    kinds = ("number", "money", "day", "flag", "person", "unit", "long_text", "web_link")
    for kind in kinds:
        a_field(session, f"my_{kind}", CustomKind(kind))
    row = {
        "number": "C1", "custom.risk": "高", "custom.my_number": "1,250.5", "custom.my_money": "2.5万",
        "custom.my_day": "2026/3/1", "custom.my_flag": "是", "custom.my_person": "李梅",
        "custom.my_unit": "S1", "custom.my_long_text": "  a b ", "custom.my_web_link": "https://example.com",
    }  # fmt: skip
    _, plan = bring(session, [row])
    assert not why(plan)
    assert kept(session, "C1") == {
        "risk": "high", "my_number": 12505000, "my_money": 250000000, "my_day": "2026-03-01",
        "my_flag": True, "my_person": person.id, "my_unit": unit.id, "my_long_text": "a b",
        "my_web_link": "https://example.com",
    }  # fmt: skip
    _, again = bring(session, [row])
    assert again.counts["same"] == 1


def test_columns_of_a_file_are_matched_by_either_name_of_a_custom_field(session: Session) -> None:
    a_risk_field(session)
    spec = spec_of(session, an_actor(), "customer")
    for header in ("风险", "Risk", "risk", "custom.risk"):
        table = a_request("customer", [{"number": "C1", header: "Low"}], columns={"number": "number"}).table
        assert guessed_columns(spec, table)["custom.risk"] == header


def test_a_column_that_is_missing_keeps_a_value_and_an_empty_cell_clears_it(session: Session) -> None:
    a_field(session, "note")
    a_field(session, "size", CustomKind.NUMBER)
    bring(session, [{"number": "C1", "custom.note": "old", "custom.size": "3"}])
    bring(session, [{"number": "C1", "custom.note": "new"}])
    assert kept(session, "C1") == {"note": "new", "size": 30000}
    _, plan = bring(session, [{"number": "C1", "custom.note": "", "custom.size": "3"}])
    assert kept(session, "C1") == {"size": 30000}
    assert plan.counts["changed"] == 1


def test_the_preview_and_the_batch_say_what_changed_in_values_that_can_be_read(session: Session) -> None:
    a_field(session, "size", CustomKind.MONEY)
    a_field(session, "buyer", CustomKind.PERSON)
    a_person(session, number="P1"), a_person(session, number="P2")
    bring(session, [{"number": "C1", "custom.size": "3", "custom.buyer": "P1"}])
    batch, plan = bring(session, [{"number": "C1", "custom.size": "4.5", "custom.buyer": "P2"}])
    expected = [("custom.size", Decimal(3), Decimal("4.5")), ("custom.buyer", "P1", "P2")]
    shown = differences(session, plan.request.spec, plan.rows)[2]
    assert [(one.field, one.old, one.new) for one in shown] == expected

    customer = of(session, Customer, "C1")
    edit(session, an_actor(), Permission.FACTS_WRITE, customer, {"custom.size": Decimal(9)})
    (change,) = changed_records(session, an_actor(), batch, 10)
    assert ("custom.size", Decimal(3)) == (change.differences[0].field, change.differences[0].old)


def test_undo_gives_custom_values_back_and_takes_new_people_away(session: Session) -> None:
    a_field(session, "note")
    a_field(session, "buyer", CustomKind.PERSON)
    a_field(session, "closed", visible_to=["audit"])
    bring(session, [{"number": "C1", "custom.note": "first"}])
    of(session, Customer, "C1").custom = {"note": "first", "closed": "kept"}
    session.flush()
    batch, _ = bring(session, [{"number": "C1", "custom.note": "second", "custom.buyer": "Somebody New"}])
    newcomer = session.query(Person).filter_by(name="Somebody New").one()
    assert kept(session, "C1") == {"note": "second", "closed": "kept", "buyer": newcomer.id}
    undo_batch(session, an_actor(), batch.id, now())
    assert kept(session, "C1") == {"note": "first", "closed": "kept"}
    assert session.query(Person).filter_by(name="Somebody New").count() == 0


def test_somebody_whom_a_custom_field_of_another_import_names_stays_after_an_undo(session: Session) -> None:
    a_field(session, "buyer", CustomKind.PERSON)
    first, _ = bring(session, [{"number": "C1", "custom.buyer": "Somebody New"}])
    bring(session, [{"number": "C2", "custom.buyer": "Somebody New"}])
    undo_batch(session, an_actor(), first.id, now())
    person = session.query(Person).filter_by(name="Somebody New").one()
    assert kept(session, "C2") == {"buyer": person.id}


def test_a_value_that_does_not_fit_rejects_its_row_and_names_the_field(session: Session) -> None:
    a_risk_field(session)
    a_field(session, "site", CustomKind.WEB_LINK)
    a_field(session, "must", required=True)
    rows = [
        {"number": "C1", "custom.risk": "purple", "custom.must": "x"},
        {"number": "C2", "custom.site": "no address", "custom.must": "x"},
        {"number": "C3", "custom.must": ""},
        {"number": "C4", "custom.must": "x"},
    ]
    _, plan = bring(session, rows)
    assert {row.number: [reason.field for reason in row.reasons] for row in plan.having(Fate.REJECTED)} == {
        2: ["Customer.custom.risk"], 3: ["Customer.custom.site"], 4: ["Customer.custom.must"],
    }  # fmt: skip
    assert isinstance(next(row for row in plan.rows if row.number == 4).reasons[0], Missing)


def test_a_new_record_has_the_presets_of_fields_its_row_is_silent_about(session: Session) -> None:
    a_field(session, "grade", preset="B")
    a_field(session, "visited", CustomKind.FLAG, preset="yes")
    bring(session, [{"number": "C1"}, {"number": "C2"}])
    assert kept(session, "C1") == {"grade": "B", "visited": True}
    a_field(session, "later", preset="Z")
    bring(session, [{"number": "C1", "name": "Other"}])
    assert kept(session, "C1") == {"grade": "B", "visited": True}


def test_an_archived_field_is_no_field_of_the_import_but_its_values_stay(session: Session) -> None:
    note, _ = a_field(session, "note"), a_field(session, "size", CustomKind.NUMBER)
    bring(session, [{"number": "C1", "custom.note": "old"}])
    archive(session, an_actor(), SETUP, note, now())
    assert "custom.note" not in {item.name for item in spec_of(session, an_actor(), "customer").fields}
    bring(session, [{"number": "C1", "custom.size": "1"}])
    assert kept(session, "C1") == {"note": "old", "size": 10000}


def restricted(**fields: str) -> Actor:
    words = tuple((name.replace("__", "."), access) for name, access in fields.items())
    return Actor("Mei", grants=(Grant("sales", frozenset(Permission), None, words),))


def test_fields_closed_to_the_person_are_neither_offered_nor_written(session: Session) -> None:
    a_field(session, "audit_note", visible_to=["audit"])
    a_field(session, "credit_note")
    who = restricted(Customer__region="read", Customer__custom__credit_note="masked")
    spec = spec_of(session, who, "customer")
    names = {item.name for item in spec.open_fields}
    assert not names & {"region", "custom.audit_note", "custom.credit_note"}
    whole = spec_of(session, Actor("", grants=(Grant("audit", frozenset(Permission)),)), "customer")
    for closed in ("region", "custom.audit_note", "custom.credit_note"):
        forged = a_request("customer", [{"number": "C1", closed: "x"}], spec=whole)
        with pytest.raises(FieldClosed):
            commit_import(session, who, forged, now())


def test_a_fact_whose_key_is_closed_cannot_be_imported(session: Session) -> None:
    who = restricted(Invoice__number="read")
    assert {"invoice", "customer"} - set(specs_of(session, who)) == {"invoice"}
    row = {"number": "1", "customer": "C1", "issued_on": "2026-01-10", "amount": "100"}
    with pytest.raises(FieldClosed):
        bring(session, [row], "invoice", who)
    assert session.query(Invoice).count() == 0


def test_a_status_does_not_write_the_closed_column_it_stands_for(session: Session) -> None:
    deal = {"ref": "D1", "opened_on": "2026-01-05", "amount": "10"}
    bring(session, [deal], "opportunity")
    who = restricted(Opportunity__outcome="read")
    won = deal | {"status": "won", "closed_on": "2026-02-01"}
    _, plan = bring(session, [won], "opportunity", who)
    assert [type(reason) for row in plan.having(Fate.REJECTED) for reason in row.reasons] == [FieldClosed]
    _, plan = bring(session, [deal | {"amount": "11"}], "opportunity", who)
    assert plan.counts["changed"] == 1
    assert of(session, Opportunity, "D1").amount == Decimal(11)


def test_rows_of_a_file_hide_from_those_to_whom_a_field_in_it_is_closed(session: Session) -> None:
    a_field(session, "audit_note", visible_to=["audit"])
    auditor = Actor("Au", grants=(Grant("audit", frozenset(Permission)),))
    batch, _ = bring(session, [{"number": "C1", "region": "North", "custom.audit_note": "x"}], actor=auditor)
    plain, _ = bring(session, [{"number": "C1", "name": "Big"}], actor=auditor)
    who = restricted(Customer__region="hidden")
    assert may_see_rows(session, auditor, batch)
    assert [may_see_rows(session, one, batch) for one in (MEI, who)] == [False, False]
    assert [may_see_rows(session, one, plain) for one in (MEI, who)] == [True, True]


def test_a_day_reads_as_a_day(session: Session) -> None:
    a_field(session, "since", CustomKind.DAY)
    _, plan = bring(session, [{"number": "C1", "custom.since": "2026-02-03"}])
    assert plan.rows[0].columns["custom.since"] == date(2026, 2, 3)
