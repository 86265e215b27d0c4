"""A committee configures its portal by clicks, takes the configuration along, and finds it the same there."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import LANGUAGES
from db.unit_of_work import carry_out, reading, unit_of_work
from domain.access.first_start import first_start
from domain.core.clock import now, today
from domain.core.custom_field import CustomKind
from domain.core.period import add_months, first_day_of, month_of
from domain.core.permission import machine
from domain.improvement.issue_state import IssueState
from domain.improvement.raise_issue import Report, raise_issue
from domain.indicators.custom_measure import Aggregate
from domain.indicators.indicator import Indicator, Measured
from domain.indicators.reading import Reading
from domain.indicators.status import Direction
from domain.organisation.unit import Unit
from domain.oversight.security_incident import SecurityIncident
from domain.reporting.board_card import CardKind
from domain.reporting.bring_up_to_date import bring_up_to_date
from domain.transfer.make_pack import make_pack
from domain.transfer.pack import Item, read
from tests.browser.loop_company import actor
from tests.browser.walk import PATIENCE, Walk, signed_in
from tests.databases import SqliteDatabases, using
from tests.factories import a_grant, a_person, a_unit, a_user, added, an_actor
from tests.portal import Portal, serving
from ui.indicators.builder.threshold_text import Against

USUAL = 5_000
PEOPLE = {
    "lu": ("internal_control", "committee_secretary"),
    "shen": ("committee_chair",),
    "xu": ("committee_secretary",),
    "mei": ("receivables",),
}
"""Lu configures, Shen decides, Xu does the daily work, Mei reported an issue."""
MONTHS, HOURS = 15, Decimal(10_000)
"""An hour as numbers of an organisation's own are kept."""
AMBER, RED = "20", "25"
KINDS = (
    "CustomField", "CustomMeasure", "Indicator", "IndicatorVersion", "BoardDefinition", "ApprovalRoute",
    "RouteVersion",
)  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """Two portals of the same people: one is configured, the other is empty."""

    home: Portal
    away: Portal
    browser: Browser
    language: str

    def desk(self, username: str, portal: Portal | None = None) -> AbstractContextManager[Walk]:
        """Somebody's browser."""
        return signed_in(self.browser, portal or self.home, username, self.language, now())


@pytest.fixture(params=LANGUAGES)
def stage(
    request: pytest.FixtureRequest, sqlite_databases: SqliteDatabases, tmp_path: Path, browser: Browser
) -> Iterator[Stage]:
    """Both portals, once in each language."""
    expect.set_options(timeout=PATIENCE)
    with ExitStack() as stack:
        portals = []
        for name in ("home", "away"):
            url = stack.enter_context(sqlite_databases.ready(tmp_path))
            with using(url):
                carry_out(an_actor(), settle_in)
            folder = tmp_path / name
            folder.mkdir()
            portals.append(stack.enter_context(serving(url, folder)))
        home, away = portals
        yield Stage(home, away, browser, request.param)
    expect.set_options(timeout=USUAL)


def settle_in(session: Session) -> None:
    first_start(session, "示例公司", "Sample Company")
    a_unit(session, code="EAST", name_zh="华东", name_en="East")
    for username, roles in PEOPLE.items():
        person = a_person(session, number=username, name=username.title(), name_en=username.title())
        user = a_user(session, username=username, person_id=person.id)
        for role in roles:
            a_grant(session, user, role)


def test_a_portal_is_configured_without_code_and_its_configuration_moves(
    stage: Stage, tmp_path: Path
) -> None:
    with stage.desk("lu") as lu, stage.desk("shen") as shen:
        add_a_field(lu)
        facts_arrive(stage.home)
        use_it_in_a_form_and_a_filter(lu)
        build_a_measure(lu)
        build_an_indicator(lu)
        approve_the_indicator(shen)
        compute(stage.home)
        build_a_board(lu)
        draft_a_route(lu)
        put_the_route_in_force(shen)
        see_the_route_applied(stage, shen)
        pack = take_along(lu, tmp_path)
    bring_in(stage, pack)
    assert configuration(stage.away) == configuration(stage.home)
    assert readings(stage.away) == readings(stage.home) != []


