"""Which assessments wait for whom, which are late: the questions of lists, desks and reminders."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.appraisal.assessment import Assessment
from domain.appraisal.assessment_state import DONE, AssessmentState
from domain.appraisal.cycle import AppraisalCycle
from domain.appraisal.cycle_state import RUNNING, CycleState
from domain.core.permission import Actor

A, C, S = Assessment, AppraisalCycle, AssessmentState
DUE: Mapping[AssessmentState, InstrumentedAttribute[date]] = {
    S.GOALS: C.goals_due_on,
    S.SELF_RATING: C.self_due_on,
    S.MANAGER_RATING: C.manager_due_on,
    S.SECOND_RATING: C.second_due_on,
    S.CALIBRATION: C.calibration_due_on,
    S.HR_CHECK: C.publication_due_on,
}
"""By when each state is to be left."""
STARTED = frozenset({CycleState.OPEN, CycleState.CALIBRATING})
"""Ratings may be given."""


def turn_of(one: Assessment) -> int | None:
    """The person whose turn it is; None where it is an office's or nobody's."""
    if one.state is S.GOALS:
        return one.person_id if one.goals_proposed_at else one.rater_id
    return {
        S.SELF_RATING: one.person_id, S.MANAGER_RATING: one.rater_id, S.SECOND_RATING: one.second_rater_id,
        S.PUBLISHED: one.person_id,
    }.get(one.state)  # fmt: skip


def waiting_for(actor: Actor) -> Select[Any]:
    """Assessments whose next step is this person's own, the longest wait first.

    Goals wait for the rater until they are put forward, then for the person; a published result waits for the
    person. What HR, calibration and panels do waits for an office, not for somebody.
    """
    me = actor.person_id or 0
    goals = and_(A.state == S.GOALS, C.state.in_(sorted(RUNNING)))
    rated = C.state.in_(sorted(STARTED))
    turn = or_(
        and_(goals, A.rater_id == me, A.goals_proposed_at.is_(None)),
        and_(goals, A.person_id == me, A.goals_proposed_at.is_not(None)),
        and_(rated, A.state == S.SELF_RATING, A.person_id == me),
        and_(rated, A.state == S.MANAGER_RATING, A.rater_id == me),
        and_(rated, A.state == S.SECOND_RATING, A.second_rater_id == me),
        and_(A.state == S.PUBLISHED, A.person_id == me),
    )
    return _of_running().where(turn).order_by(A.state_since, A.id)


def rated_by(actor: Actor) -> Select[Any]:
    """Assessments this person rates, first or second."""
    me = actor.person_id or 0
    return _of_running().where(or_(A.rater_id == me, A.second_rater_id == me))


def late_ones(today: date) -> Select[Any]:
    """Assessments of running cycles that are past the day by which their state was to be left."""
    return _of_running().where(is_late(today))


def waiting_ones() -> Select[Any]:
    """Assessments that wait for a person, and not for an office or for the cycle to move on."""
    ratings = (S.SELF_RATING, S.MANAGER_RATING, S.SECOND_RATING)
    waits = or_(
        and_(A.state == S.GOALS, C.state.in_(sorted(RUNNING))),
        and_(A.state.in_(ratings), C.state.in_(sorted(STARTED))),
    )
    return _of_running().where(waits)


def published_ones() -> Select[Any]:
    """Assessments whose results are published."""
    return _of_running().where(A.state.in_(sorted(DONE)))


def is_late(today: date) -> ColumnElement[bool]:
    """The condition of being late; the cycle must be joined."""
    past = [and_(A.state == state, due < today) for state, due in DUE.items()]
    return and_(C.state.in_(sorted(RUNNING)), or_(*past))


def _of_running() -> Select[Any]:
    return select(A).join(C, C.id == A.cycle_id).where(A.archived_at.is_(None), C.archived_at.is_(None))
