"""The registers of sales life: what files bring is found there, in the person's units and language."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now
from domain.core.permission import machine
from domain.organisation.unit import Unit
from domain.sales.activity import Activity
from domain.sales.split_suspect import SplitStatus, SplitSuspect
from pages.business import (
    activities,
    discount_authorities,
    forecasts,
    leads,
    opportunities,
    orders,
    price_list,
    split_orders,
    targets,
)
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.sales_life import bring_in
from tests.screens.visitor import KEY, People, everything, typed
from ui.routes import literal

CONTROL = "internal_control"
REGISTERS = (
    activities, discount_authorities, forecasts, leads, opportunities, orders, price_list, split_orders,
    targets,
)  # fmt: skip


WHO = (("manager", "manager", ""), ("west", "manager", "WEST"), (CONTROL, CONTROL, ""))


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A manager of everything and one of the unit West."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("sales_life")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            root = make.the_root(session)
            bring_in(session)
            west = session.scalars(select(Unit).where(Unit.code == "WEST")).one()
            tokens = {}
            for who, role, unit in WHO:
                where = west.id if unit else root.id
                user = make.a_user(session, username=who, role=role, unit_id=where)
                tokens[who] = hash_of(make.a_session(session, user, now()))
        yield People(tokens)


def opened(people: People, page: ModuleType, who: str = "manager", /, **asked: str) -> AppTest:
    app = people.open(page, who, "en", **asked)
    assert not app.exception
    assert not app.error
    return app


def column(app: AppTest, name: str) -> list[Any]:
    return list(app.dataframe[0].value[name]) if app.dataframe.len else []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", REGISTERS, ids=lambda page: page.__name__)
def test_every_register_speaks_both_languages(people: People, page: ModuleType, language: str) -> None:
    app = people.open(page, "manager", language)
    assert not app.exception
    assert app.dataframe.len == 1
    assert not KEY.findall(everything(app))


@pytest.mark.parametrize(
    ("page", "view", "name", "shown"),
    [
        (activities, "visits", "number", {"V-1", "V-2"}),
        (activities, "not_done", "number", {"V-2"}),
        (activities, "effective", "number", {"V-1"}),
        (leads, "open", "number", {"L-2"}),
        (leads, "converted", "number", {"L-1"}),
        (targets, "in_force", "target_version", {"V1", "V2"}),
        (targets, "drafts", "target_version", {"—"}),
        (forecasts, "counting", "forecast_version", {"1"}),
        (forecasts, "not_counting", "forecast_version", {"2"}),
        (price_list, "without_floor", "price", {"1,100.00"}),
        (price_list, "without_end", "price", {"1,200.00"}),
        (split_orders, "undecided", "order_count", {"2"}),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_views_pick_what_their_name_says(
    people: People, page: ModuleType, view: str, name: str, shown: set[object]
) -> None:
    declared = next(one for one in page.SCREEN.views if one.key == view)
    assert set(column(opened(people, page, **declared.asks), name)) == shown


def test_a_unit_sees_only_its_own(people: People) -> None:
    assert column(opened(people, activities, "west"), "number") == ["V-3"]
    assert column(opened(people, leads, "west"), "number") == ["L-2"]
    assert column(opened(people, split_orders, "west"), "order_count") == []
    assert set(column(opened(people, price_list, "west"), "price")) == {"1,200.00", "1,100.00"}


def test_a_target_shows_what_it_adds_to_its_unit(people: People) -> None:
    app = opened(people, targets, metric="revenue", in_force="yes")
    assert sorted(column(app, "counted")) == ["220,000.00", "300,000.00"]


def test_a_forecast_shows_what_came_of_it(people: People) -> None:
    app = opened(people, forecasts, counts="yes")
    assert (column(app, "actual"), column(app, "abs_error")) == (["160,000.00"], ["10,000.00"])


def test_an_activity_opens_with_its_dates(people: People) -> None:
    with reading(machine("test")) as session:
        key = session.scalars(select(Activity.id).where(Activity.number == "V-1")).one()
    app = opened(people, activities, id=str(key))
    assert literal("2026-04-11") in everything(app)


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if button.label == name).click()
    return app.run()


def test_a_suspicion_is_decided_by_internal_control_and_by_nobody_else(people: People) -> None:
    with reading(machine("test")) as session:
        key = session.scalars(select(SplitSuspect.id)).one()
    edit = next(one for one in opened(people, split_orders, id=str(key)).button if one.label == "Edit")
    assert edit.disabled
    app = press(people.open(split_orders, CONTROL, "en", id=str(key)), "Edit")
    typed(app, f"split-orders:{key}:form", status=SplitStatus.DISMISSED)
    press(app, "Save")
    with reading(machine("test")) as session:
        assert session.scalars(select(SplitSuspect.status)).one() is SplitStatus.DISMISSED
