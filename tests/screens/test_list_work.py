"""Work done in a list itself: with many rows at once, and typing into rows."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import carry_out, reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.editing import edit
from domain.core.errors import NotPermitted, RuleBroken, StaleRecord
from domain.core.field_access import FieldClosed
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Grant, Permission, machine
from domain.intake.progress import unheard
from domain.receivables.invoice import Invoice
from domain.sales.customer import Customer
from pages.business import customers, invoices
from pages.settings import users
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import People
from ui.equip import equipped
from ui.lists.bulk_verbs import SET, settable, verbs_of
from ui.lists.carry import Order, carry
from ui.lists.inline import _write
from ui.lists.inline_cells import cell_of, value_in
from ui.lists.inline_state import Typed
from ui.lists.outcome import by_reason
from ui.question import Wanted
from ui.screen import Screen

RIGHTS = frozenset({Permission.FACTS_READ, Permission.FACTS_WRITE})


@pytest.fixture(autouse=True)
def portal(sqlite_databases: SqliteDatabases, tmp_path: Any) -> Iterator[None]:
    st.cache_data.clear()
    with sqlite_databases.ready(tmp_path) as url, using(url):
        yield


def clerk(units: frozenset[int] | None = None, fields: tuple[tuple[str, str], ...] = ()) -> Actor:
    return Actor(name="Clerk", grants=(Grant("clerk", RIGHTS, units, fields),))


def some_customers(count: int, **facts: Any) -> list[int]:
    with unit_of_work(machine("test")) as session:
        return [make.a_customer(session, number=f"C-{at}", **facts).id for at in range(count)]


def do(screen: Screen, verb: str, wanted: Wanted, actor: Actor, reason: str = "", **values: Any) -> Any:
    order = Order(screen, verbs_of(screen, actor)[verb], wanted, reason, values, "en")
    return carry(order, lambda: actor, unheard)


def regions() -> list[str]:
    with reading(machine("test")) as session:
        return list(session.scalars(select(Customer.region).order_by(Customer.id)))


def test_a_field_is_set_in_all_that_match_and_nowhere_else() -> None:
    some_customers(60, region="华东")
    with unit_of_work(machine("test")) as session:
        make.a_customer(session, region="华南")
    account = do(customers.SCREEN, SET, Wanted(chosen={"region": ("华东",)}), clerk(), region="华北")
    assert (len(account.done), account.refused) == (60, [])
    assert regions() == ["华北"] * 60 + ["华南"]


def test_picked_rows_are_the_only_ones_touched() -> None:
    keys = some_customers(3, region="华东")
    do(customers.SCREEN, SET, Wanted(only=(keys[1],)), clerk(), region="华北")
    assert regions() == ["华东", "华北", "华东"]


def test_each_record_is_journalled_and_the_whole_once() -> None:
    some_customers(2, region="华东")
    do(customers.SCREEN, SET, Wanted(), clerk(), region="华北")
    with reading(machine("test")) as session:
        lines = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(3)).all()
    assert [line.action for line in lines] == ["bulk", "changed", "changed"]
    told = {"verb": "set", "fields": ["region"], "done": 2, "waiting": 0, "refused": 0}
    assert lines[0].changes == told


def test_what_is_refused_is_told_reason_by_reason() -> None:
    with unit_of_work(machine("test")) as session:
        mine, theirs = make.a_unit(session), make.a_unit(session)
    some_customers(2, unit_id=mine.id)
    with unit_of_work(machine("test")) as session:
        make.a_customer(session, number="X-1", unit_id=theirs.id)
    reader = Grant("reader", frozenset({Permission.FACTS_READ}))
    actor = Actor(name="Clerk", grants=(Grant("clerk", RIGHTS, frozenset({mine.id})), reader))
    account = do(customers.SCREEN, SET, Wanted(), actor, region="华北")
    assert len(account.done) == 2
    ((_, refused),) = by_reason(account.refused)
    assert [(type(one.why), one.title.split()[0]) for one in refused] == [(NotPermitted, "X-1")]


def test_a_field_closed_to_my_role_is_not_offered_and_not_set() -> None:
    some_customers(1, region="华东")
    actor = clerk(fields=(("Customer.region", "read"),))
    screen = equipped(customers.SCREEN, actor)
    assert "region" not in settable(screen, actor)
    forged = do(customers.SCREEN, SET, Wanted(), actor, region="华北")
    assert [type(one.why) for one in forged.refused] == [FieldClosed]
    assert regions() == ["华东"]


def test_whoever_only_reads_is_offered_nothing() -> None:
    reader = Actor(name="Reader", grants=(Grant("reader", frozenset({Permission.FACTS_READ})),))
    assert verbs_of(customers.SCREEN, reader) == {}


def test_archived_records_leave_the_list_and_come_back() -> None:
    keys = some_customers(2)
    do(customers.SCREEN, "archive", Wanted(), clerk(), reason="重复")
    again = do(customers.SCREEN, "archive", Wanted(archived=True), clerk())
    assert len(again.refused) == 2
    back = do(customers.SCREEN, "restore", Wanted(archived=True, only=(keys[0],)), clerk())
    assert back.done == keys[:1]
    with reading(machine("test")) as session:
        reasons = set(session.scalars(select(JournalEntry.reason).where(JournalEntry.action == "archived")))
    assert reasons == {"重复"}


def test_an_action_that_does_not_fit_a_record_is_refused_for_it_alone() -> None:
    with unit_of_work(machine("test")) as session:
        admin = make.a_user(session, username="boss", role="administrator")
        for name in ("ann", "bob"):
            make.a_user(session, username=name)
    actor = make.an_actor(user_id=admin.id)
    disabled = do(users.SCREEN, "action:disable_user", Wanted(text="ann"), actor)
    assert len(disabled.done) == 1
    both = do(users.SCREEN, "action:enable_user", Wanted(chosen={"username": ("has:n", "has:bob")}), actor)
    assert (len(both.done), len(both.refused)) == (1, 1)


def typed(**cells: Any) -> Typed:
    return Typed(cells={int(key.removeprefix("r")): held for key, held in cells.items()})


def save(screen: Screen, held: Typed, actor: Actor) -> Any:
    fields = settable(equipped(screen, actor), actor)
    return carry_out(actor, lambda session: _write(session, screen, fields, held))


def test_typed_rows_are_saved_each_by_itself() -> None:
    one, two = some_customers(2, region="华东")
    held = typed(**{f"r{one}": {"region": "华北"}, f"r{two}": {"number": ""}})
    held.versions = {one: 1, two: 1}
    account = save(customers.SCREEN, held, clerk())
    assert (account.done, [one.key for one in account.refused]) == ([one], [two])
    held.settle(account.done)
    assert held.cells == {two: {"number": ""}}
    assert regions() == ["华北", "华东"]


def test_of_two_people_who_type_into_one_row_the_second_is_told_and_loses_nothing() -> None:
    (key,) = some_customers(1, region="华东")
    held = typed(**{f"r{key}": {"region": "华北"}})
    held.seen(key, 1)

    def other(session: Session) -> None:
        record = session.get_one(Customer, key)
        edit(session, clerk(), Permission.FACTS_WRITE, record, {"region": "华南"})

    carry_out(clerk(), other)
    held.seen(key, 2)
    account = save(customers.SCREEN, held, clerk())
    assert [type(one.why) for one in account.refused] == [StaleRecord]
    assert held.cells == {key: {"region": "华北"}}
    assert regions() == ["华南"]


def test_a_forged_cell_of_a_column_that_is_not_asked_changes_nothing() -> None:
    with unit_of_work(machine("test")) as session:
        invoice = make.an_invoice(session)
    held = typed(**{f"r{invoice.id}": {"amount": "1", "disputed": True}})
    account = save(invoices.SCREEN, held, clerk())
    assert account.done == [invoice.id]
    with reading(machine("test")) as session:
        found = session.get_one(Invoice, invoice.id)
        assert (found.amount, found.disputed) == (invoice.amount, True)


def test_a_cell_and_its_value_say_the_same() -> None:
    (key,) = some_customers(1, region="华东")
    with reading(clerk()) as session:
        record = session.get_one(Customer, key)
        for one in (Customer.region, Customer.to_be_completed, Customer.number):
            held = cell_of(record, one, date(2026, 1, 1))
            assert value_in(one, held) == (one.key, getattr(record, one.key))


def test_a_cell_takes_only_what_is_offered() -> None:
    with pytest.raises(RuleBroken):
        value_in(Invoice.status, "stolen")
    with pytest.raises(RuleBroken):
        value_in(Customer.unit, "; drop table")
    assert value_in(Customer.unit, "7") == ("unit_id", 7)
    assert value_in(Customer.salesperson, None) == ("salesperson_id", None)


def signed_in_clerk() -> tuple[People, list[int]]:
    with unit_of_work(machine("test")) as session:
        user = make.a_user(session, username="clerk", role="receivables")
        token = hash_of(make.a_session(session, user, now()))
    return People({"clerk": token}), some_customers(3, region="East")


def test_rows_picked_on_screen_are_changed_and_accounted_for() -> None:
    people, keys = signed_in_clerk()
    app = people.open(customers, "clerk", "en")
    app.session_state["customers:picked"] = (keys[0], keys[2])
    app.run()
    assert "2 picked" in [caption.value for caption in app.caption]
    app.selectbox(key="customers:bulk:verb").set_value(SET).run()
    app.selectbox(key="customers:bulk:field").set_value("region").run()
    app.text_input(key="customers:bulk:value:region").set_value("North").run()
    app.button(key="customers:bulk:go").click().run()
    assert not app.exception
    assert [message.value for message in app.success] == ["2 done"]
    assert regions() == ["North", "East", "North"]
    app.button(key="customers:outcome:close").click().run()
    assert not app.success


def test_all_that_match_are_changed_on_one_press() -> None:
    people, _ = signed_in_clerk()
    app = people.open(customers, "clerk", "en", q="C-")
    app.session_state["customers:picked all"] = True
    app.run()
    app.selectbox(key="customers:bulk:verb").set_value("archive").run()
    app.button(key="customers:bulk:go").click().run()
    assert [message.value for message in app.success] == ["3 done"]
    assert not app.dataframe


def test_other_conditions_forget_what_was_picked() -> None:
    people, keys = signed_in_clerk()
    app = people.open(customers, "clerk", "en")
    app.session_state["customers:picked"] = (keys[0],)
    app.run()
    app.query_params["q"] = "C-1"
    app.run()
    assert not [caption for caption in app.caption if "picked" in caption.value]


def test_the_switch_opens_rows_to_type_into_only_for_those_who_may_write() -> None:
    people, _ = signed_in_clerk()
    app = people.open(customers, "clerk", "en")
    app.toggle(key="customers:inline").set_value(True).run()
    assert not app.exception
    assert app.button(key="customers:inline:save").disabled
    assert not people.open(invoices, "clerk", "en", columns="number").toggle
