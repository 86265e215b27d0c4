"""The effect is promised beforehand, and what was approved stays as it was approved."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from db.unit_of_work import unit_of_work
from domain.core.errors import Locked, NotFound, ReasonNeeded
from domain.improvement.analyse_cause import analyse_cause
from domain.improvement.baseline import BaselineIsZero, BaselineMissing
from domain.improvement.cause import CauseAnalysis
from domain.improvement.effect_plan import (
    ChangeKind,
    ControlIsTheUnit,
    EffectPlan,
    OutOfRange,
    TooManyPlaces,
)
from domain.improvement.issue_rules import EffectNotRegistered, NoMeasures, PlanChanged
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.improvement.plan_measures import withdraw_measure
from domain.improvement.preregister_effect import TransitionTooShort, preregister_effect
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import CAUSE, Loop, expected
from tests.factories import NOON, a_unit, an_actor

S = IssueState


def register(loop: Loop, **facts: Any) -> EffectPlan:
    return loop.act("owner", preregister_effect, loop.issue_id, expected(loop, **facts), loop.now)


def test_a_plan_is_proposed_only_with_cause_effect_and_measures(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    loop.act("owner", analyse_cause, loop.issue_id, CAUSE)
    with pytest.raises(EffectNotRegistered):
        loop.step("owner", "propose_plan")
    register(loop)
    with pytest.raises(NoMeasures):
        loop.step("owner", "propose_plan")
    walk.plan(loop)
    loop.step("owner", "propose_plan")


def test_approval_fixes_baseline_and_promised_change(loop: Loop) -> None:
    loop.reach(S.PLAN_APPROVED)
    plan = loop.issue().plan
    assert plan is not None
    assert plan.baseline_to == 202605
    assert plan.baseline_value == Decimal("60.1666666667")
    assert plan.planned_change == Decimal(10)
    assert loop.issue().approved_on == loop.today


def test_a_relative_change_is_worked_out_from_the_level_before(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    walk.plan(loop)
    register(loop, change_kind=ChangeKind.RELATIVE, expected_change=Decimal("0.15"))
    loop.step("owner", "propose_plan")
    loop.step("member", "approve_plan")
    plan = loop.issue().plan
    assert plan is not None
    assert plan.planned_change == Decimal("9.0250000000")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"expected_change": Decimal(0)}, OutOfRange),
        ({"expected_change": Decimal(-5)}, OutOfRange),
        ({"expected_change": Decimal("NaN")}, OutOfRange),
        ({"expected_change": Decimal("0.12345678901")}, TooManyPlaces),
        ({"expected_change": Decimal(150), "change_kind": ChangeKind.RELATIVE}, OutOfRange),
        ({"baseline_months": 5}, OutOfRange),
        ({"baseline_months": 61}, OutOfRange),
        ({"window_months": 0}, OutOfRange),
        ({"window_months": 37}, OutOfRange),
        ({"transition_months": -1}, OutOfRange),
        ({"indicator_id": 10**6}, NotFound),
        ({"control_unit_id": 10**6}, NotFound),
    ],
)
def test_an_effect_that_nobody_could_judge_is_not_registered(
    loop: Loop, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with pytest.raises(refusal):
        register(loop, **facts)
    register(loop)
    with pytest.raises(refusal):
        register(loop, **facts)


def test_a_unit_is_not_compared_with_itself(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with pytest.raises(ControlIsTheUnit):
        register(loop, control_unit_id=loop.unit_id)


def test_without_readings_before_there_is_nothing_to_promise(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with unit_of_work(an_actor()) as session:
        elsewhere = a_unit(session).id
    with pytest.raises(BaselineMissing) as refused:
        register(loop, observed_unit_id=elsewhere)
    assert (refused.value.facts["first"], refused.value.facts["last"]) == ("2025-06", "2026-05")


def test_a_share_of_nothing_is_not_promised(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with unit_of_work(an_actor()) as session:
        flat = walk.an_indicator(session, code="FLAT")
        walk.readings(session, flat, loop.unit_id, 202506, ["0"] * 12)
    with pytest.raises(BaselineIsZero):
        register(loop, indicator_id=flat, change_kind=ChangeKind.RELATIVE, expected_change=Decimal("0.1"))
    register(loop, indicator_id=flat)


def test_an_indicator_over_three_months_needs_two_months_of_transition(database: str) -> None:
    loop = Loop(numerator="window(order_net, 3)").reach(S.CAUSE_ANALYSIS)
    with pytest.raises(TransitionTooShort) as refused:
        register(loop, transition_months=1)
    assert refused.value.facts["months"] == 2
    register(loop, transition_months=2)


def test_cause_effect_and_measures_are_locked_once_the_plan_is_proposed(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    with pytest.raises(Locked):
        loop.act("owner", analyse_cause, loop.issue_id, CAUSE)
    with pytest.raises(Locked):
        register(loop, expected_change=Decimal(1))
    with pytest.raises(Locked):
        walk.plan(loop)


@pytest.mark.parametrize(
    "change",
    [
        update(EffectPlan).values(expected_change=Decimal(1)),
        update(EffectPlan).values(planned_change=Decimal(1)),
        update(EffectPlan).values(window_months=36),
        update(CauseAnalysis).values(root_cause="Something else"),
        update(ImprovementMeasure).values(title="Do nothing"),
        update(ImprovementMeasure).values(original_due_on=NOON.date() + timedelta(days=900)),
    ],
)
@pytest.mark.parametrize(
    ("state", "role", "step"),
    [(S.PLAN_APPROVED, "owner", "start_work"), (S.IMPLEMENTED, "verifier", "accept_proof")],
)
def test_an_approval_does_not_cover_a_plan_changed_behind_its_back(
    loop: Loop, change: Any, state: IssueState, role: str, step: str
) -> None:
    loop.reach(state)
    with unit_of_work(an_actor()) as session:
        session.execute(change)
    with pytest.raises(PlanChanged):
        loop.step(role, step, "Checked")


def test_a_measure_slipped_into_an_approved_plan_voids_the_approval(loop: Loop) -> None:
    loop.reach(S.PLAN_APPROVED)
    with unit_of_work(an_actor()) as session:
        session.add(
            ImprovementMeasure(
                issue_id=loop.issue_id, unit_id=loop.unit_id, round=1, title="Extra",
                owner_id=loop.people["doer"], due_on=loop.today, original_due_on=loop.today,
                state_since=loop.now,
            )
        )  # fmt: skip
    with pytest.raises(PlanChanged):
        loop.step("owner", "start_work")


def test_an_approved_plan_is_changed_only_by_revising_it_and_approving_again(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    with pytest.raises(ReasonNeeded):
        loop.step("owner", "revise_plan")
    loop.step("owner", "revise_plan", "The supplier dropped out")
    issue = loop.issue()
    assert (issue.state, issue.approved_on, issue.approved_hash) == (S.CAUSE_ANALYSIS, None, "")
    assert {measure.state for measure in issue.measures} == {MeasureState.OPEN}
    with pytest.raises(ReasonNeeded):
        loop.act("owner", withdraw_measure, loop.measure_ids[0], loop.now)
    loop.act("owner", withdraw_measure, loop.measure_ids[0], loop.now, "Supplier dropped out")
    register(loop, window_months=9)
    loop.later(days=40)
    loop.step("owner", "propose_plan")
    loop.step("member", "approve_plan")
    loop.step("owner", "start_work")
    issue = loop.issue()
    assert issue.plan is not None
    assert (issue.plan.window_months, issue.plan.baseline_to) == (9, 202606)
    walk.finish(loop, loop.measure_ids[1])
    loop.step("owner", "report_implemented")
