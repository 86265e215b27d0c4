"""The registers of what goes on after the sale: in the person's units and language, under their views."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.permission import machine
from domain.organisation.unit import Unit
from pages.business import (
    budgets,
    care,
    competitor_prices,
    complaints,
    dealers,
    expenses,
    inspections,
    returns,
    stock,
    stock_counts,
    stock_moves,
    supplier_deliveries,
    surveys,
)
from pages.improvement import suggestions
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.service_life import bring_in
from tests.screens.visitor import KEY, People, everything

REGISTERS = (
    budgets, care, competitor_prices, complaints, dealers, expenses, inspections, returns, stock,
    stock_counts, stock_moves, suggestions, supplier_deliveries, surveys,
)  # fmt: skip


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A manager of everything and one of the unit West."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("service_life")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            root = make.the_root(session)
            bring_in(session)
            west = session.scalars(select(Unit).where(Unit.code == "WEST")).one()
            tokens = {}
            for who, unit in (("manager", root), ("west", west)):
                user = make.a_user(session, username=who, role="manager", unit_id=unit.id)
                tokens[who] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def opened(people: People, page: ModuleType, who: str = "manager", /, **asked: str) -> AppTest:
    app = people.open(page, who, "en", **asked)
    assert not app.exception
    assert not app.error
    return app


def column(app: AppTest, name: str) -> list[Any]:
    return sorted(app.dataframe[0].value[name]) if app.dataframe.len else []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", REGISTERS, ids=lambda page: page.__name__)
def test_every_register_speaks_both_languages(people: People, page: ModuleType, language: str) -> None:
    app = people.open(page, "manager", language)
    assert not app.exception
    assert app.dataframe.len == 1
    assert not KEY.findall(everything(app))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", REGISTERS, ids=lambda page: page.__name__)
def test_every_record_speaks_both_languages(people: People, page: ModuleType, language: str) -> None:
    app = people.open(page, "manager", language, id="1")
    assert not app.exception
    assert not app.error
    assert not KEY.findall(everything(app))


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (returns, ["R2", "R3"]),
        (complaints, ["Q3"]),
        (surveys, ["V2", "V3"]),
        (expenses, []),
        (suggestions, []),
    ],
)
def test_a_manager_of_one_unit_sees_its_records_only(
    people: People, page: ModuleType, seen: list[str]
) -> None:
    assert column(opened(people, page, "west"), "number") == seen


@pytest.mark.parametrize(
    ("page", "view", "name", "seen"),
    [
        (returns, "returned_soon", "number", ["R1"]),
        (returns, "sale_unknown", "number", ["R3"]),
        (complaints, "complaints_open", "number", ["Q2", "Q3"]),
        (complaints, "complaints_late", "number", ["Q2", "Q3"]),
        (complaints, "complaints_repeated", "number", ["Q2"]),
        (complaints, "complaints_unanswered", "number", ["Q2", "Q3"]),
        (surveys, "unsatisfied", "number", ["V2"]),
        (surveys, "detractors", "number", ["V3"]),
        (suggestions, "suggestions_late", "number", ["G2"]),
        (suggestions, "suggestions_unanswered", "number", ["G2"]),
        (suggestions, "suggestions_adopted", "number", []),
        (suggestions, "reports", "number", ["G2"]),
        (stock, "stock_out", "warehouse", ["W1"]),
        (stock, "stock_out_a", "warehouse", ["W1"]),
        (stock, "stock_slow", "warehouse", []),
        (stock_moves, "issues_only", "number", ["M1"]),
        (stock_counts, "counts_wrong", "number", ["T1"]),
        (budgets, "in_force", "plan_version", ["V2"]),
        (budgets, "expense_budget", "plan_version", ["V2"]),
        (budgets, "sales_budget", "plan_version", []),
        (care, "members", "happened_on", ["2026-03-02"]),
        (dealers, "outside_region", "outside_region", ["2"]),
        (supplier_deliveries, "not_kept", "number", ["PO1"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_views_pick_what_their_name_says(
    people: People, page: ModuleType, view: str, name: str, seen: list[str]
) -> None:
    declared = next(one for one in page.SCREEN.views if one.key == view)
    assert [str(one) for one in column(opened(people, page, **declared.asks), name)] == seen


def test_stocks_of_several_days_are_not_added_up(people: People) -> None:
    told = {caption.value for page in (stock, expenses) for caption in opened(people, page).caption}
    assert {"2 records", "1 records · Amount 7.00 CNY"} <= told
