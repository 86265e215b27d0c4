"""Write a training plan: a new one, its lines, and lines for the needs that are open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.editing import archive, create, edit, find, restore
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.organisation.tree import unit_tree
from domain.training.course import Course
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedState
from domain.training.training_plan import PlanIsFixed, PlanState, TrainingPlan, TrainingPlanLine

ADMINISTER = Permission.TRAINING_ADMINISTER


class SameLineTwice(RuleBroken):
    """One of the two costs would be lost."""

    text = "A course stands twice in the same quarter. Put both into one line."


@dataclass(frozen=True)
class Line:
    """A line as somebody wants it."""

    course_id: int
    quarter: int
    headcount: int
    cost: Decimal


def new_plan(session: Session, actor: Actor, values: Mapping[str, Any], now: datetime) -> TrainingPlan:
    """A plan without lines; one for each unit and year."""
    return create(session, actor, ADMINISTER, TrainingPlan, {**values, "state_since": now})


def write_lines(
    session: Session, actor: Actor, plan_id: int, lines: Sequence[Line], now: datetime
) -> TrainingPlan:
    """Make the lines of a draft what is wanted: add, change, take out. PlanIsFixed once it was proposed."""
    plan = find(session, TrainingPlan, plan_id)
    actor.require(ADMINISTER, plan.unit_id)
    if plan.state is not PlanState.DRAFT:
        raise PlanIsFixed(state=plan.state)
    session.refresh(plan, ["lines"])
    known = {(one.course_id, one.quarter): one for one in plan.lines}
    wanted = {(one.course_id, one.quarter): one for one in lines}
    if len(wanted) < len(lines):
        raise SameLineTwice(field="lines")
    for key, one in wanted.items():
        values = {"headcount": one.headcount, "cost": one.cost}
        if key in known:
            if known[key].archived_at is not None:
                restore(session, actor, ADMINISTER, known[key])
            edit(session, actor, ADMINISTER, known[key], values)
        else:
            where = {"plan_id": plan.id, "course_id": one.course_id, "quarter": one.quarter}
            create(session, actor, ADMINISTER, TrainingPlanLine, where | values)
    for key in known.keys() - wanted.keys():
        if known[key].archived_at is None:
            archive(session, actor, ADMINISTER, known[key], now)
    session.refresh(plan, ["lines"])
    return plan


def lines_for_needs(session: Session, plan: TrainingPlan, today: date) -> list[Line]:
    """What the open needs of the plan's units would take: one session for a course and quarter.

    A need counts in the quarter it is due in; what is late, in the present one; other years are left out.
    """
    units = unit_tree(session).below(plan.unit_id)
    open_ones = select(TrainingNeed.course_id, TrainingNeed.due_on).where(
        TrainingNeed.state.in_((NeedState.IDENTIFIED, NeedState.PLANNED)),
        TrainingNeed.course_id.is_not(None), TrainingNeed.unit_id.in_(sorted(units)),
        TrainingNeed.archived_at.is_(None),
    )  # fmt: skip
    counted: dict[tuple[int, int], int] = {}
    for course, due in session.execute(open_ones):
        day = max(due, today)
        if course is not None and plan.has(day):
            key = course, (day.month + 2) // 3
            counted[key] = counted.get(key, 0) + 1
    query = select(Course.id, Course.cost).where(Course.id.in_({course for course, _ in counted}))
    costs = {row.id: row.cost or Decimal(0) for row in session.execute(query)}
    return [
        Line(course, quarter, count, costs[course]) for (course, quarter), count in sorted(counted.items())
    ]
