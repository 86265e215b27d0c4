"""Which questions of the bank an attempt asks, in which order: the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.errors import RuleBroken
from domain.training.course import Course
from domain.training.quiz_attempt import AttemptKind
from domain.training.quiz_question import QuestionKind, QuizQuestion, lines


class NoQuestions(RuleBroken):
    """The bank of the course is empty."""

    text = "There are no questions for this course yet."


@dataclass(frozen=True)
class Drawn:
    """A question at its place; `order` are the options as shown."""

    question_id: int
    order: tuple[int, ...]


def draw_questions(session: Session, course: Course, kind: AttemptKind, seed: int) -> list[Drawn]:
    """So many questions of the bank as the course says, both they and their options in an order by chance."""
    t = table_of(QuizQuestion).c  # whoever takes the exam does not see the bank
    query = select(t.id, t.kind, t.options_zh).where(t.course_id == course.id, t.archived_at.is_(None))
    pool = session.execute(query.order_by(t.id)).all()
    if not pool:
        raise NoQuestions
    chance = Random(seed)  # noqa: S311  repeatable, so that an attempt can be laid out again
    chosen = chance.sample(pool, asked_of(course, kind, len(pool)))
    return [Drawn(row.id, _order(chance, row.kind, lines(row.options_zh))) for row in chosen]


def asked_of(course: Course, kind: AttemptKind, pool: int) -> int:
    """How many questions an attempt has."""
    whole = min(course.questions or pool, pool)
    if kind is not AttemptKind.SHORT:
        return whole
    return min(course.short_questions or -(-whole // 2), pool)


def _order(chance: Random, kind: QuestionKind, options: Sequence[str]) -> tuple[int, ...]:
    if kind is QuestionKind.TRUE_FALSE:
        return (0, 1)
    places = list(range(len(options)))
    chance.shuffle(places)
    return tuple(places)
