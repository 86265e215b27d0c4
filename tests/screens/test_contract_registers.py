"""The registers of contracts, credit and collection: both languages, their views, the person's units."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now, today
from domain.core.permission import machine
from domain.organisation.unit import Unit
from pages.business import (
    account_statements,
    contracts,
    credit_grades,
    credit_limits,
    notes,
    promises,
    receipts,
)
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.imports import imported
from tests.screens.visitor import KEY, People, everything

REGISTERS = (account_statements, contracts, credit_grades, credit_limits, notes, promises, receipts)
TODAY = today()


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


AGREED = {"customer": "K1", "unit": "EAST", "amount": "1000", "submitted_on": day(-400)}
VOW = {"customer": "K1", "unit": "EAST", "made_on": day(-90), "amount": "500"}
NOTE = {"customer": "K1", "unit": "EAST", "acceptor": "商业", "amount": "9", "received_on": day(-200)}
SENT = {"customer": "K1", "unit": "EAST", "amount": "800", "as_of": day(-100)}
FILES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "contract": [
        AGREED | {"number": "C1", "approved_on": day(-390), "signed_on": day(-389), "valid_to": day(30)},
        AGREED | {"number": "C2", "signed_on": day(-380), "valid_to": day(300), "frame": "yes"},
        AGREED | {"number": "C3", "customer": "K2", "unit": "WEST", "status": "草稿"},
    ],
    "contract_milestone": [{"contract": "C1", "milestone": "验收", "due_on": day(-10)}],
    "invoice": [{"number": "I1", "customer": "K1", "unit": "EAST", "amount": "800", "issued_on": day(-60)}],
    "receipt": [{"number": "R1", "customer": "K2", "unit": "WEST", "amount": "5", "received_on": day(-60),
                 "payer": "张三", "method": "现金"}],
    "credit_limit": [
        {"customer": "K1", "amount": "700", "valid_from": day(-300)},
        {"customer": "K2", "amount": "900", "valid_from": day(-300), "valid_to": day(20)},
    ],
    "credit_grade": [
        {"customer": "K1", "grade": "A", "graded_on": day(-300)},
        {"customer": "K1", "grade": "C", "graded_on": day(-20), "z_score": "0.5"},
    ],
    "promise": [
        VOW | {"number": "V1", "promised_on": day(-80)},
        VOW | {"number": "V2", "promised_on": day(20)},
        VOW | {"number": "V3", "promised_on": day(-70), "moved_on": day(-75)},
    ],
    "account_statement": [
        SENT | {"number": "S1", "sent_on": day(-99)},
        SENT | {"number": "S2", "sent_on": day(-99), "confirmed_on": day(-80)},
    ],
    "note_receivable": [
        NOTE | {"number": "N1", "maturity": day(10)},
        NOTE | {"number": "N2", "maturity": day(-10)},
        NOTE | {"number": "N3", "maturity": day(-10), "settled_on": day(-10)},
    ],
}  # fmt: skip


def bring_in(session: Session) -> None:
    for code in ("EAST", "WEST"):
        make.a_unit(session, code=code)
    customers = [{"number": key, "name": f"Customer {key}", "unit": unit} for key, unit in
                 (("K1", "EAST"), ("K2", "WEST"))]  # fmt: skip
    imported(session, "customer", customers)
    for fact, rows in FILES.items():
        imported(session, fact, rows)


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A manager of everything and one of the unit West."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("contracts")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            root = make.the_root(session)
            bring_in(session)
            west = session.scalars(select(Unit).where(Unit.code == "WEST")).one()
            tokens = {}
            for who, unit in (("manager", root), ("west", west)):
                user = make.a_user(session, username=who, role="manager", unit_id=unit.id)
                tokens[who] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def column(app: AppTest, name: str) -> list[Any]:
    return sorted(app.dataframe[0].value[name]) if app.dataframe.len else []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", REGISTERS, ids=lambda page: page.__name__)
def test_every_register_and_record_speaks_both_languages(
    people: People, page: ModuleType, language: str
) -> None:
    listed, record = people.open(page, "manager", language), people.open(page, "manager", language, id="1")
    assert listed.dataframe.len == 1
    for app in (listed, record):
        assert not app.exception
        assert not app.error
        assert not KEY.findall(everything(app))


@pytest.mark.parametrize(
    ("page", "asked", "seen"),
    [
        (contracts, {"view": "expiring_soon"}, ["C1"]),
        (contracts, {"view": "late_milestones"}, ["C1"]),
        (contracts, {"unreviewed": "yes"}, ["C2"]),
        (contracts, {"frame": "yes"}, ["C2"]),
        (promises, {"view": "promises_running"}, ["V2"]),
        (promises, {"view": "promises_broken"}, ["V1"]),
        (promises, {"moved": "yes"}, ["V3"]),
        (account_statements, {"view": "statements_unanswered"}, ["S1"]),
        (notes, {"view": "notes_maturing"}, ["N1"]),
        (notes, {"view": "notes_failed"}, ["N2"]),
        (receipts, {"third_party": "yes"}, ["R1"]),
        (receipts, {"in_cash": "yes"}, ["R1"]),
    ],
)
def test_a_view_finds_what_asks_for_attention(
    people: People, page: ModuleType, asked: dict[str, str], seen: list[str]
) -> None:
    assert column(people.open(page, "manager", "en", **asked), "number") == seen


@pytest.mark.parametrize(
    ("page", "view", "amounts"),
    [(credit_limits, "over_limit", ["700.00"]), (credit_limits, "expiring_soon", ["900.00"])],
)
def test_limits_exceeded_and_expiring_are_found(
    people: People, page: ModuleType, view: str, amounts: list[str]
) -> None:
    assert column(people.open(page, "manager", "en", view=view), "amount") == amounts


def test_of_a_customer_only_the_newest_grade_is_in_force(people: People) -> None:
    assert column(people.open(credit_grades, "manager", "en", view="grades_in_force"), "grade") == ["C"]
    assert column(people.open(credit_grades, "manager", "en", downgraded="yes"), "grade") == ["C"]


def test_nobody_sees_the_contracts_of_other_units(people: People) -> None:
    assert column(people.open(contracts, "west", "en"), "number") == ["C3"]
    assert column(people.open(credit_limits, "west", "en"), "amount") == ["900.00"]