def add_a_field(lu: Walk) -> None:
    form = "custom_fields:new:form"
    lu.go("custom_fields?id=new")
    lu.picks(f"{form}:entity", lu.said("entity.SecurityIncident"))
    lu.picks(f"{form}:kind", lu.said_of(CustomKind.NUMBER))
    lu.writes(form, key="hours_lost", name_zh="停机小时", name_en="Hours lost")
    lu.does(lu.page.get_by_role("button", name=lu.said("Save"), exact=True).click)
    expect(lu.page.get_by_role("heading", name=of(lu, "停机小时", "Hours lost"))).to_be_visible()


def facts_arrive(portal: Portal, *, typed: bool = False) -> None:
    """Two incidents a month; the later, the more hours they cost. `typed`: also the one of the form."""
    with using(portal.database_url), unit_of_work(machine("test")) as session:
        units = session.scalars(select(Unit.id).order_by(Unit.id)).all()
        for back in range(MONTHS, 1, -1):
            for unit in units:
                an_incident(session, unit, back, MONTHS - back + unit)
        if typed:
            an_incident(session, units[-1], 1, 6)


def an_incident(session: Session, unit: int, months_ago: int, hours: int) -> None:
    day = first_day_of(add_months(month_of(today()), -months_ago))
    number = f"E{month_of(day)}-{unit}"
    facts = {"number": number, "source_ref": number, "title": "系统停机", "unit_id": unit}
    dated = {"occurred_on": day, "period": month_of(day)}
    added(session, SecurityIncident(**facts, **dated, custom={"hours_lost": int(hours * HOURS)}))


def of(walk: Walk, chinese: str, english: str) -> str:
    return chinese if walk.language == "zh_CN" else english


def use_it_in_a_form_and_a_filter(lu: Walk) -> None:
    form = "incidents:new:form"
    lu.go("incidents?id=new")
    for name, text in (("number", "E-NEW"), ("title", "断网"), ("custom.hours_lost", "6")):
        lu.type(f"{form}:{name}", text)
    lu.choose(f"{form}:unit", of(lu, "EAST 华东", "EAST East"))
    lu.date(f"{form}:occurred_on", first_day_of(add_months(month_of(today()), -1)))
    lu.does(lu.page.get_by_role("button", name=lu.said("Save"), exact=True).click)
    expect(lu.page.get_by_role("heading", name="E-NEW")).to_be_visible()

    lu.go("incidents")
    lu.page.get_by_role("button", name=lu.said("Filter"), exact=True).click()
    low = lu.page.locator('[class*="st-key-incidents-custom-hours_lost-between"] input').first
    lu.does(lambda: lu.fill(low, "14"))
    expect(lu.page).to_have_url(re.compile(r"custom\.hours_lost=14"))
    expect(lu.page.get_by_text(lu.said("{count} records").format(count=3))).to_be_visible()


def build_a_measure(lu: Walk) -> None:
    place = "measure:new"
    lu.go("indicator_builder?new_measure=1")
    lu.writes(place, code="hours_down", name_zh="停机工时", name_en="Hours of standstill")
    lu.picks(f"{place}:fact", lu.said("entity.SecurityIncident"))
    lu.picks(f"{place}:aggregate", lu.said_of(Aggregate.SUM))
    lu.picks(f"{place}:field:SecurityIncident", of(lu, "停机小时", "Hours lost"))
    lu.press(f"{place}:keep")
    expect(lu.page.get_by_role("heading", name=of(lu, "停机工时", "Hours of standstill"))).to_be_visible()


def build_an_indicator(lu: Walk) -> None:
    """The formula by two clicks, the thresholds as numbers."""
    place = "builder:new"
    lu.go("indicator_builder?new=1")
    lu.writes(place, code="C01", name_zh="停机总工时", name_en="Hours of standstill in all")
    lu.picks(f"{place}:measured", lu.said_of(Measured.COUNT))
    lu.picks(f"{place}:direction", lu.said_of(Direction.LB))
    lu.picks(f"{place}:measure", f"★ {of(lu, '停机工时', 'Hours of standstill')} (hours_down)")
    lu.press(f"{place}:into:numerator")
    for name, number in (("amber", AMBER), ("red", RED)):
        lu.picks(f"{place}:{name}:against", lu.said_of(Against.FIXED))
        lu.writes(f"{place}:{name}:number", fixed=number)
    lu.press(f"{place}:propose:go")
    back_test(lu)
    expect(lu.button("builder:version:1:approve")).to_be_disabled()


