"""Begin an attempt at the questions of a course."""

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.training.certificate_rules import renewal_refusal
from domain.training.certificates_held import exam_number
from domain.training.course import Course, CourseExam
from domain.training.draw_questions import draw_questions
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import is_participant
from domain.training.enrolment_state import EnrolmentState
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import AttemptKind, QuizAttempt

BEFORE = (EnrolmentState.INVITED, EnrolmentState.CONFIRMED, EnrolmentState.PRESENT)


class NoExamNow(RuleBroken):
    """The exam is for those who took part, the test before the course for those who have yet to."""

    text = "This test is not open to you at the moment: you are {state}."


class NoQuiz(RuleBroken):
    """The course is examined otherwise."""

    text = "This course has no exam on-line."


class NoAttemptsLeft(RuleBroken):
    """All tries are used."""

    text = "All {attempts} attempts are used."


class CoolDown(RuleBroken):
    """Learning takes its time."""

    text = "The next attempt is possible from {when}."


def start_attempt(
    session: Session,
    actor: Actor,
    enrolment_id: int,
    kind: AttemptKind,
    now: datetime,
    seed: int | None = None,
) -> QuizAttempt:
    """Draw questions for the participant; an attempt that was begun and not handed in goes on.

    There are so many attempts at the exam as the course grants, with its pause between them, and one at the
    test before it. `seed` is drawn by chance unless it is named.
    """
    enrolment = find(session, Enrolment, enrolment_id)
    if refusal := is_participant(enrolment, actor):
        raise refusal
    course = loaded(enrolment, "course").course
    earlier = attempts_of(session, enrolment)
    require_open_exam(session, enrolment, earlier, kind, now)
    begun = next((one for one in earlier if one.kind is kind and one.submitted_at is None), None)
    if begun is not None and _open(enrolment, kind):
        return begun
    if refusal := attempt_refusal(enrolment, course, earlier, kind, now):
        raise refusal
    if kind is not AttemptKind.PRE and (refusal := _cool_down(course, _elsewhere(session, enrolment), now)):
        raise refusal
    seed = secrets.randbelow(2**31) if seed is None else seed
    drawn = draw_questions(session, course, kind, seed)
    attempt = QuizAttempt(
        enrolment_id=enrolment.id, course_id=course.id, person_id=enrolment.person_id, seed=seed,
        unit_id=enrolment.unit_id, kind=kind, number=sum(one.kind is kind for one in earlier) + 1,
        is_first=kind is not AttemptKind.PRE and exam_number(session, enrolment.person_id, course.code) == 1,
        started_at=now,
        answers=[
            QuizAnswer(question_id=one.question_id, position=place, order=list(one.order))
            for place, one in enumerate(drawn, 1)
        ],
    )  # fmt: skip
    session.add(attempt)
    session.flush()
    return attempt


def require_open_exam(
    session: Session, enrolment: Enrolment, earlier: list[QuizAttempt], kind: AttemptKind, now: datetime
) -> None:
    """Raise for a test that has had its time, also one that was begun in time.

    The course must still be taught, the test before it comes before its exam, and the short exam is enough
    for so many days after the end of a certificate only.
    """
    course = loaded(enrolment, "course").course
    course.require_taught()
    examined = any(one.kind is not AttemptKind.PRE for one in earlier)
    if kind is AttemptKind.PRE and (examined or not _open(enrolment, kind)):
        raise NoExamNow(state=enrolment.state)
    if kind is AttemptKind.SHORT and enrolment.state is EnrolmentState.PRESENT:
        today = business_date(now)
        if late := renewal_refusal(session, enrolment.person_id, course.id, course.code, today):
            raise late


def _elsewhere(session: Session, enrolment: Enrolment) -> list[QuizAttempt]:
    """Exams of the same person and course in other enrolments: the pause holds between those too."""
    query = select(QuizAttempt).where(
        QuizAttempt.person_id == enrolment.person_id,
        QuizAttempt.course_id == enrolment.course_id,
        QuizAttempt.enrolment_id != enrolment.id,
        QuizAttempt.kind != AttemptKind.PRE,
        QuizAttempt.submitted_at.is_not(None),
    )
    return list(session.scalars(query))


def attempts_of(session: Session, enrolment: Enrolment) -> list[QuizAttempt]:
    """Attempts of an enrolment, in order."""
    query = select(QuizAttempt).where(QuizAttempt.enrolment_id == enrolment.id).order_by(QuizAttempt.id)
    return list(session.scalars(query))


def attempt_refusal(
    enrolment: Enrolment, course: Course, earlier: list[QuizAttempt], kind: AttemptKind, now: datetime
) -> RuleBroken | None:
    """Why no attempt of this kind can begin now; None: it can."""
    if course.exam is not CourseExam.QUIZ:
        return NoQuiz()
    examined = any(one.kind is not AttemptKind.PRE for one in earlier)
    if not _open(enrolment, kind) or (kind is AttemptKind.PRE and examined):
        return NoExamNow(state=enrolment.state)
    tries = [one for one in earlier if one.kind is kind]
    allowed = 1 if kind is AttemptKind.PRE else course.attempts
    if len(tries) >= allowed:
        return NoAttemptsLeft(attempts=allowed)
    return _cool_down(course, tries, now)


def _cool_down(course: Course, tries: list[QuizAttempt], now: datetime) -> CoolDown | None:
    handed_in = [one.submitted_at for one in tries if one.submitted_at is not None]
    ready = max(handed_in) + timedelta(hours=course.cool_down_hours) if handed_in else now
    if now >= ready:
        return None
    return CoolDown(when=f"{ready.astimezone(ZoneInfo(settings().time_zone)):%Y-%m-%d %H:%M}")


def _open(enrolment: Enrolment, kind: AttemptKind) -> bool:
    """Whether somebody in this state may take such a test at all."""
    if kind is AttemptKind.PRE:
        return not enrolment.is_recertification and enrolment.state in BEFORE
    short = kind is AttemptKind.SHORT
    return enrolment.state is EnrolmentState.PRESENT and short == enrolment.is_recertification
