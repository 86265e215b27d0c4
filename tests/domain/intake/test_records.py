"""Records that people keep by hand come in through their verbs, and can be taken back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access.user import User
from domain.core.clock import now
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField, CustomKind
from domain.core.editing import create, edit
from domain.core.errors import NotPermitted
from domain.core.field_access import FieldClosed
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission
from domain.intake.batch import BatchStatus, ImportBatch
from domain.intake.batch_questions import changed_records
from domain.intake.commit_import import commit_import
from domain.intake.differences import differences
from domain.intake.plan import ImportPlan
from domain.intake.plan_import import plan_import
from domain.intake.preview_import import seal_of
from domain.intake.propose import likely_fact
from domain.intake.record_registry import records
from domain.intake.request import ImportRequest, guessed_columns
from domain.intake.spec_of import spec_of, specs_of
from domain.intake.template import template_of
from domain.intake.undo_batch import undo_batch
from domain.intake.undo_refusals import EditedSince, InUse
from domain.organisation.committee import CommitteeMember
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.organisation.unit import Unit
from tests.factories import a_person, a_unit, an_actor, the_root
from tests.imports import a_request, why

Rows = Iterable[Mapping[str, Any]]
UNITS = [
    {"code": "S1", "name_zh": "一部", "name_en": "One", "parent": "SOUTH"},
    {"code": "SOUTH", "name_zh": "华南", "name_en": "South", "parent": "ROOT"},
]
MEI = {"number": "P1", "name": "李梅", "unit": "ROOT", "joined_on": "2024-01-05", "email": "mei@example.com"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def asked(session: Session, kind: str, rows: Rows, actor: Actor | None = None) -> ImportRequest:
    return a_request(kind, rows, spec=spec_of(session, actor or an_actor(), kind))


def bring(
    session: Session, kind: str, rows: Rows, actor: Actor | None = None
) -> tuple[ImportBatch, ImportPlan]:
    return commit_import(session, actor or an_actor(), asked(session, kind, rows, actor), now())


def the(session: Session, kind: Any, **values: Any) -> Any:
    return session.scalars(select(kind).filter_by(**values)).one()


def test_a_dry_run_writes_nothing_and_the_commit_does_what_it_said(session: Session) -> None:
    request = asked(session, "unit", UNITS)
    plan = plan_import(session, an_actor(), request)
    assert plan.counts == {"read": 2, "new": 2, "changed": 0, "same": 0, "rejected": 0}
    assert session.scalars(select(Unit.code)).all() == ["ROOT"]
    _, done = commit_import(session, an_actor(), request, now())
    assert seal_of(done) == seal_of(plan)
    assert the(session, Unit, code="S1").parent_id == the(session, Unit, code="SOUTH").id
    assert plan_import(session, an_actor(), request).counts["same"] == 2


def test_what_a_person_is_comes_in_whole_and_a_later_file_changes_what_it_says(session: Session) -> None:
    bring(
        session, "post", [{"code": "SM", "name_zh": "销售经理", "name_en": "Sales manager", "is_sales": "是"}]
    )
    boss = MEI | {"number": "P0", "name": "王总"}
    bring(session, "person", [MEI | {"post": "销售经理", "superior": "王总"}, boss])
    mei = the(session, Person, number="P1")
    assert (mei.post_id, mei.superior_id) == (
        the(session, Post, code="SM").id,
        the(session, Person, number="P0").id,
    )
    assert (mei.joined_on, the(session, Post, code="SM").is_sales) == (date(2024, 1, 5), True)
    batch, plan = bring(session, "person", [MEI | {"email": "li.mei@example.com", "post": ""}])
    shown = differences(session, plan.request.spec, plan.rows)[2]
    expected = [("post", "SM", None), ("email", "mei@example.com", "li.mei@example.com")]
    assert sorted((one.field, one.old, one.new) for one in shown) == sorted(expected)
    (change,) = changed_records(session, an_actor(), batch, 10)
    assert sorted((one.field, one.old, one.new) for one in change.differences) == sorted(expected)
    assert mei.superior_id is not None


def test_what_a_rule_refuses_rejects_its_row_only(session: Session) -> None:
    a_person(session, number="P1", name="李梅"), a_person(session, number="P2")
    rows = [
        {"person": "P1", "seat": "chair", "since": "2026-01-01"},
        {"person": "P2", "seat": "chair", "since": "2026-02-01"},
        {"person": "Nobody", "seat": "chair", "since": "2026-02-01"},
        {"person": "P2", "seat": "throne", "since": "2026-03-01"},
    ]
    _, plan = bring(session, "committee_member", rows)
    reasons = why(plan)
    assert "chairs the committee" in reasons[3][0]
    assert "Nobody" in reasons[4][0]
    assert "throne" in reasons[5][0]
    assert [one.person_id for one in session.scalars(select(CommitteeMember))] == [
        the(session, Person, number="P1").id
    ]


def test_an_undo_puts_changed_records_back_and_takes_new_ones_out_of_use(session: Session) -> None:
    create(
        session, an_actor(), Permission.CONFIGURATION_WRITE, CustomField,
        {"entity": "Person", "key": "grade", "kind": CustomKind.NUMBER, "name_zh": "级", "name_en": "Grade"},
    )  # fmt: skip
    bring(session, "person", [MEI | {"custom.grade": "3"}])
    batch, plan = bring(
        session, "person", [MEI | {"custom.grade": "4.5", "joined_on": ""}, MEI | {"number": "P2"}]
    )
    assert (plan.counts["changed"], plan.counts["new"]) == (1, 1)
    mei = the(session, Person, number="P1")
    assert (mei.custom, mei.joined_on) == ({"grade": 45000}, None)
    undo_batch(session, an_actor(), batch.id, now(), "wrong file")
    assert (mei.custom, mei.joined_on, batch.status) == (
        {"grade": 30000},
        date(2024, 1, 5),
        BatchStatus.UNDONE,
    )
    assert the(session, Person, number="P2").archived_at is not None
    _, again = bring(session, "person", [MEI | {"number": "P2"}])
    assert again.counts["changed"] == 1
    assert the(session, Person, number="P2").archived_at is None


def test_what_was_edited_or_used_since_cannot_be_taken_back(session: Session) -> None:
    batch, _ = bring(session, "person", [MEI])
    user = {"username": "mei", "display_name": "Mei", "person": "P1"}
    bring(session, "user", [user])
    with pytest.raises(InUse):
        undo_batch(session, an_actor(), batch.id, now(), "x")
    changed, _ = bring(session, "person", [MEI | {"name": "李小梅"}])
    edit(session, an_actor(), Permission.ORGANISATION_WRITE, the(session, Person, number="P1"), {"email": ""})
    with pytest.raises(EditedSince):
        undo_batch(session, an_actor(), changed.id, now(), "x")


def test_accounts_come_in_without_secrets_and_by_the_rules_of_accounts(session: Session) -> None:
    spec = records()["user"]
    assert {item.name for item in spec.fields} == {"username", "display_name", "person", "expires_on"}
    rows = [{"username": "mei", "display_name": "Mei"}, {"username": "bad name!", "display_name": "X"}]
    _, plan = bring(session, "user", rows)
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 1)
    mei = the(session, User, username="mei")
    assert mei.must_change_password
    lines = session.scalars(select(JournalEntry).where(JournalEntry.entity == "User")).all()
    assert all(mei.password_hash not in str(line.changes) for line in lines)


def test_items_of_a_code_list_belong_to_the_list_the_row_names(session: Session) -> None:
    bring(session, "code_list", [{"code": "risk", "name_zh": "风险", "name_en": "Risk"}])
    item = {"code_list": "风险", "code": "low", "name_zh": "低", "name_en": "Low", "position": "2"}
    bring(session, "code_list_item", [item])
    low = the(session, CodeListItem, code="low")
    assert (low.code_list_id, low.position) == (the(session, CodeList, code="risk").id, 2)
    field = {"entity": "Customer", "key": "risk", "kind": "choice", "name_zh": "风险", "name_en": "Risk"}
    _, plan = bring(session, "custom_field", [field | {"code_list": "risk"}, field | {"key": "Not a key"}])
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 1)
    whole = asked(session, "code_list_item", [item | {"position": "1.5"}])
    assert list(why(plan_import(session, an_actor(), whole))) == [2]


def test_only_who_may_write_the_records_brings_them_in(session: Session) -> None:
    importer = an_actor(Permission.FACTS_IMPORT)
    assert not records().keys() & specs_of(session, importer).keys()
    with pytest.raises(NotPermitted):
        bring(session, "post", [{"code": "SM", "name_zh": "经理", "name_en": "Manager"}], importer)
    assert not session.scalars(select(Post)).all()
    closed = Actor("Mei", grants=(Grant("hr", frozenset(Permission), None, (("Person.email", "masked"),)),))
    forged = a_request("person", [MEI], spec=spec_of(session, an_actor(), "person"))
    with pytest.raises(FieldClosed):
        commit_import(session, closed, forged, now())


def test_somebody_of_one_unit_brings_people_into_that_unit_only(session: Session) -> None:
    south = a_unit(session, code="SOUTH")
    head = an_actor(units=frozenset({south.id}))
    _, plan = bring(session, "person", [MEI | {"unit": "SOUTH"}, MEI | {"number": "P2"}], head)
    assert (plan.counts["new"], plan.counts["rejected"]) == (1, 1)


@pytest.mark.sqlite_only
def test_every_field_of_every_record_has_a_name_and_a_template_in_both_languages(session: Session) -> None:
    for kind, spec in records().items():
        for language in ("zh_CN", "en"):
            template = template_of(session, an_actor(), kind, language, date(2026, 6, 15))
            headings = [column.heading for column in template.columns]
            assert len(set(headings)) == len(headings)
            assert not [one for one in headings if "." in one], spec.name


def test_human_resources_bring_people_in_and_take_them_back_without_any_right_to_facts(
    session: Session,
) -> None:
    staff = an_actor(Permission.ORGANISATION_WRITE)
    theirs = {"unit", "post", "person", "calendar_day", "committee_member"}
    assert specs_of(session, staff).keys() == theirs
    batch, plan = bring(session, "person", [MEI], staff)
    assert plan.counts["new"] == 1
    with pytest.raises(NotPermitted):
        undo_batch(session, an_actor(Permission.FACTS_UNDO), batch.id, now(), "x")
    undo_batch(session, staff, batch.id, now(), "x")
    assert the(session, Person, number="P1").archived_at is not None
    invoice = {"number": "1", "customer": "C1", "issued_on": "2026-01-10", "amount": "100"}
    with pytest.raises(NotPermitted):
        bring(session, "invoice", [invoice], staff)


@pytest.mark.sqlite_only
def test_a_list_out_of_a_personnel_system_is_recognised(session: Session) -> None:
    headers = ("员工编号", "姓名", "部门", "直属上级", "职位", "入职时间", "邮箱")
    table = a_request("customer", [dict.fromkeys(headers, "")], columns={"number": headers[0]}).table
    assert likely_fact(specs_of(session, an_actor()), table) == "person"
    found = guessed_columns(records()["person"], table)
    fields = ("number", "name", "unit", "superior", "post", "joined_on", "email")
    assert found == dict(zip(fields, headers, strict=True))
