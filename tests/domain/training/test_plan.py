"""The training plan: what is to be taught, what it may cost, and what came of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import NotPermitted
from domain.core.permission import Actor, Permission
from domain.entities import Notice, TrainingPlan, TrainingPlanLine
from domain.training.need_state import NeedSource
from domain.training.plan_progress import plan_progress
from domain.training.raise_needs import NeedDraft, raise_needs
from domain.training.session_state import SessionState
from domain.training.training_plan import (
    NoSuchQuarter,
    NotBelowNothing,
    NothingPlanned,
    OverBudget,
    PlanIsFixed,
    PlanState,
    ProposerApproves,
    YearOutOfRange,
)
from domain.training.write_plan import Line, lines_for_needs, new_plan, write_lines
from tests.domain.training.taught import NOW, TODAY, a_course, a_course_session, acting, an_enrolment
from tests.factories import a_person, a_unit, a_user, the_root


def a_plan(session: Session, actor: Actor, **facts: object) -> TrainingPlan:
    values = {"unit_id": the_root(session).id, "year": "2026", "title": "2026", "budget": Decimal(10_000)}
    return new_plan(session, actor, values | facts, NOW)


def test_a_plan_is_approved_by_another_than_whoever_proposed_it(session: Session) -> None:
    hr, boss = acting(a_person(session)), acting(a_person(session), Permission.APPROVALS_APPROVE)
    plan = a_plan(session, hr)
    with pytest.raises(NothingPlanned):
        plan.workflow.take("propose", plan, hr, NOW)
    write_lines(session, hr, plan.id, [Line(a_course(session).id, 3, 20, Decimal(6000))], NOW)
    a_user(session, role="manager")
    plan.workflow.take("propose", plan, hr, NOW)
    assert session.scalars(select(Notice.page)).all() == ["training_plans"]
    with pytest.raises(ProposerApproves):
        plan.workflow.take("approve", plan, hr, NOW)
    with pytest.raises(NotPermitted):
        plan.workflow.take("approve", plan, acting(a_person(session), Permission.TRAINING_ADMINISTER), NOW)
    plan.workflow.take("approve", plan, boss, NOW)
    assert plan.state is PlanState.APPROVED
    with pytest.raises(PlanIsFixed):
        write_lines(session, hr, plan.id, [], NOW)


def test_the_lines_stay_within_the_budget(session: Session) -> None:
    hr = acting(a_person(session))
    plan, course = a_plan(session, hr), a_course(session)
    write_lines(session, hr, plan.id, [Line(course.id, q, 20, Decimal(5001)) for q in (1, 2)], NOW)
    with pytest.raises(OverBudget):
        plan.workflow.take("propose", plan, hr, NOW)
    write_lines(session, hr, plan.id, [Line(course.id, 1, 20, Decimal(5001))], NOW)
    plan.workflow.take("propose", plan, hr, NOW)


@pytest.mark.parametrize("year", ["26", "next", "1899"])
def test_a_plan_is_for_a_year(session: Session, actor: Actor, year: str) -> None:
    with pytest.raises(YearOutOfRange):
        a_plan(session, actor, year=year)


def test_lines_taken_out_come_back_when_they_are_wanted_again(session: Session, actor: Actor) -> None:
    plan, line = a_plan(session, actor), Line(a_course(session).id, 1, 20, Decimal(100))
    write_lines(session, actor, plan.id, [line], NOW)
    write_lines(session, actor, plan.id, [], NOW)
    assert plan.lines[0].archived_at is not None
    write_lines(session, actor, plan.id, [Line(line.course_id, 1, 30, Decimal(200))], NOW)
    assert [(one.archived_at is None, one.headcount) for one in plan.lines] == [(True, 30)]


@pytest.mark.parametrize(
    ("wrong", "refused"), [({"quarter": 5}, NoSuchQuarter), ({"cost": -1}, NotBelowNothing)]
)
def test_quarters_and_amounts_mean_something(wrong: dict[str, int], refused: type[Exception]) -> None:
    facts = {"quarter": 1, "headcount": 1, "cost": Decimal(1)} | wrong
    with pytest.raises(refused):
        TrainingPlanLine(**facts).check()


def test_the_plan_is_held_against_what_was_done(session: Session, actor: Actor) -> None:
    east, west = a_unit(session), a_unit(session)
    plan, planned, extra = a_plan(session, actor, unit_id=east.id), a_course(session), a_course(session)
    write_lines(session, actor, plan.id, [Line(planned.id, 1, 20, Decimal(6000))], NOW)
    held = a_course_session(session, planned)
    for unit in (east, east, west):
        an_enrolment(session, a_person(session, unit_id=unit.id), held)
    coming = datetime(2026, 8, 1, tzinfo=UTC)
    a_course_session(session, extra, starts_at=coming, state=SessionState.PLANNED)
    a_course_session(session, extra, starts_at=coming, state=SessionState.CANCELLED)
    a_course_session(session, extra, starts_at=datetime(2025, 3, 1, tzinfo=UTC))
    done = plan_progress(session, plan)
    assert [(one.course.id, one.quarter, one.sessions, one.coming, one.people) for one in done] == [
        (planned.id, 1, 1, 0, 2), (extra.id, 3, 0, 1, 0),
    ]  # fmt: skip
    assert (done[0].planned_cost, done[0].cost) == (Decimal(6000), Decimal(4000))
    assert done[1].line_id is None


def test_open_needs_make_lines_in_the_quarter_they_are_due(session: Session, actor: Actor) -> None:
    plan, course = a_plan(session, actor), a_course(session)
    dues = (date(2026, 8, 1), date(2026, 9, 30), date(2026, 1, 1), date(2027, 1, 1))
    drafts = [
        NeedDraft(person_id=a_person(session).id, source=NeedSource.MANUAL, course_id=course.id, due_on=due)
        for due in dues
    ]
    raise_needs(session, actor, drafts, TODAY)
    assert lines_for_needs(session, plan, TODAY) == [
        Line(course.id, 2, 1, Decimal(6000)), Line(course.id, 3, 2, Decimal(6000)),
    ]  # fmt: skip
