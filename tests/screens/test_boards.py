"""Loop, sales, receivables, customers, team: true figures, marks that narrow, to each their own rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from db.unit_of_work import reading, unit_of_work
from domain.core.permission import Permission, machine
from domain.improvement.issue_state import IssueState
from domain.organisation.person import Person
from domain.receivables.ageing_report import ageing_report
from domain.receivables.invoice import Invoice
from domain.reporting.annotation import annotate
from domain.sales.customer import Customer
from pages.business import customers as customer_list
from pages.dashboards import customers, loop, receivables, sales, team
from tests.databases import SqliteDatabases
from tests.domain.indicators.trading import invoice, refreshed
from tests.domain.reporting.waiting_room import an_issue
from tests.factories import a_customer, an_actor
from tests.screens.figures import Company, company, texts
from tests.screens.visitor import KEY, refused
from tests.statements import counted
from ui import formats
from ui.language import speaking

CHINESE = range(0x4E00, 0x9FFF)
READER = an_actor(Permission.FACTS_READ)
BOARDS = (loop, sales, receivables, customers, team)


@pytest.fixture(scope="module")
def portal(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder: Path = tmp_path_factory.mktemp("boards")
    with company(sqlite_databases, folder) as made:
        with unit_of_work(machine("test")) as session:
            seller = session.scalars(select(Person).where(Person.name == "Southerner")).one()
            seller.name_en = seller.name
            boss = session.scalars(select(Person).where(Person.name == "Boss")).one()
            east = a_customer(session, name="Beta", name_en="Beta", unit_id=made.east, region="East")
            acme = session.scalars(select(Customer).where(Customer.name == "Acme")).one()
            acme.region = "South"
            for month in (4, 5):
                invoice(
                    session, f"2026-{month:02}-07", f"2026-{month:02}-27", 250, unit_id=made.east,
                    customer_id=east.id, salesperson_id=boss.id,
                )  # fmt: skip
                invoice(
                    session, f"2026-{month:02}-07", f"2026-{month:02}-27", 40 * month, unit_id=made.south,
                    customer_id=acme.id, salesperson_id=seller.id,
                )  # fmt: skip
            an_issue(session, IssueState.IN_PROGRESS, title="Late letters", unit_id=made.south,
                     owner_id=seller.id, due_on=None)  # fmt: skip
            an_issue(session, IssueState.TRIAGED, title="Lost parcels", unit_id=made.east, owner_id=boss.id)
            refreshed(session, codes=None)
        yield made


@pytest.mark.parametrize("page", BOARDS, ids=lambda page: str(page.__name__))
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_board_opens_in_both_languages_without_a_bare_key(
    portal: Company, page: ModuleType, language: str
) -> None:
    app = portal.people.open(page, "manager", language)
    assert not app.exception
    assert not app.error
    assert not KEY.findall(texts(app))


@pytest.mark.parametrize("page", BOARDS, ids=lambda page: str(page.__name__))
def test_no_chinese_is_left_on_an_english_board(portal: Company, page: ModuleType) -> None:
    words = texts(portal.people.open(page, "manager"))
    assert not {sign for sign in words if ord(sign) in CHINESE}


@pytest.mark.parametrize("page", BOARDS, ids=lambda page: str(page.__name__))
def test_who_may_not_read_figures_sees_no_board(portal: Company, page: ModuleType) -> None:
    assert refused(portal.people.open(page, "administrator"))


@pytest.mark.parametrize("page", BOARDS, ids=lambda page: str(page.__name__))
def test_a_board_on_the_wall_has_no_buttons_to_press(portal: Company, page: ModuleType) -> None:
    app = portal.people.open(page, "manager", tv="1")
    assert not app.exception
    assert not app.selectbox


def test_sales_are_told_with_who_leads_and_how_much(portal: Company) -> None:
    words = texts(portal.people.open(sales, "manager"))
    assert "Unit: South leads with 52% of 1.6K" in words
    assert "Salesperson: Boss leads with" in words
    assert "Region: South leads with 52% of 1.6K" in words


def test_a_pressed_salesperson_narrows_the_course(portal: Company) -> None:
    with reading(machine("test")) as session:
        boss = session.scalars(select(Person.id).where(Person.name == "Boss")).one()
    everything = texts(portal.people.open(sales, "manager"))
    narrowed = texts(portal.people.open(sales, "manager", salesperson=str(boss)))
    assert "500 in twelve months" in narrowed
    assert "500 in twelve months" not in everything
    assert "Salesperson: Boss" in narrowed


def test_salespeople_are_not_ranked_for_those_who_do_not_lead_them(portal: Company) -> None:
    ranked = texts(portal.people.open(sales, "manager"))
    assert "Salesperson: Boss leads with" in ranked
    own = texts(portal.people.open(sales, "south"))
    assert "Boss" not in own
    assert "Salesperson: 200, May 2026" in own
    none = texts(portal.people.open(sales, "receivables"))
    assert "Comparing people by name is for those who lead them" in none


def test_what_is_overdue_is_told_as_of_the_end_of_the_period(portal: Company) -> None:
    may = texts(portal.people.open(receivables, "manager"))
    with reading(machine("test")) as session:
        report = ageing_report(session, READER, date(2026, 5, 31))
    with speaking("en"):
        owed = formats.short(report.table.whole.total)
    assert f"of {owed} is overdue" in may
    april = texts(portal.people.open(receivables, "manager", period="2026-04"))
    assert f"of {owed} is overdue" not in april


def test_the_south_sees_its_own_receivables_only(portal: Company) -> None:
    words = texts(portal.people.open(receivables, "south"))
    assert "1 of 1 customers owe 80%" in words
    refused_unit = portal.people.open(receivables, "south", unit=str(portal.east))
    assert refused_unit.error


def test_overdue_invoices_follow_the_pressed_customer(portal: Company) -> None:
    with reading(machine("test")) as session:
        beta = session.scalars(select(Customer.id).where(Customer.name == "Beta")).one()
        count = len(session.scalars(select(Invoice.id).where(Invoice.customer_id == beta)).all())
    assert count == 2
    words = texts(portal.people.open(receivables, "manager", customer=str(beta)))
    assert "2 overdue invoices, the oldest first" in words


def test_nonsense_in_the_address_chooses_nothing(portal: Company) -> None:
    for page in BOARDS:
        app = portal.people.open(page, "manager", customer="drop table", salesperson="x", stage="nowhere")
        assert not app.exception
        assert not app.error


def test_the_loop_lists_the_issues_of_the_pressed_mark(portal: Company) -> None:
    words = texts(portal.people.open(loop, "manager", stage="triage"))
    assert "issues of the chosen marks" in words
    everything = portal.people.open(loop, "manager")
    assert "2" in [metric.value for metric in everything.metric]
    south = portal.people.open(loop, "south")
    assert "1" in [metric.value for metric in south.metric]


def test_customers_are_counted_with_what_they_owe_late(portal: Company) -> None:
    words = texts(portal.people.open(customers, "manager"))
    assert "2 of 2 customers are overdue" in words
    assert "2 customers buy" in words


def test_a_customer_has_its_whole_picture_on_its_page(portal: Company) -> None:
    with reading(machine("test")) as session:
        acme = session.scalars(select(Customer.id).where(Customer.name == "Acme")).one()
    words = texts(portal.people.open(customer_list, "manager", id=str(acme)))
    assert "The whole picture" in words
    assert "no limit in force" in words
    assert "Days to pay" in words
    assert not KEY.findall(words)


def test_a_team_shows_its_people_to_those_who_lead_them_and_oneself_to_others(portal: Company) -> None:
    boss = texts(portal.people.open(team, "boss", unit=str(portal.south)))
    assert "1 people, who sold most first" in boss
    assert "Nothing is open for anybody here." in boss
    own = texts(portal.people.open(team, "south"))
    assert "You see your own line only" in own
    stranger = texts(portal.people.open(team, "internal_control", unit=str(portal.south)))
    assert "0 people, who sold most first" in stranger


def test_figures_of_a_team_are_not_kept_for_somebody_else(portal: Company) -> None:
    first = texts(portal.people.open(team, "receivables"))
    second = texts(portal.people.open(team, "south"))
    assert first != second


@pytest.mark.parametrize("page", BOARDS, ids=lambda page: str(page.__name__))
def test_a_board_looked_at_again_asks_the_database_next_to_nothing(portal: Company, page: ModuleType) -> None:
    portal.people.open(page, "manager")
    with counted() as sent:
        portal.people.open(page, "manager")
    assert len(sent) <= 12


@pytest.mark.parametrize(("page", "code"), [(sales, "K01"), (receivables, "K30")])
def test_notes_on_an_indicator_are_numbered_in_the_trend_of_its_board(
    portal: Company, page: ModuleType, code: str
) -> None:
    writer = an_actor(Permission.INDICATORS_ANNOTATE)
    with unit_of_work(writer) as session:
        for month, text in ((202605, "Fair in May"), (202604, "New owner"), (202604, "New prices")):
            annotate(session, writer, code, portal.root, month, text)
    words = texts(portal.people.open(page, "manager"))
    assert "**1** Apr 2026 New owner; New prices" in words
    assert "**2** May 2026 Fair in May" in words