def back_test(walk: Walk) -> None:
    """What the proposal would have done to the past: the company as a whole went off track once."""
    walk.press("builder:version:1:past:go")
    count = walk.said("Alerts one by one ({count})").format(count=1)
    expect(walk.page.get_by_text(count).first).to_be_visible()


def approve_the_indicator(shen: Walk) -> None:
    shen.go("indicator_builder?show=proposals")
    back_test(shen)
    shen.press("builder:version:1:approve")
    expect(shen.page.get_by_text(shen.said("Nothing waits for a decision."))).to_be_visible()


def compute(portal: Portal) -> None:
    """As it happens every night."""
    with using(portal.database_url), unit_of_work(machine("test")) as session:
        bring_up_to_date(session, machine("test"), today())


def build_a_board(lu: Walk) -> None:
    """A tile and bars; a pressed bar narrows the board, and the rows behind it are one press away."""
    lu.go("own_boards")
    lu.button("own_boards:new").click()
    lu.does(lambda: lu.type("own_boards:new:zh", "停机看板"))
    lu.does(lambda: lu.type("own_boards:new:en", "Standstill"))
    lu.press("own_boards:new:make")
    for kind in (CardKind.TILE, CardKind.BARS):
        pills = lu.page.locator('[class*="st-key-own_board-composer-kinds"]')
        lu.does(
            pills.get_by_role("button", name=lu.said_of(kind))
            .or_(pills.get_by_role("radio", name=lu.said_of(kind)))
            .first.click
        )
        card = lu.page.locator(f'[class*="-{kind.value}-indicator"]')
        lu.picks(card, f"C01 {of(lu, '停机总工时', 'Hours of standstill in all')}")
        lu.does(lu.page.get_by_role("button", name=lu.said("Put on the board")).click)
    lu.press("own_board:edit:save")
    see_the_board(lu)
    share(lu)


def see_the_board(walk: Walk) -> None:
    """Two incidents of the latest month: {first} and {second} hours, the new one apart."""
    chart = walk.page.locator('[class*="st-key-card-own_board-bars"]')
    bar = chart.locator("g.mark-rect.role-mark path").first
    walk.does(bar.click)
    expect(walk.page).to_have_url(re.compile(r"unit=\d+"))
    more = walk.page.locator('[class*="st-key-own_board-tile"][class*="-more"]').get_by_role("button").first
    walk.does(more.click)
    walk.page.get_by_role("link", name=walk.said("The rows behind it")).click()
    expect(walk.page).to_have_url(re.compile(r"/indicators\?.*records=numerator"))
    expect(
        walk.page.locator('[class*="st-key-records-behind"]').get_by_test_id("stDataFrame")
    ).to_be_visible()


def share(lu: Walk) -> None:
    lu.go("own_boards")
    lu.does(lu.page.get_by_role("link", name=of(lu, "停机看板", "Standstill")).click)
    menu = lu.page.locator('[class*="st-key-own_board-menu-1-"]').get_by_role("button").first
    lu.does(menu.click)
    roles = lu.page.locator('[class*="st-key-own_board-menu"][class*="-roles"]')
    lu.picks(roles, of(lu, "内控委员会主任", "Committee chair"))
    lu.page.keyboard.press("Escape")
    lu.press("own_board:menu:share")
    expect(lu.page.get_by_text(lu.said("Shared as you say.")).first).to_be_visible()


