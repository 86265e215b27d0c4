"""A field that people added is everywhere like any other, for those it is open to."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from db.unit_of_work import carry_out, reading, unit_of_work
from domain.access.edit_role import change_fields
from domain.access.role import Role
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.code_list import CodeList
from domain.core.custom_field import CustomField, CustomKind
from domain.core.field_access import FieldAccess
from domain.core.permission import machine
from domain.core.write_items import ItemRow, write_items
from domain.sales.customer import Customer
from pages.business import customers, invoices
from pages.settings import code_lists, custom_fields
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import People
from ui.equip import equipped
from ui.export import export
from ui.question import Wanted

EVERYTHING = make.an_actor()
ROLES = ("receivables", "internal_control", "sales")


@pytest.fixture
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """Three customers of different risk; the rating is open to internal control only."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("custom")) as url, using(url):
        with unit_of_work(EVERYTHING) as session:
            root = make.the_root(session)
            risk = make.added(session, CodeList(code="risk", name_zh="风险", name_en="Risk"))
            rows = (ItemRow("low", "低", "Low"), ItemRow("high", "高", "High"))
            write_items(session, EVERYTHING, risk, rows, now())
            fields: tuple[tuple[str, CustomKind, dict[str, Any]], ...] = (
                ("risk", CustomKind.CHOICE, {"code_list_id": risk.id, "required": True, "preset": "low"}),
                ("pledge", CustomKind.MONEY, {}),
                ("rating", CustomKind.TEXT, {"visible_to": ["internal_control"]}),
                ("memo", CustomKind.LONG_TEXT, {"in_list": False}),
            )
            for key, kind, more in fields:
                values: dict[str, Any] = {"name_zh": f"{key}项", "name_en": f"The {key}", **more}
                make.added(session, CustomField(entity="Customer", key=key, kind=kind, **values))
            known: tuple[dict[str, Any], ...] = ({"risk": "high", "pledge": 25_000}, {"risk": "low"}, {})
            for number, given in enumerate(known, 1):
                custom = {**given, "rating": f"AAA{number}"}
                make.a_customer(session, number=f"C-{number}", name=f"Firm {number}", custom=custom)
            tokens = {}
            for role in ROLES:
                user = make.a_user(session, username=role, role=role, unit_id=root.id)
                tokens[role] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def test_a_list_shows_own_fields_and_filters_and_searches_by_them(people: People) -> None:
    app = people.open(customers, "internal_control")
    table = app.dataframe[0].value
    assert list(table["custom.risk"].str[0]) == ["High", "Low", "—"]
    assert list(table["custom.pledge"]) == ["2.50", "—", "—"]
    assert "custom.memo" not in table
    asked = {"custom.risk": "high"}
    assert list(people.open(customers, "internal_control", **asked).dataframe[0].value["number"]) == ["C-1"]
    found = people.open(customers, "internal_control", q="AAA2").dataframe[0].value
    assert list(found["number"]) == ["C-2"]


def test_a_field_of_another_role_is_in_no_list_filter_search_or_file(people: People) -> None:
    app = people.open(customers, "receivables", **{"custom.rating": "AAA1"})
    assert "custom.rating" not in app.dataframe[0].value
    assert len(app.dataframe[0].value) == 3
    assert not people.open(customers, "receivables", q="AAA2").dataframe
    everybody = make.an_actor()
    file = carry_out(
        everybody,
        lambda session: export(
            session,
            everybody,
            equipped(customers.SCREEN, everybody),
            Wanted(),
            equipped(customers.SCREEN, everybody).columns,
        ),
    )
    heading = next(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert any("risk" in one for one in heading)
    assert not any("rating" in one for one in heading)


def test_a_form_asks_for_own_fields_and_points_at_the_one_that_is_wrong(people: People) -> None:
    app = people.open(customers, "receivables", id="3")
    app.button(key="customers:3:edit").click().run()
    app.text_input(key="customers:3:form:custom.pledge").set_value("much")
    app.button[[one.label for one in app.button].index("Save")].click().run()
    assert any("is not a number" in one.value for one in app.markdown)
    app.text_input(key="customers:3:form:custom.pledge").set_value("1,234.5")
    app.button[[one.label for one in app.button].index("Save")].click().run()
    assert any("Please fill in" in one.value for one in [*app.markdown, *app.error])
    choice = app.selectbox(key="customers:3:form:custom.risk")
    choice.select_index(1)
    app.button[[one.label for one in app.button].index("Save")].click().run()
    with reading(machine("test")) as session:
        kept = session.scalars(select(Customer.custom).where(Customer.number == "C-3")).one()
    assert kept["pledge"] == int(Decimal("1234.5") * 10_000)
    assert kept["rating"] == "AAA3"


def test_a_new_record_begins_with_the_defaults(people: People) -> None:
    app = people.open(customers, "receivables", "zh_CN", id="new")
    choice = app.selectbox(key="customers:new:form:custom.risk")
    assert choice.value is not None
    assert choice.value.code == "low"
    assert choice.label == "risk项 ＊"


def test_the_configuration_pages_open_for_those_who_configure(people: People) -> None:
    fields = people.open(custom_fields, "internal_control")
    assert set(fields.dataframe[0].value["key"]) == {"memo", "pledge", "rating", "risk"}
    page = people.open(code_lists, "internal_control", id="1")
    assert not page.exception
    assert not page.error
    assert people.open(custom_fields, "sales").error


def test_a_restricted_field_is_hidden_masked_or_locked_everywhere(people: People) -> None:
    with unit_of_work(EVERYTHING) as session:
        role = session.scalars(select(Role).where(Role.code == "receivables")).one()
        change_fields(
            session, EVERYTHING, role,
            {
                "Customer.name": FieldAccess.MASKED,
                "Customer.region": FieldAccess.HIDDEN,
                "Customer.custom.pledge": FieldAccess.READ,
            },
        )  # fmt: skip
    app = people.open(customers, "receivables")
    table = app.dataframe[0].value
    assert set(table["name"]) == {"••••"}
    assert "region" not in table
    assert not people.open(customers, "receivables", q="Firm 1").dataframe
    page = people.open(customers, "receivables", id="1")
    page.button(key="customers:1:edit").click().run()
    asked = {one.key for one in page.text_input}
    assert not {"customers:1:form:name", "customers:1:form:custom.pledge"} & asked
    assert len(people.open(customers, "internal_control", q="Firm 1").dataframe[0].value) == 1


def test_a_masked_name_is_not_told_by_links_titles_or_choices_either(people: People) -> None:
    with unit_of_work(EVERYTHING) as session:
        customer = session.scalars(select(Customer).where(Customer.number == "C-1")).one()
        make.an_invoice(session, number="I-1", customer_id=customer.id, unit_id=customer.unit_id)
        role = session.scalars(select(Role).where(Role.code == "receivables")).one()
        change_fields(session, EVERYTHING, role, {"Customer.name": FieldAccess.MASKED})
    told = people.open(invoices, "internal_control").dataframe[0].value
    assert list(told["customer"]) == ["Firm 1"]
    masked = people.open(invoices, "receivables").dataframe[0].value
    assert list(masked["customer"]) == ["C-1"]
    assert not people.open(invoices, "receivables", q="Firm").dataframe
    page = people.open(customers, "receivables", id="1")
    assert not any("Firm 1" in text.value for text in (*page.title, *page.markdown, *page.caption))
