"""Drills: played against the clock, scored by others, their gaps improved."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.permission import Actor
from domain.entities import Drill
from domain.training.drill import DrillStep
from domain.training.drill_workflow import (
    DrillState,
    GapsOpen,
    NotDated,
    NothingObserved,
    NotPrepared,
    PlayerAssesses,
    score_of,
)
from domain.training.run_drill import (
    ChecklistIsFixed,
    HasIssue,
    NoGap,
    Watched,
    cast_roles,
    improve_gap,
    plan_drill,
    write_checklist,
)
from tests.domain.training.taught import NOW, acting
from tests.factories import a_person, the_root

STEPS = (Watched(None, "报告主管", 2, 10), Watched(None, "断开网络", 1, 20), Watched(None, "通知客户"))


def a_drill(session: Session, leader: Actor, player: Actor) -> Drill:
    values = {
        "unit_id": the_root(session).id, "title": "客户数据泄露", "scenario": "邮件误发客户名单",
        "planned_on": date(2026, 6, 20), "leader_id": leader.person_id,
    }  # fmt: skip
    drill = plan_drill(session, leader, values, NOW)
    cast_roles(session, leader, drill.id, {player.person_id or 0: "销售经理"}, NOW)
    write_checklist(session, leader, drill.id, STEPS, NOW)
    return drill


def played(session: Session, drill: Drill, leader: Actor) -> None:
    drill.run_on = date(2026, 6, 20)
    drill.workflow.take("run", drill, leader, NOW)
    first, second, third = drill.checklist
    seen = [
        Watched(first.id, "", done=True, at_minute=8), Watched(second.id, "", done=True, at_minute=25),
        Watched(third.id, ""),
    ]  # fmt: skip
    write_checklist(session, leader, drill.id, seen, NOW)


def test_a_drill_needs_players_a_checklist_and_its_day(session: Session) -> None:
    leader, player = acting(a_person(session)), acting(a_person(session))
    drill = a_drill(session, leader, player)
    with pytest.raises(NotDated):
        drill.workflow.take("run", drill, leader, NOW)
    cast_roles(session, leader, drill.id, {}, NOW)
    with pytest.raises(NotPrepared):
        drill.workflow.take("run", drill, leader, NOW)


def test_what_was_late_is_a_gap_and_what_did_not_come_up_does_not_count(session: Session) -> None:
    leader, player = acting(a_person(session)), acting(a_person(session))
    drill = a_drill(session, leader, player)
    played(session, drill, leader)
    with pytest.raises(PlayerAssesses):
        drill.workflow.take("assess", drill, player, NOW)
    drill.workflow.take("assess", drill, leader, NOW)
    assert drill.score == Decimal("66.67")
    assert [step.is_gap for step in drill.checklist] == [False, True, False]


def test_gaps_become_improvements_before_the_drill_is_over(session: Session) -> None:
    leader, player = acting(a_person(session)), acting(a_person(session))
    drill = a_drill(session, leader, player)
    played(session, drill, leader)
    drill.workflow.take("assess", drill, leader, NOW)
    with pytest.raises(GapsOpen):
        drill.workflow.take("finish", drill, leader, NOW)
    fine, late, _ = drill.checklist
    issue = improve_gap(session, leader, late.id, NOW)
    assert (issue.title, issue.place, late.issue_id) == ("断开网络", "客户数据泄露", issue.id)
    for step, refused in ((late, HasIssue), (fine, NoGap)):
        with pytest.raises(refused):
            improve_gap(session, leader, step.id, NOW)
    drill.workflow.take("finish", drill, leader, NOW)
    assert drill.state is DrillState.ACTIONS


def test_the_checklist_is_settled_before_the_drill(session: Session) -> None:
    leader, player = acting(a_person(session)), acting(a_person(session))
    drill = a_drill(session, leader, player)
    drill.run_on = date(2026, 6, 20)
    drill.workflow.take("run", drill, leader, NOW)
    with pytest.raises(NothingObserved):
        drill.workflow.take("assess", drill, leader, NOW)
    with pytest.raises(ChecklistIsFixed):
        write_checklist(session, leader, drill.id, STEPS, NOW)
    with pytest.raises(ChecklistIsFixed):
        cast_roles(session, leader, drill.id, {}, NOW)


def test_nothing_seen_has_no_score() -> None:
    assert score_of([DrillStep(weight=1, done=None)]) is None
