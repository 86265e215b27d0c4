"""Configuration moves between portals as one file, with a dry run; nothing gets round a rule."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.access.edit_role import change_fields, create_role
from domain.access.role import Role
from domain.core.clock import now
from domain.core.code_list import CodeList, CodeListItem
from domain.core.custom_field import CustomField, CustomKind
from domain.core.errors import NotPermitted
from domain.core.field_access import FieldAccess
from domain.core.journal import JournalEntry
from domain.core.own_text import OwnText
from domain.core.permission import Grant, Permission
from domain.core.write_items import ItemRow, write_items
from domain.forms.content import Content, FormKind, FormSection
from domain.forms.draft_form import new_form, write_content
from domain.forms.queries import forms_for
from domain.forms.question import Question, QuestionKind
from domain.forms.template import FormTemplate, FormVersion
from domain.transfer.bring_in import Fate, bring_in, try_out
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import Item, NotAPack, read, written
from tests import factories as make

ACTOR = make.an_actor()


def configure(session: Session) -> None:
    """A list of risks, two fields, one word of the organisation's own."""
    risk = make.added(session, CodeList(code="risk", name_zh="风险", name_en="Risk"))
    rows = (ItemRow("low", "低", "Low"), ItemRow("high", "高", "High"))
    write_items(session, ACTOR, risk, rows, now())
    named: dict[str, Any] = {"entity": "Customer", "name_zh": "字段", "name_en": "Field"}
    make.added(session, CustomField(key="risk", kind=CustomKind.CHOICE, code_list_id=risk.id, **named))
    make.added(session, CustomField(key="pledge", kind=CustomKind.MONEY, visible_to=["credit"], **named))
    make.added(session, OwnText(key="Customer.region", text_zh="片区", text_en=""))


def a_pack(session: Session) -> bytes:
    return make_pack(session, ACTOR).encode()


def test_a_role_comes_in_through_its_own_verbs(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        role = create_role(
            session, ACTOR, code="clerk", name_zh="文员", name_en="Clerk", permissions=["facts.read"]
        )
        change_fields(session, ACTOR, role, {"Customer.name": FieldAccess.MASKED})
        pack = a_pack(session)
        session.delete(role)
    holder = make.an_actor(user_id=1, grants=(Grant("clerk", frozenset(Permission)),))
    with unit_of_work(ACTOR) as session:
        assert [line.fate for line in bring_in(session, ACTOR, read(pack), now())] == [Fate.NEW]
        found = session.scalars(select(Role).where(Role.code == "clerk")).one()
        assert (found.permissions, found.fields) == (["facts.read"], {"Customer.name": "masked"})
        change_fields(session, ACTOR, found, {"Customer.name": FieldAccess.FULL})
        assert [line.fate for line in bring_in(session, holder, read(pack), now())] == [Fate.REFUSED]


def test_a_form_in_force_comes_in_in_force(database: str) -> None:
    question = Question(key="q", text_zh="问", text_en="Asks", kind=QuestionKind.YES_NO)
    content = Content((FormSection("节", "Section", (question,)),))
    with unit_of_work(ACTOR) as session:
        named = {"code": "visit", "name_zh": "走访", "name_en": "Visit"}
        new_form(session, ACTOR, {**named, "kind": FormKind.CHECKLIST, "entity": "Customer"}, now())
        draft = session.scalars(select(FormVersion)).one()
        write_content(session, ACTOR, draft.id, content)
        draft.workflow.take("put_in_force", draft, ACTOR, now())
        pack = a_pack(session)
        for kind in (FormVersion, FormTemplate):
            for record in session.scalars(select(kind)):
                session.delete(record)
            session.flush()
    with unit_of_work(ACTOR) as session:
        lines = bring_in(session, ACTOR, read(pack), now())
        assert [(line.item.kind, line.fate) for line in lines] == [
            ("FormTemplate", Fate.NEW), ("FormVersion", Fate.NEW),
        ]  # fmt: skip
        assert [one.asks for one in forms_for(session, "Customer")] == [content]
        assert {line.fate for line in bring_in(session, ACTOR, read(pack), now())} == {Fate.SAME}


def forget_all(session: Session) -> None:
    for kind in (CustomField, CodeListItem, CodeList, OwnText):
        for record in session.scalars(select(kind)):
            session.delete(record)
        session.flush()


def test_an_empty_portal_becomes_as_the_one_the_pack_comes_from(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        configure(session)
        pack = a_pack(session)
        forget_all(session)
    with unit_of_work(ACTOR) as session:
        lines = bring_in(session, ACTOR, read(pack), now())
        assert {line.fate for line in lines} == {Fate.NEW}
    with unit_of_work(ACTOR) as session:
        assert a_pack(session) == pack
        assert {line.fate for line in bring_in(session, ACTOR, read(pack), now())} == {Fate.SAME}


def test_a_dry_run_tells_the_differences_and_writes_nothing(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        configure(session)
        pack = a_pack(session)
        item = session.scalars(select(CodeListItem).where(CodeListItem.code == "high")).one()
        item.name_zh = "很高"
    with unit_of_work(ACTOR) as session:
        before = session.scalar(select(func.max(JournalEntry.seq)))
        lines = try_out(session, ACTOR, read(pack), now())
        changed = [line for line in lines if line.fate is Fate.CHANGED]
        assert [(line.item.key["code"], line.changes) for line in changed] == [
            ("high", {"name_zh": ("很高", "高")})
        ]
    with reading(ACTOR) as session:
        assert session.scalar(select(func.max(JournalEntry.seq))) == before
        assert session.scalar(select(CodeListItem.name_zh).where(CodeListItem.code == "high")) == "很高"


def test_what_is_refused_is_told_and_the_rest_comes_in(database: str) -> None:
    with unit_of_work(ACTOR) as session:
        configure(session)
        items = read(a_pack(session))
        forget_all(session)
    lame = [item for item in items if item.kind != "CodeListItem" or item.key["code"] != "low"]
    forged = [
        Item("CustomField", {"entity": "Nobody", "key": "x"}, dict(lame[-2].values)),
        Item("CodeListItem", {"code": "x", "code_list_id": {"code": "unknown"}}, dict(items[1].values)),
        Item("CodeList", {"code": "odd"}, {"name_zh": 5, "name_en": None}),
    ]
    with unit_of_work(ACTOR) as session:
        lines = bring_in(session, ACTOR, [*lame, *forged], now())
        refused = {line.item.key.get("code", line.item.key.get("key")) for line in lines if line.refusal}
        assert refused == {"x", "odd"}
        assert session.scalar(select(func.count(CustomField.id))) == 2
        assert session.scalar(select(func.count(CodeListItem.id))) == 1


def test_only_who_configures_brings_a_pack_in(database: str) -> None:
    reader = make.an_actor(Permission.CONFIGURATION_READ)
    with unit_of_work(reader) as session:
        pack = make_pack(session, reader)
        with pytest.raises(NotPermitted):
            bring_in(session, reader, read(pack.encode()), now())


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe", b"[]", b'{"format": "other"}',
        json.dumps({"format": "neikong-configuration", "version": 99, "records": []}).encode(),
        json.dumps({"format": "neikong-configuration", "version": 1, "records": [{"kind": "User"}]}).encode(),
        written([Item("CodeList", {"id": 1}, {})]).encode(),
        written([Item("CodeList", {"code": "a"}, {"version": 7})]).encode(),
    ],
)  # fmt: skip
def test_what_is_no_pack_is_refused_whole(content: bytes) -> None:
    with pytest.raises(NotAPack):
        read(content)
