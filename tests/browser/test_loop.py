"""The whole way of one figure in a real browser: from a file to a breach, an issue, and a proven cure."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from db.unit_of_work import carry_out, reading
from domain.access.first_start import first_start
from domain.core.errors import DomainError
from domain.core.language import label
from domain.core.permission import machine
from domain.improvement import separation
from domain.improvement.advance import advance
from domain.improvement.check_proof import accept_proof
from domain.improvement.close_issue import close_issue
from domain.improvement.compute_effect import WindowStillOpen, compute_effect
from domain.improvement.effect_review import Verdict
from domain.improvement.effect_verdict import EffectVerdict
from domain.improvement.issue_rules import ContainmentNeeded, MeasureUnfinished
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import EvidenceNeeded, MeasureState
from domain.improvement.severity import Severity
from domain.improvement.verdict_rules import VerdictSaysOtherwise
from domain.indicators.alert import Alert
from domain.indicators.indicator import Indicator
from tests.browser.desk import Stage
from tests.browser.loop_company import PEOPLE, invoices, settle_in
from tests.browser.told_time import ToldTime
from tests.browser.walk import LOCALES
from tests.databases import SqliteDatabases, using
from tests.factories import an_actor
from tests.portal import serving

PATIENCE, USUAL = 30_000, 5_000
"""Milliseconds to wait for what should be seen; many pages are drawn here, perhaps on a busy machine."""
FOUND, WORKED, JUDGED = date(2026, 7, 6), date(2026, 7, 20), date(2026, 11, 3)
S = IssueState
MEASURE = "Send statements ten days before they are due"
WHYS = (
    ("Customers pay weeks after the due date", "Ageing list of June"),
    ("They say they got no statement of account", "Twelve letters"),
    ("No post is in charge of sending statements", "Rules for receivables, all pages"),
)


@pytest.fixture(params=list(LOCALES))
def stage(
    request: pytest.FixtureRequest,
    sqlite_databases: SqliteDatabases,
    tmp_path: Path,
    browser: Browser,
    browser_context_args: dict[str, Any],
) -> Iterator[Stage]:
    """A company on the day the breach is found, once in each language."""
    expect.set_options(timeout=PATIENCE)
    time = ToldTime(tmp_path / "time")
    time.set(FOUND)
    with sqlite_databases.ready(tmp_path) as url:
        with using(url):
            carry_out(an_actor(), lambda session: first_start(session, "示例公司", "Sample Company"))
            carry_out(an_actor(), settle_in)
        with serving(url, tmp_path, program=time.program) as portal:
            portal.neikong("database", "upgrade")
            yield Stage(portal, time, browser, request.param, browser_context_args)
    expect.set_options(timeout=USUAL)


def test_a_breach_becomes_an_issue_and_its_cure_is_proven(stage: Stage, tmp_path: Path) -> None:
    history = invoices(tmp_path / "history.csv", (202501, 202606), paid=2, until=FOUND)
    stage.portal.neikong("import", "invoice", str(history))
    raise_from_the_alert(stage)
    triage_and_contain(stage)
    plan(stage)
    approve(stage)
    work(stage, tmp_path)
    observe(stage)
    after = invoices(tmp_path / "after.csv", (202607, 202610), paid=9, until=JUDGED)
    stage.time.set(JUDGED)
    stage.portal.neikong("import", "invoice", str(after))
    judge(stage)
    close(stage)
    stage.portal.neikong("journal", "verify")


def raise_from_the_alert(stage: Stage) -> None:
    with using(stage.portal.database_url), reading(machine("test")) as session:
        query = select(Alert.id).join(Indicator).where(Indicator.code == "K33", Alert.level == "red")
        alert = session.scalars(query).one()
    with stage.desk("mei", f"alerts?id={alert}") as desk:
        desk.at(f"alerts:{alert}:raise:form").get_by_role("button").first.click()
        desk.at(f"alerts:{alert}:raise").get_by_role("button").click()
        expect(desk.page).to_have_url(re.compile(r"/issues\?id=1&from=alerts$"))
        desk.stands(S.IDENTIFIED)
        expect(desk.step("triage")).to_be_disabled()
    stage.refused("mei", DomainError, advance, 1, "reject", stage.time.now(), "Not worth it")


def triage_and_contain(stage: Stage) -> None:
    with stage.desk("qin", "issues?id=1") as desk:

        def rate() -> None:
            severity = label(Severity.HIGH, stage.language)
            desk.at("issues:1:step:triage:severity").get_by_text(severity, exact=True).click()
            desk.choose("issues:1:step:triage:owner", name_of("zhao", stage))

        desk.press("triage", rate)
        desk.stands(S.TRIAGED)
        expect(desk.step("start_analysis")).to_be_disabled()
    with stage.desk("zhao", "issues?id=1") as desk:
        desk.must_wait(desk.step("start_analysis"), ContainmentNeeded(severity=Severity.HIGH))
        desk.at("issues:1:containment:edit").get_by_role("button").click()
        desk.type("issues:1:containment:text", "No more deliveries on credit")
        desk.at("issues:1:containment:save").get_by_role("button").click()
        desk.shows("No more deliveries on credit")
        desk.press("start_analysis")
        desk.stands(S.CAUSE_ANALYSIS)


def plan(stage: Stage) -> None:
    with stage.desk("zhao", "issues?id=1") as desk:
        expect(desk.step("propose_plan")).to_be_disabled()
        desk.at("issues:1:cause:edit").get_by_role("button").click()
        for at, (answer, evidence) in enumerate(WHYS):
            desk.type(f"issues:1:cause:whys:{at}:answer", answer)
            desk.type(f"issues:1:cause:whys:{at}:evidence", evidence)
        desk.type("issues:1:cause:root_cause", "The rules name nobody who sends statements")
        desk.at("issues:1:cause:save").get_by_role("button").click()
        desk.shows("The rules name nobody who sends statements")

        desk.at("issues:1:effect:edit").get_by_role("button").click()
        desk.type("issues:1:effect:window_months", "3")
        desk.type("issues:1:effect:expected_change:absolute", "40")
        desk.at("issues:1:effect:save").get_by_role("button").click()
        expect(desk.page.get_by_text("60.0%").first).to_be_visible()

        desk.at("issues:1:measure:new:begin").get_by_role("button").click()
        desk.type("issues:1:measure:new:title", MEASURE)
        desk.choose("issues:1:measure:new:owner", name_of("mei", stage))
        desk.at("issues:1:measure:new:save").get_by_role("button").click()
        expect(desk.at("measure-1")).to_be_visible()
        desk.press("propose_plan")
        desk.stands(S.PLAN_PROPOSED)
        desk.must_wait(desk.step("approve_plan"), separation.OwnerDecides())
    stage.refused("zhao", separation.OwnerDecides, advance, 1, "approve_plan", stage.time.now())


def approve(stage: Stage) -> None:
    with stage.desk("xu", "issues?view=issues_waiting") as desk:
        expect(desk.page.get_by_text("1", exact=False).first).to_be_visible()
        desk.page.goto(f"{stage.portal.url}/issues?id=1")
        desk.press("approve_plan")
        desk.stands(S.PLAN_APPROVED)
        expect(desk.step("start_work")).to_be_disabled()


def work(stage: Stage, folder: Path) -> None:
    minutes = folder / "minutes.txt"
    minutes.write_text("Signed: statements go out ten days ahead, every month.")
    with stage.desk("zhao", "issues?id=1") as desk:
        desk.press("start_work")
        desk.stands(S.IN_PROGRESS)
        unfinished = MeasureUnfinished(measure=MEASURE, state=MeasureState.OPEN)
        desk.must_wait(desk.step("report_implemented"), unfinished)
    stage.time.set(WORKED)
    with stage.desk("mei", "actions?id=1") as desk:
        desk.must_wait(
            desk.at("issues:1:measure:1:done").get_by_role("button"), EvidenceNeeded(measure=MEASURE)
        )
        desk.at("issues:1:measure:1:upload:0").get_by_role("button").first.click()
        desk.page.locator("input[type=file]").set_input_files(minutes)
        expect(desk.at("issues:1:measure:1:keep").get_by_role("button")).to_be_enabled()
        desk.at("issues:1:measure:1:keep").get_by_role("button").click()
        proof = desk.page.get_by_role("link", name="minutes.txt")
        expect(proof).to_be_visible()
        address = f"{stage.portal.url}{proof.get_attribute('href')}"
        assert "ten days ahead" in desk.page.request.get(address).text()
        desk.at("issues:1:measure:1:finish").get_by_role("button").first.click()
        desk.at("issues:1:measure:1:done").get_by_role("button").click()
        expect(desk.page.get_by_text(stage.said("MeasureState.done"), exact=True)).to_be_visible()
    stranger = stage.browser.new_context().request.get(address)
    assert stranger.status == 401


def observe(stage: Stage) -> None:
    with stage.desk("zhao", "issues?id=1") as desk:
        desk.press("report_implemented")
        desk.stands(S.IMPLEMENTED)
        desk.must_wait(desk.step("accept_proof"), separation.WorkerVerifies())
    now = stage.time.now()
    stage.refused("zhao", separation.WorkerVerifies, accept_proof, 1, "I know that it was done", now)
    with stage.desk("lu", "issues?id=1") as desk:
        note = "Read the minutes and three statements"
        desk.press("accept_proof", lambda: desk.type("issues:1:step:accept_proof:note", note))
        desk.stands(S.OBSERVING)
        too_early = WindowStillOpen(last_day=date(2026, 10, 31))
        desk.must_wait(desk.step("compute_effect"), too_early)
        expect(desk.step("conclude")).to_be_disabled()
    stage.refused("lu", WindowStillOpen, compute_effect, 1, stage.time.now())


def judge(stage: Stage) -> None:
    stage.refused("zhao", separation.WorkerVerifies, compute_effect, 1, stage.time.now())
    with stage.desk("lu", "issues?id=1") as desk:
        desk.press("compute_effect")
        verdict = label(Verdict.EFFECTIVE, stage.language)
        expect(desk.page.get_by_text(verdict, exact=True).first).to_be_visible()
        with using(stage.portal.database_url), reading(machine("test")) as session:
            filed = session.scalars(select(EffectVerdict)).one()
        assert filed.verdict is Verdict.EFFECTIVE
        assert (filed.before_from, filed.before_to) == (202507, 202606)
        assert (filed.after_from, filed.after_to) == (202608, 202610)
        stage.refused("lu", VerdictSaysOtherwise, advance, 1, "find_not_effective", stage.time.now(), "No")
        desk.press("conclude", lambda: desk.type("issues:1:step:conclude:opinion", "Ten receipts agree"))
        desk.stands(S.EFFECTIVE)
        desk.shows("Ten receipts agree")


def close(stage: Stage) -> None:
    standard = "Rules for receivables, section 7"
    with stage.desk("zhao", "issues?id=1") as desk:
        desk.must_wait(desk.step("close"), separation.OwnerDecides())
    stage.refused("zhao", separation.OwnerDecides, close_issue, 1, standard, stage.time.now())
    with stage.desk("shen", "issues?id=1") as desk:
        desk.press("close", lambda: desk.type("issues:1:step:close:standard", standard))
        desk.stands(S.CLOSED)
        desk.shows(standard)


def name_of(username: str, stage: Stage) -> str:
    """What the lists call somebody."""
    return PEOPLE[username][0] if stage.language == "zh_CN" else username.title()
