"""Screens about rewards: a run explained, proposals by the rules, paths with reasons, one's own bonus."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from domain.access.user import User
from domain.core.journal import JournalEntry
from domain.core.permission import Actor, Permission, machine
from domain.organisation.person import Person
from domain.organisation.post import Post
from domain.rewards.bonus_base import BonusBase
from domain.rewards.bonus_line import BonusLine
from domain.rewards.bonus_run import BonusRun
from domain.rewards.bonus_run_state import BonusRunState
from domain.rewards.career_level import CareerLevel
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_rule import UseRule
from domain.rewards.use_state import UseKind
from pages.people import (
    bonus_bases,
    bonus_lines,
    bonus_runs,
    bonus_schemes,
    career_levels,
    career_placements,
    my_development,
    promotions,
    use_rules,
    uses_of_results,
)
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.rewards.rewarded import Rewarded
from tests.screens.conftest import signed_in
from tests.screens.visitor import People
from ui.lists.files import Format
from ui.rewards.payroll import payroll_file
from ui.shell import may_open


@pytest.fixture(scope="module")
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """HR, finance, the manager and Ann, who sells; a calculated run and a rule."""
    folder: Path = tmp_path_factory.mktemp("rewards")
    with sqlite_databases.ready(folder) as url, using(url):
        with unit_of_work(make.an_actor()) as session:
            company = Rewarded(session)
            fill(session, company)
        with unit_of_work(machine("test")) as session:
            roles = {"hr": company.hana, "receivables": company.finn, "manager": company.gao}
            tokens = {role: signed_in(session, role) for role in (*roles, "sales")}
            for role, person in (*roles.items(), ("sales", company.ann)):
                user = session.scalars(select(User).where(User.username == role)).one()
                user.person_id = person.id
        yield People(tokens)


def fill(session: Session, company: Rewarded) -> None:
    scheme = company.a_scheme(name_en="Bonus of sales")
    company.ann.name = "=Ann"  # a spreadsheet would take it for a formula
    post = make.added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    company.ann.post_id, company.ann.joined_on = post.id, date(2020, 1, 1)
    for place, name in ((1, "Junior"), (2, "Senior")):
        level = CareerLevel(
            code=f"S{place}", track="sales", position=place, name_zh=name, name_en=name,
            post_id=post.id if place == 1 else None,
        )  # fmt: skip
        make.added(session, level)
    company.a_result(company.ann, "C")
    company.a_base(scheme, company.ann)
    company.take("calculate", company.a_run(scheme), company.hr)
    rule = UseRule(code="PLAN-C", name_zh="改进", name_en="Plan", kind=UseKind.IMPROVEMENT_PLAN, grades="C")
    make.added(session, rule)


def words(app: AppTest) -> str:
    """What can be read, without the signs that keep words from being Markdown."""
    return " ".join(str(one.value) for one in (*app.markdown, *app.caption, *app.metric)).replace("\\", "")


def test_a_run_shows_totals_the_proof_and_each_step_of_the_calculation(people: People) -> None:
    app = people.open(bonus_runs, "hr", "en", id="1")
    assert not app.exception
    assert [one.value for one in app.metric][:3] == ["4,800.00", "6,000.00", "1,200.00"]
    assert "identical" in words(app)
    assert "coefficient 0.6" in words(app)


def test_whoever_calculated_finds_the_check_closed_and_finance_finds_it_open(people: People) -> None:
    for role, closed in (("hr", True), ("receivables", False)):
        app = people.open(bonus_runs, role, "en", id="1")
        (check,) = (one for one in app.button if one.label == "Check")
        assert check.disabled is closed


def test_a_changed_input_is_told_on_the_page(people: People) -> None:
    with unit_of_work(make.an_actor()) as session:
        session.scalars(select(BonusBase)).one().amount = Decimal(11_000)
    app = people.open(bonus_runs, "receivables", "en", id="1")
    assert "Inputs changed since: 1" in words(app)
    assert app.metric[1].value == "6,000.00"


def test_rules_are_applied_once_and_others_decide(people: People) -> None:
    app = people.open(use_rules, "hr", "en")
    for _ in range(2):
        app.button(key="use-rules:propose").click().run()
        assert not app.exception
    with unit_of_work(make.an_actor()) as session:
        (use,) = session.scalars(select(UseOfResult)).all()
    page = people.open(uses_of_results, "hr", "en", id=str(use.id))
    assert {one.label: one.disabled for one in page.button}["Check"]
    assert "Grade C in q1-2026 (70 points)." in words(page)


def test_the_list_of_promotions_gives_the_reasons(people: People) -> None:
    app = people.open(promotions, "manager", "en")
    assert not app.exception
    said = words(app)
    assert "Senior" in said
    assert app.metric[2].value == "1"
    assert "Recent grades" in said
    assert "Time in the level" in said


def test_payroll_gets_the_approved_run_with_harmless_cells_and_the_journal_knows(people: People) -> None:
    hana, finn, gao = (_actor(one) for one in ("hana", "finn", "gao"))
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    with unit_of_work(make.an_actor()) as session:
        run = session.scalars(select(BonusRun)).one()
        for step, actor in (("check", finn), ("approve", gao)):
            run.workflow.take(step, run, actor, moment)
    sheet = payroll_file(hana, "en", 1, Format.CSV).decode("utf-8-sig")
    assert "'=Ann" in sheet
    assert "4800.00" in sheet
    with ZipFile(io.BytesIO(payroll_file(hana, "zh_CN", 1, Format.XLSX))) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    with unit_of_work(make.an_actor()) as session:
        assert session.scalars(select(BonusRun.state)).one() is BonusRunState.EXPORTED
        taken = session.scalars(select(JournalEntry).where(JournalEntry.action == "exported")).all()
        assert len(taken) == 2


def _actor(name: str) -> Actor:
    with unit_of_work(make.an_actor()) as session:
        key = session.scalars(select(Person.id).where(Person.name == name)).one()
    return make.an_actor(*Permission, name=name, person_id=key)


def test_ann_sees_her_own_bonus_once_it_is_approved_and_no_run(people: People) -> None:
    app = people.open(bonus_lines, "sales", "en", id="1")
    assert not app.exception
    assert "coefficient 0.6" in words(app)
    refused = people.open(bonus_runs, "sales", "en", id="1")
    assert [one.value for one in refused.error] == ["There is no such record, or you may not see it."]
    with unit_of_work(make.an_actor()) as session:
        assert session.scalars(select(BonusLine.open_since)).one() is not None


def test_anns_own_page_shows_her_path_and_her_bonus_with_its_derivation(people: People) -> None:
    app = people.open(my_development, "sales", "en")
    assert not app.exception
    said = words(app)
    assert "Next: Senior" in said
    assert "Recent grades" in said
    assert "6,000.00, rounded to the cent" in said


def test_lists_about_rewards_stand_in_the_menu_of_those_who_work_on_them_only() -> None:
    lists = (bonus_runs, bonus_lines, bonus_schemes, bonus_bases)
    people_lists = (uses_of_results, use_rules, career_placements)
    for right, both, later in (
        (Permission.REWARDS_CHECK, True, True), (Permission.ASSESSMENTS_RATE, False, True),
        (Permission.ASSESSMENTS_READ, False, False),
    ):  # fmt: skip
        actor = make.an_actor(Permission.REWARDS_READ, right)
        assert {one.SCREEN.stands_in_menu(actor) for one in lists} == {both}
        assert {one.SCREEN.stands_in_menu(actor) for one in people_lists} == {later}
        assert career_levels.SCREEN.stands_in_menu(actor)
        assert all(may_open(actor, one.SCREEN) for one in (*lists, *people_lists))


def test_the_path_tells_the_band_only_where_the_company_says_so(people: People) -> None:
    with unit_of_work(make.an_actor()) as session:
        senior = session.scalars(select(CareerLevel).where(CareerLevel.code == "S2")).one()
        senior.pay_min, senior.pay_max = Decimal(15_000), Decimal(22_000)
        key = senior.id
    page = people.open(career_levels, "sales", "en", id=str(key))
    assert "22,000" not in words(people.open(my_development, "sales", "en")) + words(page)
    assert "22,000" in words(people.open(career_levels, "hr", "en", id=str(key)))
    with unit_of_work(make.an_actor()) as session:
        session.get_one(CareerLevel, key).band_shown = True
    assert "Pay band of that level: 15,000" in words(people.open(my_development, "sales", "en"))
