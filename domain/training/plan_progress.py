"""A training plan against what was done: sessions held, people present, money spent."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.clock import business_date
from domain.organisation.tree import root_unit, unit_tree
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import WAS_PRESENT
from domain.training.session_state import SessionState
from domain.training.training_plan import TrainingPlan, TrainingPlanLine

ZERO = Decimal(0)
Key = tuple[int, int]
"""(course id, quarter)."""


@dataclass(frozen=True)
class PlannedAndDone:
    """One course in one quarter. `line_id` None: done without being planned."""

    course: Course
    quarter: int
    line_id: int | None
    planned_people: int
    planned_cost: Decimal
    sessions: int
    """Held or closed."""
    coming: int
    """Sessions that are still to take place."""
    people: int
    """Present, of the plan's units."""
    cost: Decimal
    """Of the sessions held, at the course's cost of a session, by the plan's share of those present."""


def plan_progress(session: Session, plan: TrainingPlan) -> list[PlannedAndDone]:
    """Every line, and what was done beside the plan, by quarter and course; a handful of statements."""
    query = select(TrainingPlanLine).where(
        TrainingPlanLine.plan_id == plan.id, TrainingPlanLine.archived_at.is_(None)
    )
    lines = {(line.course_id, line.quarter): line for line in session.scalars(query)}
    held = _sessions(session, plan)
    wanted = {course for course, _ in (*lines, *held)}
    courses = {one.id: one for one in session.scalars(select(Course).where(Course.id.in_(wanted)))}
    present = _present(session, plan, [one.id for some in held.values() for one in some])
    keys = sorted({*lines, *held}, key=lambda key: (key[1], courses[key[0]].code))
    within, root = unit_tree(session).below(plan.unit_id), root_unit(session)
    _bear_empty_rooms(held, present, {*within, None} if plan.unit_id == root else within)
    done = [_done(courses[key[0]], key[1], lines.get(key), held.get(key, ()), present) for key in keys]
    return [one for one in done if one.line_id is not None or one.sessions or one.coming]


def _done(
    course: Course, quarter: int, line: TrainingPlanLine | None, sessions: Sequence[CourseSession],
    present: Mapping[int, tuple[int, int]],
) -> PlannedAndDone:  # fmt: skip
    over = [one for one in sessions if not one.state.ahead]
    mine = sum(present.get(one.id, (0, 0))[0] for one in over)
    shares = [_share(present.get(one.id)) for one in over]
    return PlannedAndDone(
        course=course, quarter=quarter, line_id=line.id if line else None,
        planned_people=line.headcount if line else 0, planned_cost=line.cost if line else ZERO,
        sessions=sum(share > 0 for share in shares), coming=len(sessions) - len(over), people=mine,
        cost=sum(((course.cost or ZERO) * share for share in shares), ZERO).quantize(Decimal("0.01")),
    )  # fmt: skip


def _bear_empty_rooms(
    held: Mapping[Key, Sequence[CourseSession]],
    present: dict[int, tuple[int, int]],
    mine: Collection[int | None],
) -> None:
    """A session to which nobody came cost what it cost, and its unit bears that: nobody of nobody."""
    for some in held.values():
        for one in some:
            if one.id not in present and one.unit_id in mine:
                present[one.id] = (0, 0)


def _share(counted: tuple[int, int] | None) -> Decimal:
    if counted is None:
        return ZERO
    return Decimal(counted[0]) / counted[1] if counted[1] else Decimal(1)


def _sessions(session: Session, plan: TrainingPlan) -> dict[Key, list[CourseSession]]:
    query = select(CourseSession).where(
        CourseSession.archived_at.is_(None), CourseSession.state != SessionState.CANCELLED
    )
    found: dict[Key, list[CourseSession]] = defaultdict(list)
    within = unit_tree(session).below(plan.unit_id)
    for one in session.scalars(query.options(selectinload(CourseSession.course))):
        day = business_date(one.starts_at)
        if plan.has(day) and (one.unit_id is None or one.unit_id in within or not one.state.ahead):
            found[one.course_id, (day.month + 2) // 3].append(one)
    return found


def _present(session: Session, plan: TrainingPlan, sessions: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Session -> how many were present: of the plan's units, and of all. Counts only, whoever asks."""
    t, within = table_of(Enrolment).c, unit_tree(session).below(plan.unit_id)
    there = t.state.in_(sorted(WAS_PRESENT)), t.attended_at.is_not(None)
    found: dict[int, tuple[int, int]] = {}
    query = select(t.course_session_id, t.unit_id, func.count().label("people")).where(*there)
    for row in session.execute(
        query.where(t.course_session_id.in_(sessions)).group_by(t.course_session_id, t.unit_id)
    ):
        mine, whole = found.get(row.course_session_id, (0, 0))
        mine += row.people if row.unit_id in within else 0
        found[row.course_session_id] = mine, whole + row.people
    return found
