"""Fields that people add: defined as data, checked like columns, found by every query."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.clock import now
from domain.core.code_list import CodeList, CodeListItem, ItemTone, KeyIsFixed, NotAKey
from domain.core.custom_definition import Choice, Definition, definitions
from domain.core.custom_field import CustomField, CustomKind, NoSuchKind
from domain.core.custom_values import FieldHidden, NotOffered, NotReadable
from domain.core.editing import create, edit, find
from domain.core.errors import DomainError, Missing
from domain.core.journal import JournalEntry
from domain.core.permission import Permission
from domain.core.write_items import ItemRow, TwiceTheSame, write_items
from domain.sales.customer import Customer
from tests import factories as make

CONFIGURES, WRITES = Permission.CONFIGURATION_WRITE, Permission.FACTS_WRITE
RISK = (
    ItemRow("low", "低", "Low", ItemTone.GOOD),
    ItemRow("high", "高", "High", ItemTone.BAD),
)


def a_field(session: Session, key: str, kind: CustomKind, **values: Any) -> CustomField:
    return create(
        session, make.an_actor(CONFIGURES), CONFIGURES, CustomField,
        {"entity": "Customer", "key": key, "kind": kind, "name_zh": key, "name_en": key.title(), **values},
    )  # fmt: skip


def a_risk_list(session: Session) -> CodeList:
    actor = make.an_actor(CONFIGURES)
    found = create(
        session, actor, CONFIGURES, CodeList, {"code": "risk", "name_zh": "风险", "name_en": "Risk"}
    )
    write_items(session, actor, found, RISK, now())
    return found


def a_customer_with(session: Session, **values: Any) -> Customer:
    customer = make.a_customer(session)
    edit(session, make.an_actor(WRITES), WRITES, customer, {f"custom.{k}": v for k, v in values.items()})
    return customer


def field(session: Session, key: str) -> Definition:
    return next(one for one in definitions(session, "Customer") if one.key == key)


def test_a_value_of_every_kind_comes_back_as_it_was_given(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        risk, person, unit = a_risk_list(session), make.a_person(session), make.a_unit(session)
        given: dict[str, tuple[CustomKind, Any]] = {
            "nickname": (CustomKind.TEXT, "老王"), "story": (CustomKind.LONG_TEXT, "a\nb"),
            "staff": (CustomKind.NUMBER, Decimal("12.5")), "pledge": (CustomKind.MONEY, Decimal("-3.0001")),
            "since": (CustomKind.DAY, date(2026, 2, 28)), "listed": (CustomKind.FLAG, True),
            "buyer": (CustomKind.PERSON, person.id), "branch": (CustomKind.UNIT, unit.id),
            "site": (CustomKind.WEB_LINK, "https://example.com"), "class_": (CustomKind.CHOICE, "high"),
        }  # fmt: skip
        for key, (kind, _) in given.items():
            a_field(
                session, key.strip("_"), kind, code_list_id=risk.id if kind is CustomKind.CHOICE else None
            )
        kept = a_customer_with(session, **{name.strip("_"): value for name, (_, value) in given.items()}).id
    with reading(make.an_actor(CONFIGURES, WRITES)) as session:
        customer = find(session, Customer, kept)
        read = {name: field(session, name.strip("_")).read(customer) for name in given}
    assert read.pop("class_") == Choice("high", "高", "High", ItemTone.BAD)
    assert read == {name: value for name, (_, value) in given.items() if name != "class_"}


def test_queries_compare_sort_and_add_up_custom_values_exactly(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        a_field(session, "pledge", CustomKind.MONEY)
        a_field(session, "since", CustomKind.DAY)
        a_field(session, "listed", CustomKind.FLAG)
        amounts = [Decimal("9000000000000.0001"), Decimal(2), Decimal("-10.5")]
        for at, amount in enumerate(amounts):
            a_customer_with(session, pledge=amount, since=date(2026, 1, 10 - at), listed=at == 1)
        make.a_customer(session)
        session.flush()
        pledge = field(session, "pledge").column(Customer)
        since = field(session, "since").column(Customer)
        listed = field(session, "listed").column(Customer)
        assert session.scalar(select(func.sum(pledge))) == sum(amounts)
        assert list(session.scalars(select(pledge).where(pledge > 0).order_by(pledge))) == [
            amounts[1], amounts[0],
        ]  # fmt: skip
        assert session.scalar(select(func.count()).where(pledge.is_(None), Customer.id > 0)) == 1
        assert session.scalar(select(func.count(Customer.id)).where(since <= "2026-01-09")) == 2
        assert session.scalar(select(func.count(Customer.id)).where(listed.is_(True))) == 1


@pytest.mark.parametrize(
    ("kind", "value", "refusal"),
    [
        (CustomKind.NUMBER, "twelve", NotReadable),
        (CustomKind.MONEY, "1.00001", NotReadable),
        (CustomKind.DAY, "31.02.2026", NotReadable),
        (CustomKind.WEB_LINK, "javascript:alert(1)", NotReadable),
        (CustomKind.PERSON, 999, NotOffered),
        (CustomKind.TEXT, "x" * 501, DomainError),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(
    database: str, kind: CustomKind, value: object, refusal: type[DomainError]
) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        a_field(session, "odd", kind)
        with pytest.raises(refusal) as refused:
            a_customer_with(session, odd=value)
        assert refused.value.field == "custom.odd"


def test_a_required_field_may_not_be_emptied(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        a_field(session, "branch_code", CustomKind.TEXT, required=True)
        with pytest.raises(Missing):
            a_customer_with(session, branch_code="  ")


def test_an_item_no_longer_offered_stays_where_it_was_chosen(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        risk = a_risk_list(session)
        a_field(session, "risk", CustomKind.CHOICE, code_list_id=risk.id)
        customer = a_customer_with(session, risk="low")
        write_items(session, make.an_actor(CONFIGURES), risk, RISK[1:], now())
        assert field(session, "risk").read(customer).name_en == "Low"
        assert [c.code for c in field(session, "risk").choices if c.offered] == ["high"]
        assert session.scalar(select(func.count(CodeListItem.id))) == 2


def test_a_field_for_one_role_can_be_neither_written_nor_seen_by_others(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        a_field(session, "secret", CustomKind.TEXT, visible_to=["credit"])
        assert not field(session, "secret").open_to(make.an_actor(WRITES))
        with pytest.raises(FieldHidden):
            a_customer_with(session, secret="x")


def test_what_values_rest_on_is_fixed(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES)) as session:
        found = a_field(session, "size", CustomKind.NUMBER)
        with pytest.raises(KeyIsFixed):
            edit(session, make.an_actor(CONFIGURES), CONFIGURES, found, {"kind": CustomKind.TEXT})


@pytest.mark.parametrize(
    ("values", "refusal"),
    [({"key": "Größe"}, NotAKey), ({"entity": "Nobody"}, NoSuchKind), ({"kind": CustomKind.CHOICE}, Missing)],
)
def test_a_field_nobody_could_use_is_refused(
    database: str, values: dict[str, Any], refusal: type[DomainError]
) -> None:
    with unit_of_work(make.an_actor(CONFIGURES)) as session, pytest.raises(refusal):
        a_field(session, **{"key": "size", "kind": CustomKind.TEXT} | values)


def test_two_rows_of_one_code_are_refused_whole(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES)) as session:
        risk = a_risk_list(session)
        with pytest.raises(TwiceTheSame):
            write_items(session, make.an_actor(CONFIGURES), risk, [RISK[0], RISK[0]], now())


def test_the_journal_tells_each_custom_field_by_itself(database: str) -> None:
    with unit_of_work(make.an_actor(CONFIGURES, WRITES)) as session:
        a_field(session, "nickname", CustomKind.TEXT)
        key = a_customer_with(session, nickname="老王").id
    with unit_of_work(make.an_actor(WRITES)) as session:
        edit(
            session, make.an_actor(WRITES), WRITES, find(session, Customer, key), {"custom.nickname": "老李"}
        )
    with reading(make.an_actor()) as session:
        last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
        assert last.changes == {"custom.nickname": ["老王", "老李"]}
