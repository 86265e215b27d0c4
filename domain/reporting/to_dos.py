"""What people still have to do, and what is to be done for them: assessments, coaching, results, actions."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, selectinload

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import RUNNING
from domain.appraisal.whose_turn import STARTED, turn_of
from domain.core.permission import Actor
from domain.improvement.measure import ImprovementMeasure, MeasureState
from domain.reporting.lessons import lessons
from domain.reporting.to_do import Matter, ToDo, in_order
from domain.rewards.use_of_result import UseOfResult
from domain.rewards.use_state import UseKind, UseState
from domain.training.coaching import CoachingLog
from domain.training.coaching_workflow import CoachingState

AHEAD = timedelta(30)
"""How long before its day something that comes later is told of."""
S = AssessmentState
MATTERS = {
    S.GOALS: Matter.GOALS, S.SELF_RATING: Matter.SELF_RATING, S.MANAGER_RATING: Matter.MANAGER_RATING,
    S.SECOND_RATING: Matter.SECOND_RATING, S.PUBLISHED: Matter.RESULT,
}  # fmt: skip
"""States in which somebody's turn it is, not an office's."""
RATED = (S.SELF_RATING, S.MANAGER_RATING, S.SECOND_RATING)
"""Once the cycle is open; until then only goals are agreed on."""
COACHING_USES = (UseKind.COACHING, UseKind.IMPROVEMENT_PLAN)


def to_dos(session: Session, actor: Actor, people: Collection[int], today: date) -> list[ToDo]:
    """Everything open about these people that the actor may see, what is due first at the front.

    A handful of statements, however many people. What calibration, HR and panels do is nobody's here.
    """
    wanted = sorted(set(people))
    if not wanted:
        return []
    return in_order(
        [
            *_assessments(session, wanted),
            *_coaching(session, actor, wanted, today),
            *_uses(session, wanted, today),
            *_actions(session, wanted, today),
            *lessons(session, actor, wanted, today),
        ]
    )


def _assessments(session: Session, people: Collection[int]) -> Iterator[ToDo]:
    goals = and_(Assessment.state == S.GOALS, AppraisalCycle.state.in_(sorted(RUNNING)))
    rated = and_(Assessment.state.in_(RATED), AppraisalCycle.state.in_(sorted(STARTED)))
    query = (
        select(Assessment)
        .join(AppraisalCycle, AppraisalCycle.id == Assessment.cycle_id)
        .where(
            Assessment.person_id.in_(people), Assessment.state.in_(sorted(MATTERS)),
            Assessment.archived_at.is_(None), or_(goals, rated, Assessment.state == S.PUBLISHED),
        )
        .options(selectinload(Assessment.cycle))
    )  # fmt: skip
    for one in session.scalars(query):
        yield ToDo(
            person_id=one.person_id, matter=MATTERS[one.state], name_zh=one.cycle.name_zh,
            name_en=one.cycle.name_en, page="Assessment", key=one.id, doer_id=turn_of(one),
            due_on=one.cycle.calendar.get(one.state.phase),
        )  # fmt: skip


def _coaching(session: Session, actor: Actor, people: Collection[int], today: date) -> Iterator[ToDo]:
    """Talks the actor agreed on with them, and what they have to confirm; notes of others stay theirs."""
    query = select(CoachingLog).where(CoachingLog.coachee_id.in_(people), CoachingLog.archived_at.is_(None))
    last: dict[tuple[int, int], CoachingLog] = {}
    for one in session.scalars(query.order_by(CoachingLog.held_on, CoachingLog.id)):
        last[one.coach_id, one.coachee_id] = one
        if one.state is CoachingState.WRITTEN:
            yield _talk(one, Matter.CONFIRM_COACHING, one.coachee_id, None)
    for (coach, _), one in last.items():
        if coach == actor.person_id and one.next_on is not None and one.next_on <= today + AHEAD:
            yield _talk(one, Matter.COACHING, coach, one.next_on)


def _talk(one: CoachingLog, matter: Matter, doer: int, due: date | None) -> ToDo:
    return ToDo(
        person_id=one.coachee_id, matter=matter, name_zh=one.topic, name_en=one.topic, page="CoachingLog",
        key=one.id, doer_id=doer, due_on=due,
    )  # fmt: skip


def _uses(session: Session, people: Collection[int], today: date) -> Iterator[ToDo]:
    """Coaching and plans that follow from a result: to be carried out, then to be looked at again."""
    query = select(UseOfResult).where(
        UseOfResult.person_id.in_(people), UseOfResult.archived_at.is_(None),
        UseOfResult.kind.in_(COACHING_USES), UseOfResult.state.in_([UseState.APPROVED, UseState.EXECUTED]),
    )  # fmt: skip
    for one in session.scalars(query):
        due = one.execute_by if one.state is UseState.APPROVED else one.review_on
        if due is not None and (one.state is UseState.APPROVED or due <= today + AHEAD):
            yield ToDo(
                person_id=one.person_id, matter=Matter.USE, name_zh="", name_en="", page="UseOfResult",
                key=one.id, due_on=due, state=one.kind,
            )  # fmt: skip


def _actions(session: Session, people: Collection[int], today: date) -> Iterator[ToDo]:
    query = select(ImprovementMeasure).where(
        ImprovementMeasure.owner_id.in_(people), ImprovementMeasure.archived_at.is_(None),
        ImprovementMeasure.state.in_([state for state in MeasureState if state.under_way]),
        ImprovementMeasure.due_on <= today + AHEAD,
    )  # fmt: skip
    for one in session.scalars(query):
        yield ToDo(
            person_id=one.owner_id, matter=Matter.ACTION, name_zh=one.title, name_en=one.title,
            page="ImprovementMeasure", key=one.id, due_on=one.due_on, doer_id=one.owner_id,
        )  # fmt: skip
