"""What somebody got wrong in an exam they have passed, with the explanation: the last thing to learn."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.editing import find
from domain.core.permission import Actor
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.quiz_question import QuizQuestion


@dataclass(frozen=True)
class Mistake:
    """A question that was not answered rightly. An explanation is empty where nobody has written one."""

    chinese: str
    english: str
    explained_zh: str
    explained_en: str


def own_mistakes(session: Session, actor: Actor, attempt_id: int) -> list[Mistake]:
    """One's own wrong answers in the order of the exam, once it has been passed; nothing before.

    Whoever may still try again learns nothing about single questions: they are asked again.
    """
    attempt = find(session, QuizAttempt, attempt_id)
    if actor.person_id is None or attempt.person_id != actor.person_id:
        raise NotTheParticipant
    if attempt.kind is AttemptKind.PRE or not attempt.passed:
        return []
    q, a = table_of(QuizQuestion).c, table_of(QuizAnswer).c
    query = (
        select(q.text_zh, q.text_en, q.explanation_zh, q.explanation_en)
        .join_from(table_of(QuizAnswer), table_of(QuizQuestion), a.question_id == q.id)
        .where(a.attempt_id == attempt_id, a.is_right.is_(False))
        .order_by(a.position)
    )
    return [
        Mistake(
            row.text_zh, row.text_en, row.explanation_zh or "", row.explanation_en or row.explanation_zh or ""
        )
        for row in session.execute(query)
    ]
