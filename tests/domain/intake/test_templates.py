"""A template is a file that the import understands as it is, in either language."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.core.code_list import CodeList
from domain.core.custom_field import CustomField, CustomKind
from domain.core.editing import create
from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Grant, Permission
from domain.core.write_items import ItemRow, write_items
from domain.intake.column_look import look_at
from domain.intake.files.read import read_table
from domain.intake.record_registry import records
from domain.intake.registry import FACTS
from domain.intake.request import ImportRequest, guessed_columns
from domain.intake.spec_of import spec_of
from domain.intake.template import template_of
from domain.intake.template_file import template_csv, template_xlsx
from tests.factories import an_actor, the_root

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_column_of_every_template_is_recognised_and_its_example_can_be_read(
    session: Session, language: str
) -> None:
    wrong: list[tuple[str, str, object]] = []
    for fact in (*FACTS, *records()):
        spec = spec_of(session, an_actor(), fact)
        template = template_of(session, an_actor(), fact, language, TODAY)
        table = read_table(template_csv(template), "t.csv")
        expected = {
            item.name: column.heading for item, column in zip(spec.fields, template.columns, strict=True)
        }
        found = guessed_columns(spec, table)
        wrong += [(fact, name, found.get(name)) for name, head in expected.items() if found.get(name) != head]
        request = ImportRequest(spec=spec, table=table, columns=expected)
        for item in spec.fields:
            (sample,) = look_at(request, item).samples
            wrong += [(fact, item.name, sample.value)] if isinstance(sample.value, Exception) else []
    assert wrong == []


def test_a_workbook_and_a_text_file_say_the_same_and_the_workbook_lists_what_may_be_entered(
    session: Session,
) -> None:
    template = template_of(session, an_actor(), "order", "zh_CN", TODAY)
    book, text = template_xlsx(template), template_csv(template)
    table, plain = read_table(book, "t.xlsx"), read_table(text, "t.csv")
    assert table.headers == plain.headers == tuple(column.heading for column in template.columns)
    assert [len(list(one.numbered())) for one in (table, plain)] == [1, 1]
    values = read_table(book, "t.xlsx", sheet="可填内容")
    status = next(column for column in template.columns if column.heading == "状态")
    assert status.allowed
    assert tuple(values.column("状态")) == ("选填", "选项", *status.allowed)


def test_a_template_has_the_fields_that_people_added_and_none_that_is_closed(session: Session) -> None:
    items = [ItemRow("low", "低", "Low"), ItemRow("old", "旧", "Old", offered=False)]
    risk = create(
        session, an_actor(), Permission.CONFIGURATION_WRITE, CodeList,
        {"code": "risk", "name_zh": "风险", "name_en": "Risk"},
    )  # fmt: skip
    write_items(session, an_actor(), risk, items, now())
    create(
        session, an_actor(), Permission.CONFIGURATION_WRITE, CustomField,
        {"entity": "Customer", "key": "risk", "kind": CustomKind.CHOICE, "name_zh": "风险等级",
         "name_en": "Risk class", "code_list_id": risk.id, "required": True},
    )  # fmt: skip
    fields = (("Customer.region", "read"),)
    who = Actor("Mei", grants=(Grant("sales", frozenset(Permission), None, fields),))
    columns = {one.heading: one for one in template_of(session, who, "customer", "en", TODAY).columns}
    assert "Region" not in columns
    assert "Region" in {
        one.heading for one in template_of(session, an_actor(), "customer", "en", TODAY).columns
    }
    assert (columns["Risk class"].allowed, columns["Risk class"].required) == (("Low",), True)


def test_only_those_who_import_get_a_template(session: Session) -> None:
    with pytest.raises(NotPermitted):
        template_of(session, an_actor(Permission.FACTS_READ), "order", "en", TODAY)
