"""`neikong indicators`: through the command line as people type it."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.unit_of_work import unit_of_work
from tests.databases import SqliteDatabases, using
from tests.domain.indicators.trading import install, invoice, pay
from tests.factories import a_customer, a_person, a_unit, an_actor
from tests.gateway.command import Neikong

DOCUMENT = Path(__file__).parents[2] / "docs" / "indicators.md"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def neikong(neikong: Neikong, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`neikong indicators ...` in English: exit code, output, errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        done = neikong("indicators", *arguments)
        return done.code, done.out, done.error

    return run


@pytest.fixture(scope="module", autouse=True)
def _company(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with sqlite_databases.ready(tmp_path_factory.mktemp("cli")) as address, using(address):
        with unit_of_work(an_actor()) as session:
            _trade(session)
        yield


def _trade(session: Session) -> None:
    install(session)
    south = a_unit(session, code="SOUTH", name_zh="华南", name_en="South")
    seller = a_person(session, number="P-1", name="刘洋")
    twins = [a_customer(session, number=number, name="同名").id for number in ("C-1", "C-2")]
    for month in range(1, 7):
        claim = invoice(
            session, f"2025-{month:02}-05", f"2025-{month:02}-25", "100.1", unit_id=south.id,
            salesperson_id=seller.id, customer_id=twins[month % 2],
        )  # fmt: skip
        pay(session, claim, f"2025-{month:02}-28", "33.4")
    invoice(session, "2025-06-07", "2025-06-25", 7)


def shown(run: Run, *arguments: str) -> list[dict[str, Any]]:
    code, out, error = run("show", *arguments, "--json")
    assert (code, error) == (0, "")
    rows: list[dict[str, Any]] = json.loads(out)
    return rows


def test_refresh_tells_what_it_wrote_and_a_second_one_writes_nothing(neikong: Run) -> None:
    code, out, _ = neikong("refresh", "--json")
    first = json.loads(out)
    assert (code, first["errors"]) == (0, {})
    assert first["readings_written"] > 100
    _, out, _ = neikong("refresh", "--json")
    assert json.loads(out)["readings_written"] == 0
    code, out, _ = neikong("refresh", "--full", "--code", "K30")
    assert (code, out) == (0, "0 figures written, 0 removed; 0 alerts opened, 0 recovered.\n")


def test_list_names_every_indicator(neikong: Run) -> None:
    _, out, _ = neikong("list", "--json")
    (dso,) = (row for row in json.loads(out) if row["code"] == "K30")
    assert (dso["name_zh"], dso["grain"], dso["unit"]) == ("应收账款周转天数（DSO）", "month", "days")
    code, out, _ = neikong("list")
    assert (code, "Days sales outstanding" in out) == (0, True)


def test_show_gives_exact_decimals_as_text(neikong: Run) -> None:
    (quarter,) = (row for row in shown(neikong, "K30", "--grain", "quarter") if row["period"] == "2025Q2")
    assert (quarter["numerator"], quarter["denominator"]) == ("407.2", "307.3")
    assert Decimal(quarter["value"]) == (Decimal("407.2") * 91 / Decimal("307.3")).quantize(Decimal("1e-10"))
    assert {"period", "value", "numerator", "denominator", "status", "reason", "coverage"} <= quarter.keys()


def test_show_is_limited_to_the_periods_that_were_asked_for(neikong: Run) -> None:
    rows = shown(neikong, "K01", "--from", "2025-02-14", "--to", "2025-03-01")
    assert [row["period"] for row in rows] == ["2025-02", "2025-03"]


@pytest.mark.parametrize("name", ["SOUTH", "华南", "South"])
def test_a_unit_is_named_by_code_or_name(neikong: Run, name: str) -> None:
    assert shown(neikong, "K01", "--unit", name, "--to", "2025-06-30")[-1]["value"] == "100.1"
    assert shown(neikong, "K01", "--to", "2025-06-30")[-1]["value"] == "107.1"


def test_a_breakdown_names_its_members(neikong: Run) -> None:
    rows = shown(neikong, "K01", "--by", "salesperson", "--from", "2025-06-01")
    assert {(row["member"], row["name"], row["value"]) for row in rows} == {
        ("P-1", "刘洋", "100.1"),
        (None, None, "7"),
    }
    by_unit = shown(neikong, "K01", "--by", "unit", "--from", "2025-06-01")
    assert {(row["member"], row["value"]) for row in by_unit} == {("SOUTH", "100.1"), ("ROOT", "7")}


def test_one_member_alone_is_shown_like_the_whole(neikong: Run) -> None:
    rows = shown(neikong, "K32", "--salesperson", "刘洋", "--from", "2025-06-01")
    assert [(row["numerator"], row["denominator"], "member" in row) for row in rows] == [
        ("33.4", "100.1", False)
    ]


def test_without_facts_the_answer_is_no_data_and_why(neikong: Run) -> None:
    (row,) = shown(neikong, "K26", "--to", "2025-06-30")
    assert (row["period"], row["value"], row["status"]) == ("2025-06", None, "no_data")
    assert row["reason"] == "no facts imported: Order line"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("K99",), "There is no indicator K99."),
        (("K01", "--unit", "NORTH"), "No Unit is called NORTH."),
        (("K01", "--customer", "同名"), "2 records are called 同名. Use the code: C-1, C-2."),
        (("K01", "--by", "product"), "K01 cannot be broken down by"),
    ],
)
def test_a_question_that_has_no_answer_is_refused_with_exit_code_1(
    neikong: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    code, out, error = neikong("show", *arguments, "--json")
    assert (code, out) == (1, "")
    assert complaint in error


@pytest.mark.parametrize(
    "arguments",
    [("K01", "--grain", "week"), ("K01", "--by", "colour"), ("K01", "--from", "yesterday"), ()],
)
def test_wrong_usage_has_exit_code_2(neikong: Run, arguments: tuple[str, ...]) -> None:
    code, _, error = neikong("show", *arguments)
    assert (code, bool(error)) == (2, True)


def test_the_document_names_what_is_in_force(neikong: Run) -> None:
    code, out, _ = neikong("document")
    assert (code, out.startswith("# 指标 Indicators"), "K30" in out) == (0, True, True)
    assert neikong("document", "--shipped")[1] == DOCUMENT.read_text(encoding="utf-8")


def test_people_get_a_table(neikong: Run) -> None:
    _, out, _ = neikong("show", "K01", "--from", "2025-06-01")
    header, row = out.splitlines()
    assert header.split()[:2] == ["period", "value"]
    assert row.split()[:2] == ["2025-06", "107.1"]
