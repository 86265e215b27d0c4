"""Whose turn it is, where issues stand, and what happened to one of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.unit_of_work import unit_of_work
from domain.core.errors import Locked, Missing, NotFound
from domain.core.permission import Permission
from domain.core.soundness import TooLong
from domain.improvement.amend_issue import amend_issue
from domain.improvement.close_issue import close_issue
from domain.improvement.hand_over import hand_over
from domain.improvement.issue import Issue, IssueSource
from domain.improvement.issue_rules import ContainmentNeeded, NotAnOriginal
from domain.improvement.issue_state import IssueState
from domain.improvement.queries import funnel, issues, whole_issue
from domain.improvement.raise_issue import Report, raise_issue
from domain.improvement.record_containment import record_containment
from domain.improvement.sections import SECTIONS, section_offers
from domain.improvement.separation import NotTheReporter
from domain.improvement.severity import Severity
from domain.improvement.timeline import timeline
from domain.improvement.triage_issue import DueTooLate, mark_duplicate, triage_issue
from domain.improvement.waiting import waiting_for
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import LOOP, ROLES, Loop
from tests.factories import a_unit, an_actor

S = IssueState
ROLE_PERMISSIONS = {
    "reporter": (Permission.ISSUES_RAISE,),
    "secretary": (Permission.ISSUES_TRIAGE,),
    "owner": (Permission.ISSUES_OWN,),
    "doer": (Permission.ISSUES_OWN,),
    "member": (Permission.ISSUES_APPROVE,),
    "verifier": (Permission.ISSUES_VERIFY,),
    "chair": (Permission.ISSUES_CLOSE,),
}


def awaited(loop: Loop) -> set[str]:
    found = set()
    with unit_of_work(an_actor()) as session:
        for role in ROLES:
            actor = loop.who(role, *ROLE_PERMISSIONS[role])
            if loop.issue_id in {issue.id for issue in session.scalars(waiting_for(actor, loop.today))}:
                found.add(role)
    return found


@pytest.mark.parametrize(
    ("state", "role"),
    [
        (S.IDENTIFIED, {"secretary"}), (S.TRIAGED, {"owner"}), (S.CAUSE_ANALYSIS, {"owner"}),
        (S.PLAN_PROPOSED, {"member"}), (S.PLAN_APPROVED, {"owner"}), (S.IN_PROGRESS, set()),
        (S.IMPLEMENTED, {"verifier"}), (S.OBSERVING, set()), (S.EFFECTIVE, {"chair"}),
    ],
)  # fmt: skip
def test_an_issue_waits_for_the_person_whose_turn_it_is(
    loop: Loop, state: IssueState, role: set[str]
) -> None:
    assert awaited(loop.reach(state)) == role


def test_work_waits_for_the_owner_when_the_last_measure_is_done(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    for measure in loop.measure_ids:
        assert awaited(loop) == set()
        walk.finish(loop, measure)
    assert awaited(loop) == {"owner"}


def test_observation_waits_for_the_verifier_when_the_window_is_over(loop: Loop) -> None:
    loop.reach(S.OBSERVING)
    loop.until_the_day_after(202612)
    assert awaited(loop) == {"verifier"}
    loop.later(days=-1)
    assert awaited(loop) == set()


def test_nothing_waits_for_those_who_must_not_decide(loop: Loop) -> None:
    loop.reach(S.IMPLEMENTED)
    with unit_of_work(an_actor()) as session:
        for role in ("owner", "doer"):
            assert session.scalars(waiting_for(loop.who(role), loop.today)).all() == []
        for role in ("verifier", "member", "chair"):
            assert len(session.scalars(waiting_for(loop.who(role), loop.today)).all()) == 1
        elsewhere = an_actor(*LOOP, person_id=loop.people["chair"], units=frozenset({10**6}))
        assert session.scalars(waiting_for(elsewhere, loop.today)).all() == []
        assert session.scalars(waiting_for(an_actor(), loop.today)).all() == []


def test_a_plan_does_not_wait_for_whoever_proposed_it_even_after_a_handover(loop: Loop) -> None:
    loop.reach(S.PLAN_PROPOSED)
    loop.act(
        "secretary", hand_over, loop.issue_id, owner_id=loop.people["reporter"], reason="Leave", now=loop.now
    )
    with unit_of_work(an_actor()) as session:
        for role, issues_waiting in (("owner", 0), ("reporter", 0), ("member", 1)):
            actor = loop.who(role, Permission.ISSUES_APPROVE)
            assert len(session.scalars(waiting_for(actor, loop.today)).all()) == issues_waiting


def test_the_funnel_counts_every_state_in_the_order_of_the_loop(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        counted = funnel(session)
    assert list(counted) == list(IssueState)
    assert {state: n for state, n in counted.items() if n} == {S.IDENTIFIED: 1, S.CAUSE_ANALYSIS: 1}


def test_people_see_and_count_only_issues_of_their_units(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        elsewhere = a_unit(session).id
    stranger = an_actor(Permission.ISSUES_READ, units=frozenset({elsewhere}))
    with unit_of_work(stranger) as session:
        assert session.scalars(issues()).all() == []
        assert sum(funnel(session).values()) == 0
        with pytest.raises(NotFound):
            whole_issue(session, loop.issue_id)


def test_the_timeline_tells_steps_and_changes_of_the_issue_and_its_parts(loop: Loop) -> None:
    loop.click_through(S.IN_PROGRESS)
    walk.finish(loop, loop.measure_ids[0])
    loop.step("owner", "revise_plan", "The supplier dropped out")
    with unit_of_work(an_actor()) as session:
        moments = timeline(session, whole_issue(session, loop.issue_id))
    assert (moments[0].action, moments[0].who, moments[0].is_step) == ("raise", "reporter", False)
    last = moments[-1]
    assert (last.action, last.source, last.target) == ("revise_plan", "in_progress", "cause_analysis")
    assert (last.who, last.reason) == ("owner", "The supplier dropped out")
    told = {(moment.entity, moment.action) for moment in moments}
    assert {("CauseAnalysis", "created"), ("EffectPlan", "created"), ("Evidence", "created")} <= told
    assert ("ImprovementMeasure", "finish") in told
    assert [m.at for m in moments] == sorted(m.at for m in moments)


def test_the_timeline_of_one_issue_says_nothing_of_another(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    first = loop.issue_id
    loop.reach(S.IDENTIFIED)
    with unit_of_work(an_actor()) as session:
        moments = timeline(session, whole_issue(session, loop.issue_id))
        assert {(m.entity, m.entity_id) for m in moments} == {("Issue", loop.issue_id)}
        assert len(timeline(session, whole_issue(session, first))) > 5


def test_a_report_is_put_right_by_its_reporter_or_the_secretary_until_it_is_decided(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    loop.act("reporter", amend_issue, loop.issue_id, {"size": "14 days"})
    loop.act("secretary", amend_issue, loop.issue_id, {"place": "North and East"})
    stranger = loop.who("owner", Permission.ISSUES_RAISE)
    with pytest.raises(NotTheReporter):
        loop.act(stranger, amend_issue, loop.issue_id, {"size": "none"})
    with pytest.raises(Missing):
        loop.act("reporter", amend_issue, loop.issue_id, {"title": ""})
    for field in ("owner_id", "severity", "reporter_id", "state", "verifier_id"):
        with pytest.raises(Locked):
            loop.act("reporter", amend_issue, loop.issue_id, {field: 1})
    assert (loop.issue().size, loop.issue().place) == ("14 days", "North and East")
    walk.triage(loop)
    with pytest.raises(Locked):
        loop.act("reporter", amend_issue, loop.issue_id, {"size": "none"})


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": "x" * 201}, TooLong),
        ({"title": " "}, Missing),
        ({"what": ""}, Missing),
        ({"unit_id": 10**6}, NotFound),
        ({"indicator_id": 10**6}, NotFound),
    ],
)
def test_a_report_that_cannot_be_kept_is_refused_with_the_field_at_fault(
    loop: Loop, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    fine = Report(unit_id=loop.unit_id, title="Late", what="Customers pay late")
    with pytest.raises(refusal):
        loop.act("reporter", raise_issue, replace(fine, **facts), loop.now)
    loop.reach(S.IDENTIFIED)
    if "unit_id" not in facts:
        with pytest.raises(refusal):
            loop.act("reporter", amend_issue, loop.issue_id, facts)


def test_an_unclear_report_is_not_taken_up(loop: Loop) -> None:
    report = Report(unit_id=loop.unit_id, title="Late", what="Customers pay late")
    loop.issue_id = loop.act("reporter", raise_issue, report, loop.now).id
    with pytest.raises(Missing) as refused:
        walk.triage(loop)
    assert refused.value.field == "place"


@pytest.mark.parametrize(
    ("severity", "days"),
    [(Severity.CRITICAL, 30), (Severity.HIGH, 60), (Severity.MEDIUM, 90), (Severity.LOW, 180)],
)
def test_the_rating_sets_the_latest_due_date(loop: Loop, severity: Severity, days: int) -> None:
    loop.reach(S.IDENTIFIED)
    latest = loop.today + timedelta(days=days)

    def triage(due_on: date | None) -> None:
        loop.act(
            "secretary", triage_issue, loop.issue_id, severity=severity, owner_id=loop.people["owner"],
            now=loop.now, due_on=due_on,
        )  # fmt: skip

    with pytest.raises(DueTooLate):
        triage(latest + timedelta(days=1))
    triage(None)
    issue = loop.issue()
    assert (issue.severity, issue.due_on) == (severity, latest)
    assert not issue.overdue(latest)
    assert issue.overdue(latest + timedelta(days=1))


def test_a_severe_issue_is_contained_before_its_cause_is_looked_for(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    loop.act(
        "secretary", triage_issue, loop.issue_id, severity=Severity.HIGH, owner_id=loop.people["owner"],
        now=loop.now,
    )  # fmt: skip
    with pytest.raises(ContainmentNeeded):
        loop.step("owner", "start_analysis")
    with pytest.raises(Missing):
        loop.act("owner", record_containment, loop.issue_id, " ")
    loop.act("owner", record_containment, loop.issue_id, "Deliveries to three customers stopped")
    loop.step("owner", "start_analysis")


def test_a_duplicate_leads_to_its_original(loop: Loop) -> None:
    loop.reach(S.IDENTIFIED)
    original = loop.issue_id
    loop.reach(S.IDENTIFIED)
    with pytest.raises(NotAnOriginal):
        loop.act("secretary", mark_duplicate, loop.issue_id, original_id=loop.issue_id, now=loop.now)
    loop.act("secretary", mark_duplicate, loop.issue_id, original_id=original, now=loop.now)
    duplicate = loop.issue()
    assert (duplicate.state, duplicate.duplicate_of_id) == (S.DUPLICATE, original)
    twice = loop.issue_id
    loop.reach(S.IDENTIFIED)
    with pytest.raises(NotAnOriginal):
        loop.act("secretary", mark_duplicate, loop.issue_id, original_id=twice, now=loop.now)


def test_open_days_are_never_negative_and_stop_at_the_end(loop: Loop) -> None:
    loop.reach(S.EFFECTIVE)
    loop.act("chair", close_issue, loop.issue_id, "Rule 12", loop.now)
    issue = loop.issue()
    assert issue.source is IssueSource.MANUAL
    assert issue.open_days(issue.raised_on - timedelta(days=10)) == 200 == issue.open_days(loop.today)
    assert Issue(raised_on=date(2026, 6, 15)).open_days(date(2020, 1, 1)) == 0


def test_sections_are_offered_to_the_owner_in_their_time(loop: Loop) -> None:
    def writable(role: str) -> set[str]:
        return {name for name, why in section_offers(loop.issue(), loop.who(role)).items() if why is None}

    loop.reach(S.IDENTIFIED)
    assert writable("reporter") == writable("secretary") == {"problem"}
    loop.reach(S.CAUSE_ANALYSIS)
    assert writable("owner") == {"containment", "cause", "effect", "measures"}
    assert writable("reporter") == writable("secretary") == set()
    loop.reach(S.OBSERVING)
    assert writable("owner") == set()


def test_every_field_of_a_section_exists() -> None:
    from domain.improvement.cause import CauseAnalysis
    from domain.improvement.effect_plan import EffectPlan
    from domain.improvement.measure import ImprovementMeasure

    kinds = {
        "problem": Issue, "containment": Issue, "cause": CauseAnalysis, "effect": EffectPlan,
        "measures": ImprovementMeasure,
    }  # fmt: skip
    for section in SECTIONS:
        assert all(hasattr(kinds[section.name], field) for field in section.fields)
