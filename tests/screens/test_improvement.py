"""The page of an issue offers what the workflow offers, and carries out what a person asks for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.improvement.advance import advance
from domain.improvement.close_issue import close_issue
from domain.improvement.effect_review import Verdict
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.propose_measure import propose_measure
from domain.improvement.severity import Severity
from pages.improvement import actions, issues
from tests.databases import SqliteDatabases
from tests.domain.improvement import loop as walk
from tests.screens.loop_desk import Desks, desks, offered, press, refusals
from tests.screens.visitor import KEY, everything

S = IssueState
STRAIGHT = [state for state, _ in walk.STRAIGHT]
TURNS = {
    S.IDENTIFIED: ("secretary", "triage"),
    S.TRIAGED: ("owner", "start_analysis"),
    S.PLAN_PROPOSED: ("member", "approve_plan"),
    S.PLAN_APPROVED: ("owner", "start_work"),
    S.IMPLEMENTED: ("verifier", "accept_proof"),
    S.EFFECTIVE: ("chair", "close"),
}
"""Whose turn it is where, with nothing else missing."""


@pytest.fixture
def desk(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Iterator[Desks]:
    with desks(sqlite_databases, tmp_path, issues) as made:
        yield made


@pytest.mark.parametrize("state", STRAIGHT)
def test_every_stage_of_an_issue_can_be_read_in_both_languages(desk: Desks, state: IssueState) -> None:
    desk.loop.reach(state)
    for language in ("en", "zh_CN"):
        app = desk.open("chair", language)
        assert not app.exception
        assert not app.error
        assert not KEY.findall(everything(app).replace("kept in the journal.", ""))


@pytest.mark.parametrize("state", TURNS)
def test_the_next_step_is_offered_to_whose_turn_it_is_and_to_nobody_else(
    desk: Desks, state: IssueState
) -> None:
    desk.loop.reach(state)
    part, step = TURNS[state]
    able = {who for who in ("reporter", "secretary", "owner", "member", "verifier", "chair")
            if offered(desk.open(who)).get(step)}  # fmt: skip
    also = {"approve_plan": {"chair"}}  # the chair sits on the committee
    assert able == {part} | also.get(step, set())


def test_a_step_that_must_wait_says_why(desk: Desks) -> None:
    desk.loop.reach(S.OBSERVING)
    app = desk.open("verifier")
    compute = app.button(key="issues:1:step:compute_effect")
    assert compute.disabled
    assert compute.help == "The observation window ends on 2026-12-31; the effect is computed after that."


def test_triage_asks_for_rating_owner_and_date(desk: Desks) -> None:
    desk.loop.reach(S.IDENTIFIED)
    app = desk.open("secretary")
    press(app, "triage")
    assert desk.loop.state() is S.IDENTIFIED
    assert refusals(app) == ["Please fill in Owner."]
    press(app, "triage", owner=desk.loop.people["owner"])
    issue = desk.loop.issue()
    assert (issue.state, issue.owner_id) == (S.TRIAGED, desk.loop.people["owner"])
    assert issue.due_on == Severity.MEDIUM.latest(desk.loop.today)


def test_a_reason_that_is_missing_is_asked_for_in_its_place(desk: Desks) -> None:
    desk.loop.reach(S.PLAN_PROPOSED)
    app = press(desk.open("member"), "send_back_plan")
    assert refusals(app) == ["Please give a reason."]
    press(app, "send_back_plan", reason="Which measure meets which cause?")
    assert desk.loop.state() is S.CAUSE_ANALYSIS


def test_the_owner_plans_on_the_page(desk: Desks) -> None:
    desk.loop.reach(S.CAUSE_ANALYSIS)
    app = desk.open("owner")
    app.button(key="issues:1:cause:edit").click().run()
    for at, why in enumerate(walk.WHYS):
        app.text_input(key=f"issues:1:cause:whys:{at}:answer").set_value(why.answer)
        app.text_input(key=f"issues:1:cause:whys:{at}:evidence").set_value(why.evidence)
    app.text_area(key="issues:1:cause:root_cause").set_value(walk.CAUSE.root_cause)
    app.button(key="issues:1:cause:save").click().run()
    app.button(key="issues:1:effect:edit").click().run()
    app.text_input(key="issues:1:effect:expected_change:absolute").set_value("10")
    app.button(key="issues:1:effect:save").click().run()
    app.button(key="issues:1:measure:new:begin").click().run()
    app.text_input(key="issues:1:measure:new:title").set_value("Scan proofs daily")
    app.selectbox(key="issues:1:measure:new:owner").set_value(desk.loop.people["doer"])
    app.button(key="issues:1:measure:new:save").click().run()
    assert not refusals(app)
    press(app, "propose_plan")
    issue = desk.loop.issue()
    assert issue.state is S.PLAN_PROPOSED
    assert issue.cause is not None
    assert [why["answer"] for why in issue.cause.whys] == [why.answer for why in walk.WHYS]
    assert issue.plan is not None
    assert issue.plan.expected_change == 10
    assert [measure.title for measure in issue.current_measures] == ["Scan proofs daily"]


def test_the_owner_plans_one_proposal_and_declines_another(desk: Desks) -> None:
    desk.loop.reach(S.CAUSE_ANALYSIS)
    for title in ("Check proofs", "Hire ten people"):
        desk.loop.act("member", propose_measure, desk.loop.issue_id, title=title, days=14, now=desk.loop.now)
    other = desk.open("member", "zh_CN")
    assert "建议的措施" in everything(other)
    assert not [one for one in other.button if str(one.key).startswith("issues:proposal:")]
    app = desk.open("owner")
    app.button(key="issues:proposal:1:take").click().run()
    app.selectbox(key="issues:proposal:1:plan:owner").set_value(desk.loop.people["doer"])
    app.button(key="issues:proposal:1:plan:save").click().run()
    app.button(key="issues:proposal:2:no").click().run()
    app.button(key="issues:proposal:2:decline:save").click().run()
    assert refusals(app) == ["Please give a reason."]
    app.text_area(key="issues:proposal:2:decline:reason").set_value("Too dear")
    app.button(key="issues:proposal:2:decline:save").click().run()
    assert not app.exception
    assert [measure.title for measure in desk.loop.issue().current_measures] == ["Check proofs"]
    assert "Too dear" in everything(app)


def test_an_analysis_that_only_blames_is_refused_and_stays_typed(desk: Desks) -> None:
    desk.loop.reach(S.CAUSE_ANALYSIS)
    app = desk.open("owner")
    app.button(key="issues:1:cause:edit").click().run()
    for at, why in enumerate(walk.WHYS):
        app.text_input(key=f"issues:1:cause:whys:{at}:answer").set_value(why.answer)
        app.text_input(key=f"issues:1:cause:whys:{at}:evidence").set_value(why.evidence)
    app.text_area(key="issues:1:cause:root_cause").set_value("Carelessness of staff")
    app.button(key="issues:1:cause:save").click().run()
    assert "names a failing, not a cause" in refusals(app)[0]
    assert app.text_input(key="issues:1:cause:whys:0:answer").value == walk.WHYS[0].answer
    assert desk.loop.issue().cause is None


def test_nobody_but_the_owner_finds_a_pen(desk: Desks) -> None:
    desk.loop.reach(S.CAUSE_ANALYSIS)
    for part in ("reporter", "secretary", "member", "verifier", "chair"):
        pens = [button.key for button in desk.open(part).button if str(button.key).endswith(":edit")]
        assert not pens, part


def test_work_is_proven_done_and_judged_on_the_page(desk: Desks) -> None:
    desk.loop.reach(S.IN_PROGRESS)
    for measure in desk.loop.measure_ids:
        app = desk.open("doer")
        place = f"issues:1:measure:{measure}"
        assert app.button(key=f"{place}:done").disabled
        app.file_uploader(key=f"{place}:files:0").upload("minutes.pdf", walk.PDF, "application/pdf").run()
        app.button(key=f"{place}:keep").click().run()
        app.text_area(key=f"{place}:result").set_value("In use")
        app.button(key=f"{place}:done").click().run()
        assert not refusals(app)
    issue = desk.loop.issue()
    assert {measure.state for measure in issue.current_measures} == {MeasureState.DONE}
    assert [proof.name for measure in issue.measures for proof in measure.evidence] == ["minutes.pdf"] * 2
    press(desk.open("owner"), "report_implemented")
    press(desk.open("verifier"), "accept_proof", note="Read the minutes")
    desk.loop.until_the_day_after(202612)
    app = press(desk.open("verifier"), "compute_effect")
    assert offered(app)["conclude"]
    press(app, "conclude", opinion="The step in July is plain")
    press(desk.open("chair"), "close", standard="Rule 12 changed")
    issue = desk.loop.issue()
    assert (issue.state, issue.verdict, issue.standardised) == (
        S.CLOSED,
        Verdict.EFFECTIVE,
        "Rule 12 changed",
    )


def test_proof_is_sent_back_for_certain_measures(desk: Desks) -> None:
    desk.loop.reach(S.IMPLEMENTED)
    app = press(desk.open("verifier"), "send_back_proof", reason="Minutes of another meeting")
    assert refusals(app) == ["Say which measures lack proof; they are opened again."]
    first = desk.loop.measure_ids[0]
    press(app, "send_back_proof", measures=[first], reason="Minutes of another meeting")
    states = {measure.id: measure.state for measure in desk.loop.issue().current_measures}
    assert states[first] is MeasureState.REOPENED
    assert desk.loop.state() is S.IN_PROGRESS


def test_a_failed_round_stays_readable_beside_the_next(desk: Desks) -> None:
    desk.loop.reach(S.EFFECTIVE)
    desk.loop.act("chair", close_issue, desk.loop.issue_id, "Rule 12 changed", desk.loop.now)
    desk.loop.act("chair", advance, desk.loop.issue_id, "reopen", desk.loop.now, "Late again in March")
    app = desk.open("chair")
    assert not app.exception
    assert next(expander.label for expander in app.expander) == "Round 1 · Effective"


def test_too_few_data_lead_to_a_longer_window(sqlite_databases: SqliteDatabases, tmp_path: Path) -> None:
    few = ("45", None, None, None, None, None, "44", "46", "45")
    with desks(sqlite_databases, tmp_path, issues, few) as desk:
        desk.loop.reach(S.OBSERVING).until_the_day_after(202612)
        press(desk.open("verifier"), "compute_effect")
        app = press(desk.open("verifier"), "conclude", opinion="One month says nothing")
        assert desk.loop.state() is S.INCONCLUSIVE
        press(app, "observe_longer", months=3, reason="The new system was down")
        issue = desk.loop.issue()
        assert issue.state is S.OBSERVING
        assert issue.observed_until is not None
        assert issue.observed_until.isoformat() == "2027-03-31"
        app = desk.open("verifier")
        assert not app.exception
        assert not offered(app)["conclude"]


@pytest.mark.parametrize("step", ["reject", "cancel"])
def test_an_issue_that_was_stopped_is_still_readable(desk: Desks, step: str) -> None:
    desk.loop.reach(S.IDENTIFIED)
    desk.loop.step("chair", step, "Sold the unit")
    app = desk.open("reporter")
    assert not app.exception
    assert not offered(app)


def test_an_issue_is_raised_by_hand(desk: Desks) -> None:
    app = desk.open("reporter", id="new")
    place = "issues:new:form"
    app.text_input(key=f"{place}:title").set_value("Prices below the list")
    app.selectbox(key=f"{place}:unit").set_value(desk.loop.unit_id)
    app.text_area(key=f"{place}:what").set_value("Twelve orders in May")
    app.button(key=f"FormSubmitter:{place}-Save").click().run()
    desk.loop.issue_id = 1
    issue = desk.loop.issue()
    assert (issue.title, issue.state) == ("Prices below the list", S.IDENTIFIED)
    assert issue.reporter_id == desk.loop.people["reporter"]


def test_the_lists_answer_what_waits_for_me(desk: Desks) -> None:
    desk.loop.reach(S.PLAN_PROPOSED)
    for part, waits in (("member", True), ("owner", False)):
        found = desk.open(part, view="issues_waiting")
        assert bool(found.dataframe) is waits, part
    assert desk.open("owner", view="issues_mine").dataframe
    desk.loop.later(days=120)
    assert desk.open("owner", view="issues_overdue").dataframe


def test_measures_are_listed_with_mine_on_top_and_open_their_own_page(desk: Desks) -> None:
    desk.loop.reach(S.IN_PROGRESS)
    desk.page = actions
    app = desk.open("doer", view="")
    assert [heading.value for heading in app.subheader] == ["Mine · 2"]
    page: AppTest = desk.open("doer", id=str(desk.loop.measure_ids[0]))
    assert page.title[0].value == "Scan proofs of delivery daily"
    desk.loop.later(days=60)
    late = desk.open("chair", view="")
    assert [heading.value for heading in late.subheader] == ["Overdue · 2"]
