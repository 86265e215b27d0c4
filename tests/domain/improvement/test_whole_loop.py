"""From report to proven cure, and the ways back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.core.errors import ReasonNeeded, StepRefused
from domain.core.journal import JournalEntry
from domain.core.workflow import StepTaken
from domain.improvement.cause import NotDeeper, SameCauseAgain
from domain.improvement.close_issue import close_issue
from domain.improvement.compute_effect import compute_effect
from domain.improvement.conclude import conclude, observe_longer
from domain.improvement.effect_plan import OutOfRange
from domain.improvement.effect_review import Method, Verdict
from domain.improvement.issue_rules import CauseMissing
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.improvement.verdict_rules import WindowNotLonger
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import BETTER, CAUSE, DEEPER, SAME, Loop
from tests.factories import an_actor

S = IssueState


def test_an_issue_goes_from_report_to_closing_through_the_hands_of_different_people(loop: Loop) -> None:
    loop.click_through(S.EFFECTIVE)
    loop.act("chair", close_issue, loop.issue_id, "Rule 12 demands daily scans; drivers trained", loop.now)

    issue = loop.issue()
    assert issue.state is S.CLOSED
    assert issue.number == "IM-2026-0001"
    assert issue.verdict is Verdict.EFFECTIVE
    assert issue.closed_on == loop.today
    assert [(step.step, step.person_id) for step in loop.steps()] == [
        (name, loop.people[role])
        for name, role in (
            ("triage", "secretary"),
            ("start_analysis", "owner"),
            ("propose_plan", "owner"),
            ("approve_plan", "member"),
            ("start_work", "owner"),
            ("report_implemented", "owner"),
            ("accept_proof", "verifier"),
            ("find_effective", "verifier"),
            ("close", "chair"),
        )
    ]


def test_the_verdict_keeps_the_figures_it_rests_on(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    filed = loop.issue().latest_verdict
    assert filed is not None
    assert (filed.method, filed.verdict) == (Method.XMR_SHIFT, Verdict.EFFECTIVE)
    assert [row["period"] for row in filed.before] == [*range(202506, 202513), *range(202601, 202606)]
    assert [row["value"] for row in filed.after] == list(BETTER)
    assert all(row["reading_id"] for row in (*filed.before, *filed.after))
    assert (filed.before_from, filed.before_to, filed.after_from, filed.after_to) == (
        202506, 202605, 202607, 202612,
    )  # fmt: skip
    assert filed.planned == Decimal(10)
    assert filed.size is not None
    assert filed.size > 10
    assert filed.opinion == "The step in July is plain."
    assert filed.opinion_by_id == loop.people["verifier"]
    assert filed.statements


def test_every_change_of_state_leaves_a_step_and_a_line_in_the_journal(loop: Loop) -> None:
    loop.click_through(S.EFFECTIVE)
    with unit_of_work(an_actor()) as session:
        lines = session.scalars(select(JournalEntry).order_by(JournalEntry.seq)).all()
        steps = session.scalars(select(StepTaken).order_by(StepTaken.id)).all()
    changed = [
        (line.entity, line.entity_id, line.action, *line.changes["state"])
        for line in lines
        if line.changes.get("state", [None])[0] is not None
    ]
    assert changed == [(step.entity, step.entity_id, step.step, step.source, step.target) for step in steps]
    assert {step.entity for step in steps} == {"Issue", "ImprovementMeasure"}


def test_measures_open_by_themselves_when_work_starts(loop: Loop) -> None:
    loop.reach(S.PLAN_APPROVED)
    assert {measure.state for measure in loop.issue().measures} == {MeasureState.PLANNED}
    walk.start(loop)
    assert {measure.state for measure in loop.issue().measures} == {MeasureState.OPEN}


def test_a_plan_without_effect_goes_back_to_its_cause_and_must_go_deeper(database: str) -> None:
    loop = Loop(after=SAME).reach(S.OBSERVING)
    walk.judge(loop, "Nothing moved.")
    assert loop.state() is S.NOT_EFFECTIVE
    assert loop.issue().verdict is Verdict.NOT_SHOWN

    loop.step("member", "analyse_again", "Cause not found")
    issue = loop.issue()
    assert (issue.state, issue.failures, issue.round) == (S.CAUSE_ANALYSIS, 1, 2)
    assert (issue.verdict, issue.verifier_id, issue.implemented_on) == (None, None, None)
    assert issue.cause is None
    assert issue.current_measures == []

    with pytest.raises(CauseMissing):
        loop.step("owner", "propose_plan")
    with pytest.raises(SameCauseAgain):
        walk.plan(loop, CAUSE)
    shallow = replace(DEEPER, whys=DEEPER.whys[:3])
    with pytest.raises(NotDeeper):
        walk.plan(loop, shallow)
    walk.plan(loop, DEEPER)
    loop.step("owner", "propose_plan")
    assert len(loop.issue().causes) == 2


def test_the_second_failure_escalates(database: str) -> None:
    loop = Loop(after=SAME).reach(S.OBSERVING)
    walk.judge(loop)
    loop.step("member", "analyse_again", "Not found")
    assert loop.issue().escalated_at is None
    with unit_of_work(an_actor()) as session:
        walk.readings(session, loop.indicator_id, loop.unit_id, 202701, SAME * 2)
    walk.plan(loop, DEEPER)
    loop.step("owner", "propose_plan")
    for act in (walk.approve, walk.start, walk.implement, walk.accept, walk.judge):
        act(loop)
    loop.step("member", "analyse_again", "Again not found")
    issue = loop.issue()
    assert issue.failures == 2
    assert issue.escalated_at == loop.now


def test_too_few_readings_are_inconclusive_and_the_window_can_be_lengthened(database: str) -> None:
    loop = Loop(after=("45", None, None, None, None, None)).reach(S.OBSERVING)
    walk.judge(loop, "Half a year of readings is missing.")
    assert loop.state() is S.INCONCLUSIVE
    assert loop.issue().verdict is Verdict.NOT_ENOUGH_DATA

    with pytest.raises(WindowNotLonger):
        loop.step("verifier", "observe_longer", "once more")
    for months in (0, 25):
        with pytest.raises(OutOfRange):
            loop.act("verifier", observe_longer, loop.issue_id, months, "Readings resume", loop.now)
    with pytest.raises(ReasonNeeded):
        loop.act("verifier", observe_longer, loop.issue_id, 3, " ", loop.now)
    loop.act("verifier", observe_longer, loop.issue_id, 3, "Readings resume in January", loop.now)
    assert loop.state() is S.OBSERVING
    with pytest.raises(Exception, match="Compute the effect first"):
        loop.act("verifier", conclude, loop.issue_id, "As before", loop.now)

    with unit_of_work(an_actor()) as session:
        walk.readings(session, loop.indicator_id, loop.unit_id, 202701, ("45", "44", "46"))
    walk.judge(loop)
    assert loop.state() is S.EFFECTIVE
    assert len(loop.issue().verdicts) == 2


def test_a_closed_issue_that_comes_back_starts_a_new_round(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    loop.act("chair", close_issue, loop.issue_id, "Rule 12 changed", loop.now)
    with pytest.raises(ReasonNeeded):
        loop.step("chair", "reopen")
    loop.step("chair", "reopen", "Late again in March")
    issue = loop.issue()
    assert (issue.state, issue.round, issue.closed_on) == (S.CAUSE_ANALYSIS, 2, None)


def test_a_plan_is_sent_back_with_a_reason(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    with pytest.raises(ReasonNeeded):
        loop.step("member", "send_back_plan")
    loop.step("member", "send_back_plan", "Two measures, one cause: which does what?")
    assert loop.state() is S.CAUSE_ANALYSIS
    loop.step("owner", "propose_plan")
    assert loop.state() is S.PLAN_PROPOSED


@pytest.mark.parametrize("state", [S.IDENTIFIED, S.CAUSE_ANALYSIS, S.IN_PROGRESS, S.OBSERVING])
def test_any_open_issue_can_be_cancelled_with_a_reason(loop: Loop, state: IssueState) -> None:
    loop.reach(state)
    with pytest.raises(ReasonNeeded):
        loop.step("chair", "cancel")
    loop.step("chair", "cancel", "The unit was sold")
    assert loop.state() is S.CANCELLED
    assert loop.issue().closed_on == loop.today
    with pytest.raises(StepRefused):
        loop.step("chair", "cancel", "Twice")


def test_nobody_computes_a_verdict_outside_observation(loop: Loop) -> None:
    loop.reach(S.IMPLEMENTED)
    with pytest.raises(StepRefused):
        loop.act("verifier", compute_effect, loop.issue_id, loop.now + timedelta(days=900))
