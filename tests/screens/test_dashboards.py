"""Cockpit and indicators: true figures, an address that reopens the view, few questions to the database."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.core.journal import JournalEntry
from domain.core.period import Grain, Period
from domain.core.permission import machine
from domain.indicators.catalogue import shipped
from domain.indicators.records_behind import Side
from domain.reporting.cockpit import changed
from domain.reporting.indicator_view import Question, indicator_view
from domain.reporting.standing import standings
from pages.dashboards import cockpit, indicators
from tests.databases import SqliteDatabases
from tests.domain.indicators.trading import invoice, reading_of
from tests.factories import an_actor
from tests.screens.figures import NOON, Company, company, texts
from tests.screens.visitor import KEY, everything, refused
from tests.statements import counted
from ui import formats
from ui.indicators.asked_records import AskedRecords
from ui.indicators.records_export import export_records
from ui.indicators.wording import figure
from ui.language import speaking

CHINESE = range(0x4E00, 0x9FFF)


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder: Path = tmp_path_factory.mktemp("dashboards")
    with company(sqlite_databases, folder) as made:
        yield made


def said(app: AppTest) -> str:
    """What a person reads: texts, captions, figures."""
    shown = [*app.markdown, *app.caption, *app.title, *app.subheader]
    words = [*(str(one.value) for one in shown), *(str(link.value) for link in app.page_link)]
    return "\n".join([*words, *(f"{m.value} {m.delta}" for m in app.metric)])


def past_due(unit: int, period: str) -> str:
    with reading(machine("test")) as session:
        return formats.percent(reading_of(session, "K36", period, unit).value)


def test_the_cockpit_shows_eight_figures_with_their_status_in_words(portal: Company) -> None:
    app = portal.people.open(cockpit, "manager")
    assert not app.exception
    assert len(app.metric) == 8
    assert past_due(portal.root, "2026-05") in [metric.value for metric in app.metric]
    words = everything(app)
    assert "■ Off track" in words
    assert "● On track" in words


def test_the_counts_of_each_status_lead_to_the_indicators(portal: Company) -> None:
    app = portal.people.enter("manager", "en")
    app.switch_page("pages/dashboards/cockpit.py").run()
    assert not app.exception
    words = texts(app)
    red = len(portal.people.open(indicators, "manager", "en", status="red").metric)
    assert f"■ Off track {red}" in words
    assert "status=red" in words


def test_it_begins_with_the_last_month_that_is_over(portal: Company) -> None:
    app = portal.people.open(cockpit, "manager")
    assert app.session_state["cockpit:period"].key == 202605


def test_an_address_reopens_unit_month_and_comparison(portal: Company) -> None:
    asked = {"unit": str(portal.south), "period": "2026-03", "against": "year_ago"}
    app = portal.people.open(cockpit, "manager", "en", **asked)
    assert app.selectbox(key="cockpit:unit").value == portal.south
    assert app.session_state["cockpit:period"].key == 202603
    assert past_due(portal.south, "2026-03") in [metric.value for metric in app.metric]
    assert all(not metric.delta for metric in app.metric)  # nothing is known of a year ago


def test_choosing_a_month_writes_it_into_the_address_and_the_usual_one_out_of_it(portal: Company) -> None:
    app = portal.people.open(cockpit, "manager", "zh_CN")
    app.selectbox(key="cockpit:period").set_value(Period.parse("2026-04")).run()
    assert app.query_params["period"] == "2026-04"
    assert past_due(portal.root, "2026-04") in [metric.value for metric in app.metric]
    app.button(key="cockpit:step:1").click().run()
    assert "period" not in app.query_params
    assert past_due(portal.root, "2026-05") in [metric.value for metric in app.metric]


@pytest.mark.parametrize("period", ["next week", "1999-01", "2026-13"])
def test_a_month_that_makes_no_sense_shows_a_month_that_does(portal: Company, period: str) -> None:
    app = portal.people.open(cockpit, "manager", "en", period=period)
    assert not app.error
    assert len(app.metric) == 8


def test_the_units_of_others_are_not_there(portal: Company) -> None:
    app = portal.people.open(cockpit, "south")
    assert not [box for box in app.selectbox if box.key == "cockpit:unit"]
    assert past_due(portal.south, "2026-05") in [metric.value for metric in app.metric]
    assert refused(portal.people.open(cockpit, "south", "en", unit=str(portal.east)))
    assert refused(portal.people.open(indicators, "south", "en", code="K36", unit=str(portal.east)))


def test_a_view_of_the_company_shows_somebody_of_one_unit_their_own(portal: Company) -> None:
    app = portal.people.open(indicators, "south", "en", code="K36", unit=str(portal.root), period="2026-05")
    assert past_due(portal.south, "2026-05") in [metric.value for metric in app.metric]
    assert "South" in said(app)


def test_what_changed_and_what_waits_is_told(portal: Company) -> None:
    with reading(machine("test")) as session:
        month, moved = next(
            (month, found)
            for month in (202602, 202603, 202604, 202605)
            if (found := changed(standings(session, portal.root, month)))
        )
    asked = {"period": Period.of(month, Grain.MONTH).label, "unit": str(portal.root)}
    app = portal.people.open(cockpit, "manager", "en", **asked)
    for one in moved:
        was, now = (
            figure(f.value if f else None, one.profile.indicator) for f in (one.previous, one.current)
        )
        assert f"{was} → **{now}**" in said(app).replace("\\", "")
    assert "Red alerts without an answer" in said(app)


@pytest.mark.parametrize("page", [cockpit, indicators])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_pages_with_figures_speak_one_language(portal: Company, page: ModuleType, language: str) -> None:
    for asked in ({}, {"code": "K30"}, {"view": "table"}, {"code": "K36", "records": "numerator"}):
        app = portal.people.open(page, "manager", language, **asked)
        assert not app.exception
        text = texts(app)
        assert not KEY.findall(text), asked
        if language == "en":
            assert not {sign for sign in text.replace("中文", "") if ord(sign) in CHINESE}, asked


def test_every_indicator_is_listed_and_may_be_narrowed_by_status_and_kind(portal: Company) -> None:
    every = len(portal.people.open(indicators, "manager").metric)
    assert every == len(list(shipped()))
    red = portal.people.open(indicators, "manager", "en", status="red", unit=str(portal.south))
    assert 0 < len(red.metric) < every
    risks = portal.people.open(indicators, "manager", "en", kind="KRI")
    kpis = portal.people.open(indicators, "manager", "en", kind="KPI")
    assert len(risks.metric) + len(kpis.metric) == every
    both = portal.people.open(indicators, "manager", "en", kind="KRI", status="red")
    assert len(both.metric) <= min(len(risks.metric), len(red.metric) + every)


def test_the_table_has_the_same_indicators(portal: Company) -> None:
    app = portal.people.open(indicators, "manager", "en", view="table")
    table = app.dataframe[0].value
    assert len(table) == len(list(shipped()))
    shown = dict(zip(table["Code"], table["Value"], strict=True))
    assert shown["K36"] == past_due(portal.root, "2026-05")


def test_a_link_by_identity_opens_the_same_indicator_as_one_by_code(portal: Company) -> None:
    with reading(machine("test")) as session:
        key = reading_of(session, "K36", "2026-05").indicator_id
    one = portal.people.open(indicators, "manager", "en", id=str(key))
    assert [title.value.replace("\\", "") for title in one.title] == ["Past-due ratio"]
    assert refused(portal.people.open(indicators, "manager", "en", id="999"))
    assert refused(portal.people.open(indicators, "manager", "en", code="K99"))


def test_the_page_of_an_indicator_shows_its_numbers_and_what_they_are_made_of(portal: Company) -> None:
    app = portal.people.open(indicators, "manager", "en", code="K36", unit=str(portal.south))
    with reading(machine("test")) as session:
        kept = reading_of(session, "K36", "2026-05", portal.south)
    assert app.metric[0].value == formats.percent(kept.value)
    above, below = (app.button(key=f"records-{side}").label for side in ("numerator", "denominator"))
    assert (above, below) == (formats.money(kept.numerator), formats.money(kept.denominator))
    assert "Overdue receivables" in said(app)


def test_a_number_opens_its_records_down_to_file_and_row_and_they_add_up(portal: Company) -> None:
    app = portal.people.open(indicators, "manager", "zh_CN", code="K36", unit=str(portal.south))
    app.button(key="records-numerator").click().run()
    assert app.query_params["records"] == "numerator"
    rows = next(table.value for table in app.dataframe if "来源文件" in table.value)
    total = app.button(key="records-numerator").label
    assert f"合计 {total}，与上方数值一致" in said(app).replace("\\", "")
    assert len(rows) == 18
    assert set(rows["来源文件"]) == {"ledger.csv"}
    assert {int(row) for row in rows["行号"]} == {10 * m + n for m in (3, 4, 5) for n in range(6)}
    assert set(rows["客户"]) == {"Acme"}


def test_all_records_of_a_number_come_as_a_file_and_the_journal_knows(portal: Company) -> None:
    reader = an_actor(name="Reader")
    with unit_of_work(reader) as session, speaking("en"):
        asked = Question("K36", portal.south, 202605, 202605)
        view = indicator_view(session, reader, asked, NOON.date())
        wanted = AskedRecords(Side.NUMERATOR, None, None, 1)
        made = export_records(session, reader, view, portal.south, wanted, True)
        total = reading_of(session, "K36", "2026-05", portal.south).numerator
    with reading(machine("test")) as session:
        kept = session.scalars(select(JournalEntry).where(JournalEntry.action == "exported")).all()
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
    assert len(rows) == 18
    assert sum(Decimal(row["Adds"]) for row in rows) == total
    assert {row["File"] for row in rows} == {"ledger.csv"}
    assert [entry.changes["rows"] for entry in kept] == [18]


def test_records_are_closed_to_those_who_may_not_read_facts(portal: Company) -> None:
    assert refused(portal.people.open(indicators, "administrator", "en", code="K36", records="numerator"))


def test_another_grain_and_breakdown_stand_in_the_address(portal: Company) -> None:
    asked = {"code": "K36", "grain": "quarter", "period": "2026-03", "by": "customer"}
    app = portal.people.open(indicators, "manager", "en", **asked)
    assert "Q1 2026" in [metric.label for metric in app.metric]
    assert "by customer, Q1 2026" in said(app)


def test_the_formula_reads_as_words_in_both_languages(portal: Company) -> None:
    english = everything(portal.people.open(indicators, "manager", "en", code="K30"))
    chinese = everything(portal.people.open(indicators, "manager", "zh_CN", code="K30"))
    assert "of the last 3 months" in english
    assert "近 3 个月开票金额" in chinese


@pytest.mark.parametrize("asked", [{}, {"code": "K36", "records": "numerator", "by": "customer"}])
def test_a_page_asks_the_database_a_bounded_number_of_questions(
    portal: Company, asked: dict[str, str]
) -> None:
    page = indicators if asked else cockpit
    portal.people.open(page, "manager", "en", **asked)
    with counted() as sent:
        portal.people.open(page, "manager", "en", **asked)
    assert len(sent) <= 90, "\n".join(sent)


def test_figures_that_lack_new_facts_say_so_and_may_be_computed_by_who_may(portal: Company) -> None:
    with unit_of_work(machine("test")) as session:
        invoice(session, "2026-05-20", "2026-06-20", 1, unit_id=portal.east)
    reader = portal.people.open(cockpit, "manager")
    assert "New facts are not in the figures yet" in everything(reader)
    assert not [button for button in reader.button if button.key == "refresh-figures"]
    control = portal.people.open(cockpit, "internal_control", "zh_CN")
    control.button(key="refresh-figures").click().run()
    assert not control.exception
    assert "有新数据尚未计入指标" not in everything(control)


def test_a_note_is_pinned_on_the_page_of_an_indicator_and_numbered_in_its_course(portal: Company) -> None:
    asked = {"code": "K36", "unit": str(portal.south), "period": "2026-04"}
    app = portal.people.open(indicators, "manager", "zh_CN", **asked)
    app.text_input(key="indicator:new-note").set_value("The owner fell ill")
    app.button(key="indicator:new-note:go").click().run()
    assert not app.exception
    assert "**1** 2026年4月 The owner fell ill" in said(app)
    reader = portal.people.open(indicators, "internal_audit", "zh_CN", **asked)
    assert "**1** 2026年4月 The owner fell ill" in said(reader)
    assert not reader.text_input
    taken = next(one for one in app.button if (one.key or "").startswith("indicator:note:"))
    taken.click().run()
    assert "fell ill" not in said(app)
