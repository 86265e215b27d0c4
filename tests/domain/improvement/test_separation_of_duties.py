"""Who may not do what: every forbidden act of the loop is refused by the domain, not by a screen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from db.unit_of_work import unit_of_work
from domain.access.shipped_roles import ADMINISTRATOR, SHIPPED_ROLES
from domain.core.acting_person import AccountWithoutPerson
from domain.core.editing import edit
from domain.core.errors import DomainError, Locked, NotFound, NotPermitted, ReasonNeeded
from domain.core.permission import Permission, machine
from domain.improvement.add_evidence import add_evidence
from domain.improvement.advance import advance
from domain.improvement.analyse_cause import analyse_cause
from domain.improvement.check_proof import accept_proof, send_back_proof
from domain.improvement.close_issue import close_issue
from domain.improvement.compute_effect import compute_effect
from domain.improvement.conclude import conclude
from domain.improvement.finish_measure import finish_measure
from domain.improvement.hand_over import JudgeCannotOwn, hand_over
from domain.improvement.issue import Issue, OriginIsFixed
from domain.improvement.issue_rules import StandardMissing, VerifierMissing
from domain.improvement.issue_state import IssueState
from domain.improvement.plan_measures import add_measure
from domain.improvement.preregister_effect import preregister_effect
from domain.improvement.raise_issue import Report, raise_issue
from domain.improvement.separation import (
    NotTheMeasureOwner,
    NotTheOwner,
    OwnerDecides,
    ReporterDecides,
    WorkerVerifies,
)
from domain.improvement.severity import Severity
from domain.improvement.triage_issue import triage_issue
from domain.improvement.verdict_rules import OpinionMissing, VerdictSaysOtherwise
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import CAUSE, PDF, Loop
from tests.factories import a_person, a_unit, an_actor

S = IssueState


def test_the_reporter_does_not_decide_on_the_report(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    with pytest.raises(ReporterDecides):
        loop.act(
            "reporter", triage_issue, loop.issue_id, severity=Severity.LOW, owner_id=loop.people["owner"],
            now=loop.now,
        )  # fmt: skip
    with pytest.raises(ReporterDecides):
        loop.step("reporter", "reject", "Not worth it")


def test_a_second_account_of_the_reporter_is_still_the_reporter(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    second = replace(loop.who("reporter"), name="second account", user_id=99)
    with pytest.raises(ReporterDecides):
        loop.step(second, "reject", "Not worth it")


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (S.TRIAGED, "start_analysis"),
        (S.CAUSE_ANALYSIS, "propose_plan"),
        (S.PLAN_PROPOSED, "revise_plan"),
        (S.PLAN_APPROVED, "start_work"),
        (S.IN_PROGRESS, "report_implemented"),
    ],
)
def test_steps_of_the_owner_are_taken_by_nobody_else(loop: Loop, state: IssueState, step: str) -> None:
    loop.reach(state)
    for role in ("reporter", "secretary", "doer", "member", "verifier", "chair"):
        with pytest.raises(NotTheOwner):
            loop.step(role, step, "for the owner")


def test_the_owner_does_not_approve_the_own_plan(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    for step in ("approve_plan", "send_back_plan"):
        with pytest.raises(OwnerDecides):
            loop.step("owner", step, "Fine")
    assert loop.state() is S.PLAN_PROPOSED


def test_whoever_proposed_the_plan_does_not_approve_it_after_handing_the_issue_over(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    loop.act(
        "secretary", hand_over, loop.issue_id, owner_id=loop.people["reporter"], reason="On leave",
        now=loop.now,
    )  # fmt: skip
    with pytest.raises(OwnerDecides):
        loop.step("owner", "approve_plan")


def test_whoever_judged_the_plan_does_not_become_its_owner(loop: Loop) -> None:
    loop.reach(S.PLAN_APPROVED)
    with pytest.raises(JudgeCannotOwn):
        loop.act(
            "secretary", hand_over, loop.issue_id, owner_id=loop.people["member"], reason="Leave",
            now=loop.now,
        )  # fmt: skip


def test_the_owner_does_not_hand_the_issue_over_alone(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with pytest.raises(OwnerDecides):
        loop.act("owner", hand_over, loop.issue_id, owner_id=loop.people["doer"], reason="Busy", now=loop.now)
    with pytest.raises(ReasonNeeded):
        loop.act("secretary", hand_over, loop.issue_id, owner_id=loop.people["doer"], reason="", now=loop.now)


@pytest.mark.parametrize("role", ["owner", "doer"])
def test_nobody_verifies_work_they_took_part_in(loop: Loop, role: str) -> None:
    loop.reach(S.IMPLEMENTED)
    with pytest.raises(WorkerVerifies):
        loop.act(role, accept_proof, loop.issue_id, "All fine", loop.now)
    with pytest.raises(WorkerVerifies):
        loop.act(role, send_back_proof, loop.issue_id, loop.measure_ids[:1], "Look again", loop.now)


@pytest.mark.parametrize("role", ["owner", "doer"])
def test_nobody_judges_the_effect_of_their_own_work(loop: Loop, role: str) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    with pytest.raises(WorkerVerifies):
        loop.act(role, compute_effect, loop.issue_id, loop.now)
    loop.act("verifier", compute_effect, loop.issue_id, loop.now)
    with pytest.raises(WorkerVerifies):
        loop.act(role, conclude, loop.issue_id, "It worked", loop.now)


def test_a_verdict_is_not_overruled_by_choosing_another_step(loop: Loop) -> None:
    loop.reach(S.OBSERVING).later(days=400)
    loop.act("verifier", compute_effect, loop.issue_id, loop.now)
    for step in ("find_not_effective", "find_inconclusive"):
        with pytest.raises(VerdictSaysOtherwise):
            loop.step("verifier", step, "I know better")
    with pytest.raises(OpinionMissing):
        loop.step("verifier", "find_effective")
    with pytest.raises(OpinionMissing):
        loop.act("verifier", conclude, loop.issue_id, "   ", loop.now)


def test_the_owner_does_not_close_or_cancel_the_own_issue(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    with pytest.raises(OwnerDecides):
        loop.act("owner", close_issue, loop.issue_id, "All rules changed", loop.now)
    with pytest.raises(OwnerDecides):
        loop.step("owner", "cancel", "Not needed any more")


def test_an_issue_without_verifier_is_not_closed_even_when_all_texts_are_there(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    with unit_of_work(an_actor()) as session:
        session.execute(update(Issue).values(verifier_id=None, standardised="Rule 12 changed"))
    with pytest.raises(VerifierMissing):
        loop.act("chair", close_issue, loop.issue_id, "Rule 12 changed", loop.now)


def test_a_verifier_slipped_in_afterwards_does_not_count(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    for role in ("owner", "reporter"):
        with unit_of_work(an_actor()) as session:
            session.execute(update(Issue).values(verifier_id=loop.people[role]))
        with pytest.raises(VerifierMissing):
            loop.act("chair", close_issue, loop.issue_id, "Rule 12 changed", loop.now)


def test_an_issue_is_not_closed_before_something_became_the_standard(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    with pytest.raises(StandardMissing):
        loop.act("chair", close_issue, loop.issue_id, "  ", loop.now)


def test_only_the_owner_analyses_and_plans(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    with pytest.raises(NotTheOwner):
        loop.act("member", analyse_cause, loop.issue_id, CAUSE)
    with pytest.raises(NotTheOwner):
        loop.act("member", preregister_effect, loop.issue_id, walk.expected(loop), loop.now)
    with pytest.raises(NotTheOwner):
        loop.act(
            "member", add_measure, loop.issue_id, title="X", owner_id=loop.people["doer"],
            due_on=loop.today, now=loop.now,
        )  # fmt: skip


def test_only_the_owner_of_a_measure_finishes_it(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    measure = loop.measure_ids[0]
    walk.prove(loop, measure)
    for role in ("owner", "verifier", "chair"):
        with pytest.raises(NotTheMeasureOwner):
            loop.act(role, finish_measure, measure, done_on=loop.today, now=loop.now)
    with pytest.raises(NotTheMeasureOwner):
        loop.act("chair", add_evidence, measure, name="a.pdf", content=PDF, note="", now=loop.now)


def test_whoever_brought_proof_in_passing_does_not_verify_it(loop: Loop) -> None:
    def hand_to(role: str) -> None:
        loop.act(
            "secretary", hand_over, loop.issue_id, owner_id=loop.people[role], reason="Leave", now=loop.now
        )

    loop.reach(S.IN_PROGRESS)
    hand_to("chair")
    loop.act("chair", add_evidence, loop.measure_ids[0], name="a.pdf", content=PDF, note="", now=loop.now)
    hand_to("owner")
    walk.implement(loop)
    with pytest.raises(WorkerVerifies):
        loop.act("chair", accept_proof, loop.issue_id, "I saw it", loop.now)


@pytest.mark.parametrize("state", [S.IDENTIFIED, S.PLAN_PROPOSED, S.IMPLEMENTED, S.EFFECTIVE])
def test_the_administrator_and_the_machine_decide_nothing(loop: Loop, state: IssueState) -> None:
    loop.reach(state)
    granted = next(role for role in SHIPPED_ROLES if role.code == ADMINISTRATOR).permissions
    administrator = an_actor(*granted, person_id=loop.people["chair"])
    names = {step.name for step in Issue.workflow.steps if state in step.sources}
    for actor in (administrator, machine("schedule")):
        for name in names:
            with pytest.raises(NotPermitted):
                loop.step(actor, name, "Because I can")


def test_an_account_without_a_person_takes_no_part(loop: Loop) -> None:
    nobody = an_actor()
    with pytest.raises(AccountWithoutPerson):
        loop.act(nobody, raise_issue, Report(unit_id=loop.unit_id, title="T", what="W"), loop.now)
    loop.reach(S.PLAN_PROPOSED)
    with pytest.raises(AccountWithoutPerson):
        loop.step(nobody, "approve_plan")


@pytest.mark.parametrize(
    ("state", "step", "needed"),
    [
        (S.IDENTIFIED, "reject", Permission.ISSUES_TRIAGE),
        (S.TRIAGED, "start_analysis", Permission.ISSUES_OWN),
        (S.PLAN_PROPOSED, "approve_plan", Permission.ISSUES_APPROVE),
        (S.IMPLEMENTED, "accept_proof", Permission.ISSUES_VERIFY),
        (S.EFFECTIVE, "close", Permission.ISSUES_CLOSE),
        (S.EFFECTIVE, "cancel", Permission.ISSUES_CLOSE),
    ],
)
def test_each_step_needs_its_own_permission(
    loop: Loop, state: IssueState, step: str, needed: Permission
) -> None:
    loop.reach(state)
    others = [permission for permission in walk.LOOP if permission is not needed]
    with pytest.raises(NotPermitted):
        loop.step(loop.who("chair", *others), step, "Because")


def test_a_role_in_another_unit_does_not_reach_the_issue(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    with unit_of_work(an_actor()) as session:
        elsewhere = a_unit(session).id
    stranger = an_actor(person_id=loop.people["member"], units=frozenset({elsewhere}))
    with pytest.raises(NotFound):
        loop.step(stranger, "approve_plan")
    with pytest.raises(NotPermitted):
        loop.act(stranger, raise_issue, Report(unit_id=loop.unit_id, title="T", what="W"), loop.now)


def test_nothing_of_an_issue_is_changed_past_its_verbs(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        issue = session.get_one(Issue, loop.issue_id)
        with pytest.raises(Locked):
            edit(session, an_actor(), Permission.ISSUES_RAISE, issue, {"title": "Other"})


@pytest.mark.parametrize("field", ["reporter_id", "raised_on", "number", "alert_id", "unit_id"])
def test_the_origin_of_an_issue_is_history(loop: Loop, field: str) -> None:
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        issue = session.get_one(Issue, loop.issue_id)
        issue.alert_id = issue.alert_id or 7
        with pytest.raises(OriginIsFixed):
            setattr(issue, field, "another")
        session.expunge(issue)


def test_a_person_who_left_is_given_no_work(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        gone = a_person(session, name="Gone", left_on=loop.today - timedelta(days=1)).id
    with pytest.raises(DomainError, match="Gone left on"):
        loop.act("secretary", triage_issue, loop.issue_id, severity=Severity.LOW, owner_id=gone, now=loop.now)


def test_refused_acts_leave_no_trace(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    before = len(loop.steps())
    with pytest.raises(OwnerDecides):
        loop.act("owner", close_issue, loop.issue_id, "Sneaked in", loop.now)
    assert loop.issue().standardised == ""
    assert len(loop.steps()) == before
    with pytest.raises(DomainError):
        loop.act("owner", advance, loop.issue_id, "reopen", loop.now, "Why not")
