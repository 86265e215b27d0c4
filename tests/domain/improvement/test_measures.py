"""Measures: done only with proof, late by the original date, extended at most twice."""

from datetime import date, timedelta

import pytest

from db.unit_of_work import unit_of_work
from domain.core.document import FileKindRefused
from domain.core.errors import Locked, Missing, NotFound, ReasonNeeded, StepRefused
from domain.core.permission import Permission
from domain.core.soundness import TooLong
from domain.core.stored_file import hand_out
from domain.improvement.add_evidence import add_evidence
from domain.improvement.assignee import DueInThePast
from domain.improvement.check_proof import send_back_proof
from domain.improvement.extend_measure import NotLater, TooManyExtensions, extend_measure
from domain.improvement.finish_measure import DoneOutOfTime, finish_measure
from domain.improvement.issue_rules import MeasureUnfinished, NothingReopened
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import EvidenceNeeded, ImprovementMeasure, MeasureState
from domain.improvement.plan_measures import add_measure, change_measure, withdraw_measure
from domain.improvement.separation import NotTheOwner
from domain.improvement.waiting import measures_waiting_for, overdue_measures
from tests.domain.improvement import loop as walk
from tests.domain.improvement.loop import PDF, Loop
from tests.factories import an_actor

S = IssueState


def measure_of(loop: Loop, at: int = 0) -> ImprovementMeasure:
    return next(m for m in loop.issue().measures if m.id == loop.measure_ids[at])


