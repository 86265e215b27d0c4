"""What must hold before somebody has passed, failed, or takes a course once more."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.bulk import table_of
from domain.core.errors import DomainError, RuleBroken
from domain.core.loaded import loaded
from domain.core.permission import Actor
from domain.training.course import CourseExam
from domain.training.enrolment_rules import records_attendance

if TYPE_CHECKING:
    from domain.training.enrolment import Enrolment


class NoResultYet(RuleBroken):
    """There is neither an exam nor a mark."""

    text = "There is no result yet: the exam, or the trainer's mark, comes first."


class ResultSaysOtherwise(RuleBroken):
    """Result and step contradict each other."""

    text = "The result says otherwise (pass mark: {pass_mark} percent)."


class NotMadeUpFor(RuleBroken):
    """A retake is a place in another session."""

    text = "Choose the session in which the course is taken again."


def finds_result(enrolment: "Enrolment", actor: Actor) -> DomainError | None:
    """The portal found the result in an exam of this enrolment, or the trainer gave it."""
    from domain.training.enrolment import ResultBy

    if enrolment.result_by is None or enrolment.completed_on is None:
        return NoResultYet()
    if enrolment.result_by is ResultBy.QUIZ:
        return None if rests_on_exam(enrolment) else NoResultYet()
    return records_attendance(enrolment, actor)


def rests_on_exam(enrolment: "Enrolment") -> bool:
    """Whether the score is that of an exam handed in for this enrolment."""
    from domain.training.quiz_attempt import AttemptKind, QuizAttempt

    session, t = object_session(enrolment), table_of(QuizAttempt).c
    exam = (t.enrolment_id == enrolment.id, t.kind != AttemptKind.PRE, t.submitted_at.is_not(None))
    query = select(t.id).where(*exam, t.score == enrolment.score, t.passed == enrolment.passed).limit(1)
    return session is not None and session.execute(query).first() is not None


def exam_was_taken(enrolment: "Enrolment") -> bool:
    """Whether an exam has been handed in for this enrolment, whatever came of it."""
    from domain.training.quiz_attempt import AttemptKind, QuizAttempt

    session, t = object_session(enrolment), table_of(QuizAttempt).c
    exam = (t.enrolment_id == enrolment.id, t.kind != AttemptKind.PRE, t.submitted_at.is_not(None))
    return session is not None and session.execute(select(t.id).where(*exam).limit(1)).first() is not None


def result_is_good(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """The score reaches the pass mark; a course without an exam needs none."""
    return None if good(enrolment) else _otherwise(enrolment)


def result_is_bad(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """The score does not reach the pass mark."""
    return _otherwise(enrolment) if good(enrolment) else None


def good(enrolment: "Enrolment") -> bool:
    """What the score says."""
    course = loaded(enrolment, "course").course
    if enrolment.score is None:
        return course.exam is CourseExam.NONE and enrolment.passed is not False
    return enrolment.score >= course.pass_mark


def is_made_up_for(enrolment: "Enrolment", _: Actor) -> DomainError | None:
    """Another enrolment has taken its place."""
    from domain.training.enrolment import Enrolment

    session, t = object_session(enrolment), table_of(Enrolment).c
    query = select(t.id).where(t.retake_of_id == enrolment.id).limit(1)
    found = session is not None and session.execute(query).first() is not None
    return None if found else NotMadeUpFor()


def _otherwise(enrolment: "Enrolment") -> ResultSaysOtherwise:
    return ResultSaysOtherwise(pass_mark=loaded(enrolment, "course").course.pass_mark)
