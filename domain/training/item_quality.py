"""How well questions tell those who know from those who do not (classical test theory, F.4).

Difficulty p: the share of answers that were right. Discrimination: the point-biserial correlation of being
right with the rest of the score, over the first tries at the exam. What reads neither between .3 and .9 nor
at least .2 deserves a look.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.bulk import table_of
from domain.core.rounding import rounded
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.quiz_question import QuizQuestion

LEAST_ANSWERS = 10
TOO_HARD, TOO_EASY, WEAK = Decimal("0.3"), Decimal("0.9"), Decimal("0.2")


class ItemVerdict(StrEnum):
    """What to think of a question."""

    GOOD = "good"
    FEW = "few"
    """Too few answers to say."""
    HARD = "hard"
    EASY = "easy"
    WEAK = "weak"
    """Those who know it do not do better elsewhere: look at its wording and at what is held to be right."""

    @property
    def tone(self) -> str:
        """What it means to whoever looks."""
        return {"good": "good", "few": "calm", "weak": "bad"}.get(self.value, "waiting")


@dataclass(frozen=True)
class ItemQuality:
    """What answers say about a question."""

    answers: int
    difficulty: Decimal | None
    discrimination: Decimal | None
    """None: nobody, or everybody, was right, or all else was answered alike."""

    @property
    def verdict(self) -> ItemVerdict:
        """Good, or what is to be looked at first."""
        if self.answers < LEAST_ANSWERS or self.difficulty is None:
            return ItemVerdict.FEW
        if self.difficulty < TOO_HARD:
            return ItemVerdict.HARD
        if self.difficulty > TOO_EASY:
            return ItemVerdict.EASY
        weak = self.discrimination is None or self.discrimination < WEAK
        return ItemVerdict.WEAK if weak else ItemVerdict.GOOD


@dataclass(frozen=True)
class Given:
    """One answer: of which attempt to which question, for how many points, and whether it was right."""

    attempt_id: int
    question_id: int
    points: int
    right: bool


def item_qualities(session: Session, course_id: int) -> dict[int, ItemQuality]:
    """Question -> its quality, from the first tries at the exam of the course.

    Sums over everybody; whoever asks must be somebody who sees the questions.
    """
    a, t, q = table_of(QuizAnswer), table_of(QuizAttempt), table_of(QuizQuestion)
    query = (
        select(a.c.attempt_id, a.c.question_id, q.c.points, a.c.is_right)
        .join_from(a, t, a.c.attempt_id == t.c.id)
        .join(q, q.c.id == a.c.question_id)
        .where(t.c.course_id == course_id, t.c.kind != AttemptKind.PRE, t.c.is_first.is_(True))
        .where(t.c.submitted_at.is_not(None), a.c.is_right.is_not(None))
    )
    return qualities([Given(*row) for row in session.execute(query)])


def qualities(answers: Iterable[Given]) -> dict[int, ItemQuality]:
    """Question -> its quality, by the answers of several attempts."""
    by_question: dict[int, list[Given]] = defaultdict(list)
    got: dict[int, int] = defaultdict(int)
    most: dict[int, int] = defaultdict(int)
    for one in answers:
        by_question[one.question_id].append(one)
        got[one.attempt_id] += one.points * one.right
        most[one.attempt_id] += one.points
    return {question: _quality(given, got, most) for question, given in by_question.items()}


def _quality(given: list[Given], got: Mapping[int, int], most: Mapping[int, int]) -> ItemQuality:
    right = Decimal(sum(one.right for one in given)) / len(given)
    pairs = [
        (float(one.right), (got[one.attempt_id] - one.points * one.right) / rest)
        for one in given
        if (rest := most[one.attempt_id] - one.points)
    ]
    return ItemQuality(len(given), right, _correlation(pairs))


def _correlation(pairs: list[tuple[float, float]]) -> Decimal | None:
    values = np.array(pairs, dtype=float).reshape(-1, 2)
    if len(values) < 2 or not values.std(axis=0).all():
        return None
    return rounded(Decimal(str(np.corrcoef(values[:, 0], values[:, 1])[0, 1])), 4)
