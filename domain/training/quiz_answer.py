"""Answers: one question of one attempt."""

from typing import TYPE_CHECKING

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base
from domain.core.permission import Actor
from domain.core.visibility import Confidential

if TYPE_CHECKING:
    from domain.training.quiz_attempt import QuizAttempt


class QuizAnswer(Base, Confidential):
    """What was asked at which place, in which order of options, and what was answered."""

    __tablename__ = "quiz_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("quiz_question.id"), index=True)
    position: Mapped[int]
    order: Mapped[list[int]] = mapped_column("option_order", JSON)
    """The options as shown: places in the question's own list."""
    chosen: Mapped[str] = mapped_column(String(20), insert_default="")
    """Letters of the question's own list; empty: not answered."""
    right: Mapped[bool | None] = mapped_column("is_right")
    """None: not handed in yet."""

    attempt: Mapped["QuizAttempt"] = relationship(lazy="raise", back_populates="answers")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Whoever sees the attempt."""
        from domain.training.quiz_attempt import QuizAttempt

        return cls.attempt_id.in_(select(QuizAttempt.id).where(QuizAttempt.visible_to(actor)))
