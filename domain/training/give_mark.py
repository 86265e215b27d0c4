"""Marks by the trainer, attendance by the trainer, and the certificate by somebody else."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import Missing, RuleBroken, StepRefused
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.training.course import CourseExam
from domain.training.enrolment import Enrolment, ResultBy
from domain.training.enrolment_rules import records_attendance
from domain.training.enrolment_state import EnrolmentState
from domain.training.result_rules import exam_was_taken, good


class NoSuchMark(RuleBroken):
    """Marks are percent."""

    text = "A mark lies between 0 and 100 percent of the points; {score} does not."


class ExamDecides(RuleBroken):
    """A mark would undo what the exam found."""

    text = "This person has taken the exam on-line; its result counts, and no mark besides."


def record_attendance(
    session: Session, actor: Actor, course_session_id: int, came: Mapping[int, bool], now: datetime
) -> int:
    """Enrolment -> whether the person came; how many marks changed anything."""
    listed = _some(came).where(Enrolment.course_session_id == course_session_id)
    changed = 0
    for one in session.scalars(listed).all():
        target = EnrolmentState.PRESENT if came[one.id] else EnrolmentState.ABSENT
        if one.state is not target:
            one.workflow.take("mark_present" if came[one.id] else "mark_absent", one, actor, now)
            changed += 1
    return changed


def give_mark(
    session: Session, actor: Actor, enrolment_id: int, score: Decimal | None, now: datetime
) -> Enrolment:
    """The result as the trainer finds it: passed (to be certified by somebody else) or failed.

    Percent of the points; a course without an exam takes none.
    """
    enrolment = find(session, Enrolment, enrolment_id)
    course = loaded(enrolment, "course").course
    if refusal := records_attendance(enrolment, actor):
        raise refusal
    if enrolment.state is not EnrolmentState.PRESENT:
        raise StepRefused(step="pass", state=enrolment.state)
    if exam_was_taken(enrolment):
        raise ExamDecides
    if score is None and course.exam is not CourseExam.NONE:
        raise Missing(field="score", field_name="Enrolment.score")
    if score is not None and not 0 <= score <= 100:
        raise NoSuchMark(field="score", score=score)
    enrolment.score = score
    enrolment.result_by, enrolment.marked_by_id = ResultBy.TRAINER, actor.person_id
    enrolment.completed_on = business_date(now)
    enrolment.passed = good(enrolment)
    enrolment.workflow.take("pass" if enrolment.passed else "fail", enrolment, actor, now)
    return enrolment


def certify(session: Session, actor: Actor, enrolment_ids: Iterable[int], now: datetime) -> int:
    """Certify results that wait for it; how many. The first that may not be certified stops all."""
    done = 0
    for one in session.scalars(_some(enrolment_ids)).all():
        done += one.workflow.take("certify", one, actor, now)
    return done


def _some(enrolment_ids: Iterable[int]) -> Select[Enrolment]:
    """These enrolments with what the rules look at."""
    parts = (selectinload(Enrolment.course_session), selectinload(Enrolment.course))
    return (
        select(Enrolment).where(Enrolment.id.in_(list(enrolment_ids))).options(*parts).order_by(Enrolment.id)
    )
