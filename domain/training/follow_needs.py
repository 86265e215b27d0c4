"""Let needs follow what happened: a place in a session, attendance, a certificate."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.permission import Actor
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import WAS_PRESENT, EnrolmentState
from domain.training.need import TrainingNeed
from domain.training.need_state import NeedState
from domain.training.need_workflow import HOPEFUL
from domain.training.session_state import SessionState
from domain.workforce.training_record import TrainingKind, TrainingRecord

FOLLOWS = (
    ("plan_again", (NeedState.SCHEDULED,)),
    ("note_learned", (NeedState.IDENTIFIED, NeedState.PLANNED, NeedState.SCHEDULED, NeedState.DELIVERED)),
    ("note_delivered", (NeedState.PLANNED, NeedState.SCHEDULED)),
    ("schedule", (NeedState.IDENTIFIED, NeedState.PLANNED)),
    ("review_effect", (NeedState.ASSESSED,)),
)
"""Steps that follow from facts: what came to nothing, then the furthest first; and where they start."""


def follow_needs(session: Session, actor: Actor, now: datetime) -> int:
    """Take the steps that have become true; how many were taken."""
    moved = 0
    for step, states in FOLLOWS:
        for need in session.scalars(_candidates(step, states, now)).all():
            if need.state in states and TrainingNeed.workflow.step(step, need).refusal(need, actor) is None:
                TrainingNeed.workflow.take(step, need, actor, now)
                moved += 1
    return moved


def _candidates(step: str, states: tuple[NeedState, ...], now: datetime) -> Select[TrainingNeed]:
    """Only needs of which something is known, so that few are looked at one by one."""
    today, e, r = business_date(now), table_of(Enrolment).c, table_of(TrainingRecord).c
    query = select(TrainingNeed).where(TrainingNeed.state.in_(states), TrainingNeed.archived_at.is_(None))
    same = (e.person_id == TrainingNeed.person_id, e.course_id == TrainingNeed.course_id)
    if step == "review_effect":
        return query
    if step == "plan_again":
        over, s = (EnrolmentState.WITHDRAWN, EnrolmentState.ABSENT), table_of(CourseSession).c
        ended = select(s.id).where(s.state.in_((SessionState.CANCELLED, SessionState.CLOSED)))
        lost = select(e.id).where(*same, e.state.in_(over)).exists()
        return query.where(or_(lost, TrainingNeed.course_session_id.in_(ended)))
    if step == "note_learned":
        course = table_of(Course).c
        return query.where(
            select(r.id)
            .where(
                r.person_id == TrainingNeed.person_id, r.course_code == course.code,
                course.id == TrainingNeed.course_id, r.completed_on >= TrainingNeed.raised_on,
                r.completed_on <= today, r.kind == TrainingKind.COURSE, r.archived_at.is_(None),
                or_(r.passed.is_(None), r.passed.is_(True)),
            )
            .exists()
        )  # fmt: skip
    there = WAS_PRESENT if step == "note_delivered" else HOPEFUL
    return query.where(select(e.id).where(*same, e.state.in_(sorted(there))).exists())