def draft_a_route(lu: Walk) -> None:
    """The chair must agree before an issue is rejected."""
    lu.go("approval_routes")
    lu.button("approval_routes:new:form").click()
    lu.picks("approval_routes:new:entity", lu.said("entity.Issue"))
    lu.picks("approval_routes:new:step:Issue", lu.said("Issue.step.reject"))
    lu.does(lambda: lu.type("approval_routes:new:name_zh", "驳回问题"))
    lu.does(lambda: lu.type("approval_routes:new:name_en", "Rejecting issues"))
    lu.press("approval_routes:new")
    lu.does(lu.page.get_by_role("button", name=lu.said("Add a tier"), exact=True).click)
    for name, text in (("name_zh", "主任审批"), ("name_en", "The chair")):
        field = lu.page.locator(f'[class*="st-key-approval_routes-edit"][class*="-{name} "] input').first
        lu.does(partial(lu.fill, field, text))
    who = lu.page.locator('[class*="st-key-approval_routes-edit"][class*="-value-role"]')
    lu.picks(who, of(lu, "内控委员会主任", "Committee chair"))
    lu.press("approval_routes:version:1:propose")
    expect(lu.button("approval_routes:version:1:put_into_force")).to_be_disabled()


def put_the_route_in_force(shen: Walk) -> None:
    shen.go("approval_routes?id=1")
    shen.press("approval_routes:version:1:put_into_force")
    version = shen.page.locator('[class*="st-key-approval_routes-1-version-"]').get_by_role("combobox")
    expect(version).to_have_value(re.compile(shen.said("in force")))


def see_the_route_applied(stage: Stage, shen: Walk) -> None:
    """Xu wants to reject an issue: the step waits for the chair, who agrees on the record."""
    report = Report(unit_id=1, title="对账单迟到", what="Statements come late")
    with using(stage.home.database_url):
        mei = actor("mei", today())
        carry_out(mei, lambda session: raise_issue(session, mei, report, now()))
    with stage.desk("xu") as xu:
        xu.go("issues?id=1")
        xu.button("issues:1:step:reject:form").click()
        xu.does(lambda: xu.type("issues:1:step:reject:reason", "Known already"))
        xu.press("issues:1:step:reject")
        expect(xu.page.get_by_text(of(xu, "主任审批", "The chair")).first).to_be_visible()
    shen.go("issues?id=1")
    shen.press("approval-strip:1:approve")
    expect(shen.page.get_by_text(shen.said_of(IssueState.REJECTED), exact=True).first).to_be_visible()


def take_along(lu: Walk, folder: Path) -> Path:
    lu.go("transfer")
    with lu.page.expect_download() as coming:
        lu.button("transfer:download").click()
    file = folder / "pack.json"
    coming.value.save_as(file)
    return file


def bring_in(stage: Stage, pack: Path) -> None:
    """First a dry run, which writes nothing; what somebody must approve waits for that here too."""
    with stage.desk("lu", stage.away) as lu:
        lu.go("transfer")
        lu.does(lambda: lu.page.locator("input[type=file]").set_input_files(pack))
        expect(lu.button("transfer:go")).to_be_enabled()
        assert configuration(stage.away) == []
        lu.press("transfer:go")
        written = lu.said("{written} records brought in, {refused} refused.")
        expect(
            lu.page.get_by_text(
                re.compile(re.escape(written).replace(r"\{written\}", r"\d+").replace(r"\{refused\}", "0"))
            ).first
        ).to_be_visible()
        facts_arrive(stage.away, typed=True)
        compute(stage.away)
        lu.go("approval_routes?id=1")
        lu.press("approval_routes:version:1:propose")
    with stage.desk("shen", stage.away) as shen:
        approve_the_indicator(shen)
        put_the_route_in_force(shen)
        compute(stage.away)
        shen.go("own_boards")
        shen.does(shen.page.get_by_role("link", name=of(shen, "停机看板", "Standstill")).click)
        see_the_board(shen)


def configuration(portal: Portal) -> list[Item]:
    """What a pack of these kinds says."""
    with using(portal.database_url), unit_of_work(an_actor()) as session:
        return read(make_pack(session, an_actor(), KINDS).encode())


def readings(portal: Portal) -> list[tuple[object, ...]]:
    """Every reading of the indicator that was built."""
    with using(portal.database_url), reading(machine("test")) as session:
        query = select(Reading.unit_id, Reading.period, Reading.value).join(
            Indicator, Indicator.id == Reading.indicator_id
        )
        return sorted(tuple(row) for row in session.execute(query.where(Indicator.code == "C01")))
