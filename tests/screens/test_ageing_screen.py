"""The ageing page shows the figures of the report, and leads to the invoices behind them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.permission import machine
from domain.receivables.ageing import Bucket
from domain.receivables.ageing_report import ageing_report
from pages.business import ageing
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.screens.visitor import People
from ui import formats

DAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """Two units with open invoices; a reader of everything and one of the first unit."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("ageing")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            units = [make.a_unit(session, name_en=name) for name in ("East", "West")]
            for at, due in enumerate((date(2026, 7, 1), date(2026, 6, 1), date(2026, 1, 1), None)):
                make.an_invoice(
                    session, unit_id=units[at % 2].id, issued_on=date(2025, 12, 1), due_on=due,
                    amount=Decimal("1000.25") * (at + 1),
                )  # fmt: skip
            tokens = {}
            for role, unit in (("all", make.the_root(session)), ("east", units[0])):
                user = make.a_user(session, username=role, role="receivables", unit_id=unit.id)
                tokens[role] = hash_of(make.a_session(session, user, datetime.now(UTC)))
        yield People(tokens)


def test_the_page_shows_what_the_report_counts(people: People) -> None:
    app = people.open(ageing, "all", as_of=DAY.isoformat(), by="unit")
    assert not app.exception
    assert not app.error
    with reading(machine("test")) as session:
        report = ageing_report(session, machine("test"), DAY, "unit")
    (table,) = (one.value for one in app.dataframe if "total" in one.value.columns)
    for bucket in Bucket:
        shown = sum(Decimal(cell.replace(",", "")) for cell in table[bucket.value])
        assert shown == report.table.whole.buckets[bucket].amount
    assert f"open total: {formats.money(report.open_total)} CNY." in app.caption[0].value
    assert app.metric[2].value == "50.0%"


def test_open_invoices_without_a_due_date_are_named(people: People) -> None:
    app = people.open(ageing, "all", as_of=DAY.isoformat())
    assert "1 open invoices have no due date and stand under not due." in [c.value for c in app.caption]


def test_a_person_of_one_unit_sees_only_its_receivables(people: People) -> None:
    app = people.open(ageing, "east", as_of=DAY.isoformat(), by="unit")
    (table,) = (one.value for one in app.dataframe if "total" in one.value.columns)
    assert table["name"].tolist() == ["East"]
    assert table["total"].tolist() == ["4,001.00"]


@pytest.mark.parametrize(
    "asked", [{"as_of": "never"}, {"by": "moon"}, {"as_of": "9999-12-31"}, {"as_of": "1900-01-01"}]
)
def test_a_bent_address_never_breaks_the_page(people: People, asked: dict[str, str]) -> None:
    app = people.open(ageing, "all", **asked)
    assert not app.exception
    assert not app.error