def test_one_unfinished_measure_keeps_the_issue_in_progress(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    walk.finish(loop, loop.measure_ids[0])
    with pytest.raises(MeasureUnfinished) as refused:
        loop.step("owner", "report_implemented")
    assert refused.value.facts["measure"] == "Name an owner of the hand-over"
    assert loop.state() is S.IN_PROGRESS
    walk.finish(loop, loop.measure_ids[1])
    loop.step("owner", "report_implemented")
    assert loop.state() is S.IMPLEMENTED


def test_a_measure_without_evidence_is_not_done(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    with pytest.raises(EvidenceNeeded):
        loop.act("doer", finish_measure, loop.measure_ids[0], done_on=loop.today, now=loop.now)


def test_a_measure_is_done_between_approval_and_today(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    walk.prove(loop, loop.measure_ids[0])
    for day in (loop.today - timedelta(days=1), loop.today + timedelta(days=1)):
        with pytest.raises(DoneOutOfTime):
            loop.act("doer", finish_measure, loop.measure_ids[0], done_on=day, now=loop.now)


def test_the_change_is_in_force_when_the_last_measure_is_done(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    first = loop.today
    walk.finish(loop, loop.measure_ids[0])
    loop.later(days=40)
    walk.finish(loop, loop.measure_ids[1])
    loop.later(days=5)
    loop.step("owner", "report_implemented")
    assert loop.issue().implemented_on == first + timedelta(days=40)


def test_a_reopened_measure_needs_new_evidence(loop: Loop) -> None:
    loop.reach(S.IMPLEMENTED)
    with pytest.raises(ReasonNeeded):
        loop.act("verifier", send_back_proof, loop.issue_id, loop.measure_ids[:1], " ", loop.now)
    with pytest.raises(NothingReopened):
        loop.act("verifier", send_back_proof, loop.issue_id, [], "Look again", loop.now)
    with pytest.raises(NotFound):
        loop.act("verifier", send_back_proof, loop.issue_id, [10**6], "Look again", loop.now)
    loop.act("verifier", send_back_proof, loop.issue_id, loop.measure_ids[:1], "No date on it", loop.now)
    assert loop.state() is S.IN_PROGRESS
    reopened = measure_of(loop)
    assert (reopened.state, reopened.done_on) == (MeasureState.REOPENED, None)
    assert measure_of(loop, 1).state is MeasureState.DONE

    loop.later(days=1)
    with pytest.raises(EvidenceNeeded):
        loop.act("doer", finish_measure, loop.measure_ids[0], done_on=loop.today, now=loop.now)
    walk.finish(loop, loop.measure_ids[0])
    loop.step("owner", "report_implemented")
    assert loop.state() is S.IMPLEMENTED


def test_a_measure_is_extended_twice_with_a_reason_and_keeps_its_first_date(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    key, due = loop.measure_ids[0], measure_of(loop).due_on
    with pytest.raises(ReasonNeeded):
        loop.act("owner", extend_measure, key, due_on=due + timedelta(days=9), reason="", now=loop.now)
    with pytest.raises(NotLater):
        loop.act("owner", extend_measure, key, due_on=due, reason="Supplier", now=loop.now)
    doer = loop.who("doer", Permission.ISSUES_OWN)
    with pytest.raises(NotTheOwner):
        loop.act(doer, extend_measure, key, due_on=due + timedelta(days=9), reason="Supplier", now=loop.now)
    for days in (10, 20):
        loop.act("owner", extend_measure, key, due_on=due + timedelta(days=days), reason="Why", now=loop.now)
    measure = measure_of(loop)
    assert (measure.due_on, measure.original_due_on) == (due + timedelta(days=20), due)
    assert measure.extensions == 2
    with pytest.raises(TooManyExtensions):
        loop.act("member", extend_measure, key, due_on=due + timedelta(days=30), reason="Why", now=loop.now)


def test_an_extension_does_not_undo_the_approval(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    later = measure_of(loop).due_on + timedelta(days=9)
    loop.act("owner", extend_measure, loop.measure_ids[0], due_on=later, reason="Supplier", now=loop.now)
    walk.implement(loop)
    assert loop.state() is S.IMPLEMENTED


def test_overdue_measures_are_found_and_their_days_are_never_negative(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    due = measure_of(loop).due_on
    with unit_of_work(an_actor()) as session:
        assert session.scalars(overdue_measures(due)).all() == []
        assert len(session.scalars(overdue_measures(due + timedelta(days=1))).all()) == 2
        doer, owner = loop.who("doer"), loop.who("owner")
        assert [m.id for m in session.scalars(measures_waiting_for(doer))] == loop.measure_ids
        assert session.scalars(measures_waiting_for(owner)).all() == []
    walk.finish(loop, loop.measure_ids[0])
    done = measure_of(loop)
    assert done.days_late(due + timedelta(days=500)) == 0
    assert measure_of(loop, 1).days_late(due + timedelta(days=5)) == 5
    assert measure_of(loop, 1).days_late(date(2020, 1, 1)) == 0


def test_days_late_count_from_the_original_date(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    due = measure_of(loop).due_on
    loop.act(
        "owner", extend_measure, loop.measure_ids[0], due_on=due + timedelta(days=30), reason="Supplier",
        now=loop.now,
    )  # fmt: skip
    measure = measure_of(loop)
    assert not measure.overdue(due + timedelta(days=10))
    assert measure.days_late(due + timedelta(days=10)) == 10


def test_a_measure_is_planned_with_title_owner_and_a_date_ahead(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)

    def planned(title: str, due_on: date, owner_id: int = loop.people["doer"]) -> None:
        loop.act(
            "owner", add_measure, loop.issue_id, title=title, due_on=due_on, owner_id=owner_id, now=loop.now
        )

    with pytest.raises(Missing):
        planned(" ", loop.today)
    with pytest.raises(DueInThePast):
        planned("Scan", loop.today - timedelta(days=1))
    with pytest.raises(NotFound):
        planned("Scan", loop.today, 10**6)
    planned("Scan", loop.today)


def test_a_planned_measure_can_be_changed_and_withdrawn_until_the_plan_is_proposed(loop: Loop) -> None:
    loop.reach(S.CAUSE_ANALYSIS)
    walk.plan(loop)
    first, second = loop.measure_ids
    due = loop.today + timedelta(days=3)
    loop.act("owner", change_measure, first, {"title": "Scan twice a day", "due_on": due}, loop.now)
    loop.act("owner", withdraw_measure, second, loop.now)
    issue = loop.issue()
    assert [(m.title, m.due_on, m.original_due_on) for m in issue.current_measures] == [
        ("Scan twice a day", due, due)
    ]
    assert len(issue.measures) == 2
    with pytest.raises(Locked):
        loop.act("owner", change_measure, first, {"extensions": -5}, loop.now)
    for values, refusal in (
        ({"title": "x" * 201}, TooLong), ({"title": ""}, Missing), ({"owner_id": 10**6}, NotFound),
        ({"due_on": loop.today - timedelta(days=1)}, DueInThePast),
    ):  # fmt: skip
        with pytest.raises(refusal):
            loop.act("owner", change_measure, first, values, loop.now)
    loop.step("owner", "propose_plan")
    for values in ({"title": "Other"}, {"owner_id": loop.people["owner"]}):
        with pytest.raises(Locked):
            loop.act("owner", change_measure, first, values, loop.now)
    with pytest.raises(Locked):
        loop.act("owner", withdraw_measure, first, loop.now, "Too much work")


def test_evidence_is_brought_while_the_measure_is_under_way(loop: Loop) -> None:
    loop.reach(S.PLAN_APPROVED)
    with pytest.raises(Locked):
        walk.prove(loop, loop.measure_ids[0])
    walk.start(loop)
    walk.prove(loop, loop.measure_ids[0])
    walk.finish(loop, loop.measure_ids[0])
    with pytest.raises(Locked):
        walk.prove(loop, loop.measure_ids[0])
    with pytest.raises(StepRefused):
        loop.act("doer", finish_measure, loop.measure_ids[0], done_on=loop.today, now=loop.now)


def test_the_same_file_may_prove_two_measures_and_is_kept_once(loop: Loop) -> None:
    loop.reach(S.IMPLEMENTED)
    proofs = [proof for measure in loop.issue().measures for proof in measure.evidence]
    assert len(proofs) == 2
    assert len({proof.file_id for proof in proofs}) == 1


def test_evidence_is_handed_out_only_to_those_who_may_see_the_issue(loop: Loop) -> None:
    loop.reach(S.IMPLEMENTED)
    file_id = loop.issue().measures[0].evidence[0].file_id
    reader = an_actor(Permission.ISSUES_READ)
    with unit_of_work(reader) as session:
        name, file = hand_out(session, reader, file_id)
        assert (name, file.content) == ("minutes.pdf", PDF)
    stranger = an_actor(Permission.ISSUES_READ, units=frozenset({10**6}))
    with unit_of_work(stranger) as session, pytest.raises(NotFound):
        hand_out(session, stranger, file_id)
    outsider = an_actor(Permission.ORGANISATION_READ)
    with unit_of_work(outsider) as session, pytest.raises(NotFound):
        hand_out(session, outsider, file_id)


def test_a_refused_file_is_not_kept(loop: Loop) -> None:
    loop.reach(S.IN_PROGRESS)
    with pytest.raises(FileKindRefused):
        loop.act(
            "doer", add_evidence, loop.measure_ids[0], name="x.exe", content=b"MZ", note="", now=loop.now
        )
    assert measure_of(loop).evidence == []
