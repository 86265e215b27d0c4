"""An attempt as whoever takes it sees it: questions and options, nothing about what is right."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.editing import find
from domain.core.permission import Actor
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import QuizAttempt
from domain.training.quiz_question import LETTERS, QuestionKind, QuizQuestion, lines

TRUE_FALSE = (("对", "True"), ("错", "False"))


@dataclass(frozen=True)
class AskedOption:
    """One thing to choose; `letter` is what an answer names it by."""

    letter: str
    chinese: str
    english: str


@dataclass(frozen=True)
class AskedQuestion:
    """One question of an attempt."""

    question_id: int
    kind: QuestionKind
    chinese: str
    english: str
    points: int
    options: tuple[AskedOption, ...]
    chosen: str
    """Letters answered so far."""


def asked_questions(session: Session, actor: Actor, attempt_id: int) -> list[AskedQuestion]:
    """The questions of one's own attempt in the order drawn for it."""
    attempt = find(session, QuizAttempt, attempt_id)
    if actor.person_id is None or attempt.person_id != actor.person_id:
        raise NotTheParticipant
    q, a = table_of(QuizQuestion).c, table_of(QuizAnswer).c
    query = (
        select(q.id, q.kind, q.text_zh, q.text_en, q.options_zh, q.options_en, q.points)
        .add_columns(a.option_order, a.chosen)
        .join_from(table_of(QuizAnswer), table_of(QuizQuestion), a.question_id == q.id)
        .where(a.attempt_id == attempt_id)
        .order_by(a.position)
    )
    return [
        AskedQuestion(
            row.id, row.kind, row.text_zh, row.text_en or row.text_zh, row.points,
            tuple(_options(row.kind, row.options_zh, row.options_en, row.option_order)), row.chosen,
        )
        for row in session.execute(query)
    ]  # fmt: skip


def _options(kind: QuestionKind, chinese: str, english: str, order: Iterable[int]) -> Iterable[AskedOption]:
    named = (
        TRUE_FALSE
        if kind is QuestionKind.TRUE_FALSE
        else tuple(zip(lines(chinese), lines(english), strict=True))
    )
    return (AskedOption(LETTERS[place], *named[place]) for place in order)
