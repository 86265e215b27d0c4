"""Change a question that has been asked: a new edition of it, the old one put away."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.editing import archive, create
from domain.core.permission import Actor, Permission
from domain.training.quiz_question import CONTENT, QuizQuestion


def revise_question(session: Session, actor: Actor, question: QuizQuestion, now: datetime) -> QuizQuestion:
    """The next edition, alike at first and open to changes; the old one is not drawn any more.

    Attempts keep what they asked, and statistics begin anew.
    """
    t = table_of(QuizQuestion).c
    last = session.scalar(select(func.max(t.edition)).where(t.number == question.number)) or 0
    kept = (*CONTENT, "explanation_zh", "explanation_en")
    values = {name: getattr(question, name) for name in kept}
    archive(session, actor, Permission.TRAINING_TEACH, question, now, reason="new edition")
    return create(
        session, actor, Permission.TRAINING_TEACH, QuizQuestion,
        {**values, "number": question.number, "edition": last + 1},
    )  # fmt: skip
