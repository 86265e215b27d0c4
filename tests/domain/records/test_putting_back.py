"""An earlier value is put back as an ordinary change, from a line of the journal."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from domain.core.custom_field import CustomField, CustomKind
from domain.core.custom_values import FieldHidden
from domain.core.editing import edit
from domain.core.entity import Entity
from domain.core.errors import NotFound, NotPermitted, StaleRecord
from domain.core.field_access import FieldAccess, FieldClosed
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission
from domain.core.soundness import AlreadyUsed
from domain.records.happenings import changes_of
from domain.records.put_back import KeptByThePortal, NothingToPutBack, put_back
from domain.sales.customer import Customer
from domain.sales.order import Order
from domain.sales.product import Product
from tests import factories as make
from tests.factories import an_actor

pytestmark = pytest.mark.sqlite_only  # values in and out of columns have their own tests on both databases
DAY = date(2026, 1, 5)
WRITER = an_actor(Permission.FACTS_READ, Permission.FACTS_WRITE, name="Ada")


def make_one(make_it: Callable[[Session], Entity]) -> int:
    with unit_of_work(an_actor()) as session:
        return make_it(session).id


def change(kind: type[Entity], key: int, **values: Any) -> None:
    with unit_of_work(WRITER) as session:
        edit(session, WRITER, Permission.FACTS_WRITE, session.get_one(kind, key), values)


def lines(entity: str, key: int) -> list[JournalEntry]:
    with unit_of_work(an_actor()) as session:
        query = select(JournalEntry).where(JournalEntry.entity == entity, JournalEntry.entity_id == key)
        return list(session.scalars(query.order_by(JournalEntry.seq)))


def back(
    entity: str, key: int, seq: int, *fields: str, actor: Any = WRITER, version: int | None = None
) -> None:
    with unit_of_work(actor) as session:
        put_back(session, actor, entity, key, seq=seq, fields=fields, version=version)


def test_one_field_of_a_change_is_put_back_and_the_journal_names_the_line(database: str) -> None:
    key = make_one(lambda session: make.a_customer(session, region="East", category="A"))
    change(Customer, key, region="West", category="B")
    seq = lines("Customer", key)[-1].seq
    back("Customer", key, seq, "region")
    last = lines("Customer", key)[-1]
    assert (last.action, last.reason, last.changes) == ("put_back", str(seq), {"region": ["West", "East"]})


def test_a_whole_change_is_put_back_with_values_of_every_type(database: str) -> None:
    key = make_one(
        lambda s: make.added(s, Product(number="P", name="x", source_ref="P", list_price=Decimal("99.5")))
    )
    change(Product, key, list_price=None, name="y")
    back("Product", key, lines("Product", key)[-1].seq, "list_price", "name")
    with unit_of_work(an_actor()) as session:
        product = session.get_one(Product, key)
        assert (product.list_price, product.name) == (Decimal("99.5"), "x")


def test_putting_back_needs_the_right_to_change_the_record_and_its_present_version(database: str) -> None:
    key = make_one(lambda session: make.a_customer(session, region="East"))
    change(Customer, key, region="West")
    seq = lines("Customer", key)[-1].seq
    with pytest.raises(NotPermitted):
        back("Customer", key, seq, "region", actor=an_actor(Permission.FACTS_READ))
    with pytest.raises(StaleRecord):
        back("Customer", key, seq, "region", version=1)


def test_what_was_made_by_others_rules_is_checked_again(database: str) -> None:
    key = make_one(lambda session: make.a_customer(session, number="C-1"))
    change(Customer, key, number="C-2")
    make_one(lambda session: make.a_customer(session, number="C-1"))
    with pytest.raises(AlreadyUsed):
        back("Customer", key, lines("Customer", key)[-1].seq, "number")


def test_a_line_of_another_record_gives_nothing_back(database: str) -> None:
    first, second = (make_one(lambda session: make.a_customer(session, region="E")) for _ in range(2))
    change(Customer, first, region="W")
    with pytest.raises(NotFound):
        back("Customer", second, lines("Customer", first)[-1].seq, "region")


def test_nothing_is_put_back_twice_nor_from_the_beginning(database: str) -> None:
    key = make_one(lambda session: make.a_customer(session, region="East"))
    change(Customer, key, region="West")
    created, changed = (line.seq for line in lines("Customer", key))
    back("Customer", key, changed, "region")
    for seq in (created, changed):
        with pytest.raises(NothingToPutBack):
            back("Customer", key, seq, "region")


def test_what_comes_from_files_is_not_put_back_by_hand(database: str) -> None:
    facts = {"number": "S", "source_ref": "S", "ordered_on": DAY, "period": 202601, "currency": "CNY"}
    key = make_one(
        lambda session: make.added(session, Order(net=Decimal(1), unit_id=make.the_root(session).id, **facts))
    )
    with pytest.raises(KeptByThePortal):
        back("Order", key, lines("Order", key)[-1].seq, "net")


def test_a_field_that_is_not_open_to_a_role_is_neither_shown_nor_put_back(database: str) -> None:
    def defined(session: Session) -> Customer:
        make.added(
            session,
            CustomField(
                entity="Customer", key="bonus", kind=CustomKind.MONEY, name_zh="返利", name_en="Bonus",
                visible_to=["control"],
            ),
        )  # fmt: skip
        return make.a_customer(session)

    key = make_one(defined)
    seeing = an_actor(Permission.FACTS_WRITE, Permission.FACTS_READ)
    seeing = type(seeing)(name="x", grants=(type(seeing.grants[0])("control", seeing.permissions),))
    for amount in ("5", "7"):
        with unit_of_work(seeing) as session:
            edit(
                session,
                seeing,
                Permission.FACTS_WRITE,
                session.get_one(Customer, key),
                {"custom.bonus": amount},
            )
    seq = lines("Customer", key)[-1].seq
    with unit_of_work(WRITER) as session:
        shown = changes_of(session, WRITER, session.get_one(Customer, key), 10)
        assert not any("bonus" in name for line in shown for name in line.changes)
    with pytest.raises(FieldHidden):
        back("Customer", key, seq, "custom.bonus")
    back("Customer", key, seq, "custom.bonus", actor=seeing)
    with unit_of_work(seeing) as session:
        assert session.get_one(Customer, key).custom == {"bonus": 50000}


@pytest.mark.parametrize(
    ("access", "shown"),
    [
        (FieldAccess.HIDDEN, {"name"}),
        (FieldAccess.MASKED, {"name", "region"}),
        (FieldAccess.READ, {"name", "region"}),
    ],
)
def test_a_closed_field_is_closed_in_the_history_too(
    database: str, access: FieldAccess, shown: set[str]
) -> None:
    key = make_one(lambda session: make.a_customer(session, region="East", name="Old"))
    change(Customer, key, region="West", name="New")
    seq = lines("Customer", key)[-1].seq
    grant = Grant(
        "r", frozenset({Permission.FACTS_READ, Permission.FACTS_WRITE}),
        fields=(("Customer.region", access),),
    )  # fmt: skip
    limited = Actor("x", grants=(grant,))
    with unit_of_work(limited) as session:
        line = changes_of(session, limited, session.get_one(Customer, key), 1)[0]
        assert set(line.changes) == shown
        assert ("West" in str(line.changes)) is (access is FieldAccess.READ)
    with pytest.raises(FieldClosed):
        back("Customer", key, seq, "region", actor=limited)
