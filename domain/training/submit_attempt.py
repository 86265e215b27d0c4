"""Hand in an attempt: the portal marks it, and what follows from the result follows."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.errors import NotFound, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.core.rounding import rounded
from domain.training.certificate_rules import may_be_certified
from domain.training.certificates_held import exam_number
from domain.training.enrolment import Enrolment, ResultBy
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.enrolment_state import EnrolmentState
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.quiz_question import QuizQuestion
from domain.training.start_attempt import NoExamNow, attempts_of, require_open_exam
from domain.training.write_record import trainer_of, write_record


class AlreadyHandedIn(RuleBroken):
    """Nobody edits an exam that was handed in."""

    text = "This attempt has been handed in; it cannot be changed any more."


def keep_answers(session: Session, actor: Actor, attempt_id: int, answers: Mapping[int, str]) -> QuizAttempt:
    """Keep what has been answered so far: question -> letters. Nothing is marked."""
    attempt = _own_open(session, actor, attempt_id)
    for one in attempt.answers:
        if one.question_id in answers:
            one.chosen = "".join(sorted(set(answers[one.question_id].upper())))[:20]
    session.flush()
    return attempt


def submit_attempt(
    session: Session, actor: Actor, attempt_id: int, answers: Mapping[int, str], now: datetime
) -> QuizAttempt:
    """Mark the answers (question -> letters); what is not answered is wrong.

    An exam passed certifies by itself, unless the participant can see right answers; one that failed counts
    as a try, and the last one allowed as the result. A test before the course decides nothing.
    """
    attempt = keep_answers(session, actor, attempt_id, answers)
    enrolment = loaded(attempt, "enrolment").enrolment
    if attempt.kind is not AttemptKind.PRE and enrolment.state is not EnrolmentState.PRESENT:
        raise NoExamNow(state=enrolment.state)
    require_open_exam(session, enrolment, attempts_of(session, enrolment), attempt.kind, now)
    _mark(session, attempt, now)
    if attempt.kind is not AttemptKind.PRE:
        attempt.passed = (attempt.score or Decimal(0)) >= loaded(enrolment, "course").course.pass_mark
        session.flush()
        _conclude(session, actor, attempt, enrolment, now)
    session.flush()
    return attempt


def _own_open(session: Session, actor: Actor, attempt_id: int) -> QuizAttempt:
    query = (
        select(QuizAttempt)
        .where(QuizAttempt.id == attempt_id)
        .options(selectinload(QuizAttempt.answers))
        .with_for_update()
    )
    attempt = session.scalars(query).one_or_none()
    if attempt is None:
        raise NotFound
    if actor.person_id is None or attempt.person_id != actor.person_id:
        raise NotTheParticipant
    if attempt.submitted_at is not None:
        raise AlreadyHandedIn
    return attempt


def _mark(session: Session, attempt: QuizAttempt, now: datetime) -> None:
    t = table_of(QuizQuestion).c
    asked = [one.question_id for one in attempt.answers]
    rows = session.execute(select(t.id, t.right, t.points).where(t.id.in_(asked)))
    key = {row.id: (row.right, row.points) for row in rows}
    for one in attempt.answers:
        one.right = one.chosen == key[one.question_id][0]
    attempt.points = sum(key[one.question_id][1] for one in attempt.answers if one.right)
    attempt.most_points = sum(points for _, points in key.values())
    attempt.score = rounded(Decimal(100 * attempt.points) / attempt.most_points, 4)
    attempt.submitted_at = now


def _conclude(
    session: Session, actor: Actor, attempt: QuizAttempt, enrolment: Enrolment, now: datetime
) -> None:
    tries = sum(one.kind is attempt.kind for one in attempts_of(session, enrolment))
    if not attempt.passed:
        _record_failure(session, attempt, enrolment, now)
        if tries < enrolment.course.attempts:
            return
    enrolment.score, enrolment.passed = attempt.score, attempt.passed
    enrolment.result_by, enrolment.completed_on = ResultBy.QUIZ, business_date(now)
    enrolment.workflow.take("pass" if attempt.passed else "fail", enrolment, actor, now)
    if enrolment.state is EnrolmentState.PASSED and may_be_certified(enrolment, actor) is None:
        enrolment.workflow.take("certify", enrolment, actor, now)


def _record_failure(session: Session, attempt: QuizAttempt, enrolment: Enrolment, now: datetime) -> None:
    """Each failed try is a record of its own, which the rate of passing at once counts."""
    loaded(enrolment, "course_session")
    write_record(
        session, enrolment.course, enrolment.person_id, f"{enrolment.id}/{attempt.kind}/{attempt.number}",
        completed_on=business_date(now), score=attempt.score, passed=False,
        attempt=exam_number(session, enrolment.person_id, enrolment.course.code),
        trainer=trainer_of(session, enrolment.course_session),
    )  # fmt: skip
