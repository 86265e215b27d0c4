"""The indicator builder on screen: a measure, an indicator over it, its back-test, its approval."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.permission import machine
from domain.indicators.custom_measure import CustomMeasure
from domain.indicators.indicator import Indicator
from domain.indicators.indicator_version import IndicatorVersion, VersionState
from pages.settings import indicator_builder
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.indicators.own_fields import a_choice
from tests.domain.indicators.trading import invoice
from tests.screens.visitor import People, everything

NOW = machine("test")


@pytest.fixture
def people(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[People]:
    """Internal control, who defines, and a manager, who approves; three invoices with a risk of their own."""
    with sqlite_databases.ready(tmp_path) as url, using(url), unit_of_work(make.an_actor()) as session:
        make.the_root(session)
        a_choice(session, "Invoice")
        for month, risk in ((1, "high"), (1, "low"), (2, "high")):
            invoice(session, f"2026-{month:02}-05", None, 100, custom={"risk": risk})
        tokens = {}
        for role in ("internal_control", "manager"):
            person = make.a_person(session)
            user = make.a_user(session, role=role, person_id=person.id)
            tokens[role] = hash_of(make.a_session(session, user, datetime.now(UTC)))
        session.commit()
        yield People(tokens)


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key ends so."""
    next(one for one in app.button if str(one.key).endswith(key)).click()
    app.run()
    assert not app.exception
    return app


def write(app: AppTest, **texts: str) -> None:
    """Type into fields, by the end of their keys."""
    for name, text in texts.items():
        fields = (*app.text_input, *app.text_area)
        next(one for one in fields if str(one.key).endswith(f":{name}")).set_value(text)
    app.run()
    assert not app.exception


def choose(app: AppTest, name: str, value: str) -> None:
    """Choose from a list, by a part of its key."""
    next(one for one in app.selectbox if name in str(one.key)).set_value(value)
    app.run()
    assert not app.exception


def test_a_measure_with_a_field_of_our_own_becomes_an_indicator_that_somebody_else_approves(
    people: People,
) -> None:
    form = people.open(indicator_builder, "internal_control", "en", new_measure="1")
    write(form, code="risky", name_zh="高风险发票", name_en="Risky invoices")
    press(form, ":when:add")
    choose(form, ":field", "custom.risk")
    next(one for one in form.multiselect if ":value:" in str(one.key)).set_value(["high"])
    form.run()
    press(form, ":keep")
    with reading(NOW) as session:
        kept = session.scalars(select(CustomMeasure)).one()
        assert kept.rules.items[0].values == ("high",)

    form = people.open(indicator_builder, "internal_control", "en", new="1")
    write(form, code="C01", name_zh="高风险发票数", name_en="Risky invoices", numerator="riskyy")
    assert "riskyy at position 1" in everything(form)
    write(form, numerator="risky")
    choose(form, "amber:against", "fixed")
    choose(form, "red:against", "fixed")
    choose(form, ":direction", "LB")
    write(form, **{"amber:number:fixed": "1", "red:number:fixed": "3"})
    press(form, ":propose:go")

    seen = people.open(indicator_builder, "manager", "zh_CN", code="C01")
    press(seen, ":past:go")
    assert "升至超限的预警" in everything(seen)
    press(seen, ":approve")
    with reading(NOW) as session:
        version = session.scalars(select(IndicatorVersion)).one()
        assert (version.state, version.amber, version.red) == (VersionState.APPROVED, "1", "3")
        assert session.get_one(Indicator, version.indicator_id).is_active


def test_who_only_approves_changes_nothing_by_hand(people: People) -> None:
    page = people.open(indicator_builder, "manager", "en")
    assert not page.exception
    assert not [one for one in page.button if str(one.key).endswith((":new", ":new_measure"))]
