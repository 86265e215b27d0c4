"""The first three levels of Kirkpatrick: how people found it, what they learned, what they do (F.4)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.rounding import quotient
from domain.training.behaviour_check import Applied, BehaviourCheck
from domain.training.course_feedback import CourseFeedback
from domain.training.learning_gain import MEDIUM, PairedTest, class_gain, differences_test, paired_test
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.trained_people import Trained
from domain.workforce.violation import Violation, ViolationStatus

TOP_TWO = 4
"""Four or five of five stars."""
GOOD_REACTION, GOOD_RESPONSE = Decimal("0.85"), Decimal("0.60")
WATCHED_DAYS = 90
FEWEST_OPINIONS = 3
"""Below it an average would tell who said what."""


@dataclass(frozen=True)
class Reaction:
    """Level 1. `liked`: share of four and five stars; None where too few answered to stay unnamed."""

    present: int
    answers: int
    """People looked at who answered."""
    liked: Decimal | None
    voices: int = 0
    """Answers that `liked` counts: nameless, so those of everybody in the sessions."""

    @property
    def response(self) -> Decimal | None:
        """Share of those present who answered."""
        return quotient(self.answers, self.present)

    @property
    def reached(self) -> bool | None:
        """Liked by 85 % with 60 % answering; None: too few answered."""
        if self.liked is None or self.response is None:
            return None
        return self.liked >= GOOD_REACTION and self.response >= GOOD_RESPONSE


@dataclass(frozen=True)
class Learning:
    """Level 2: tests before and after of the same people, and the exam at the first try."""

    gain: Decimal | None
    test: PairedTest | None
    first_tries: int
    passed_first: int
    means: tuple[Decimal, Decimal] | None = None
    """Mean score before and after, per cent."""

    @property
    def pass_rate(self) -> Decimal | None:
        """First tries passed / first tries."""
        return quotient(self.passed_first, self.first_tries)

    @property
    def reached(self) -> bool | None:
        """A class gain of 0.30 that chance does not explain; None: nobody took both tests."""
        if self.gain is None or self.test is None:
            return None
        return self.gain >= MEDIUM and self.test.shown > 0


@dataclass(frozen=True)
class Behaviour:
    """Level 3: what superiors say, and confirmed violations in the 90 days after against those before."""

    asked: int
    answers: Mapping[Applied, int]
    violations: PairedTest | None
    violations_before: int = 0
    violations_after: int = 0

    @property
    def answered(self) -> int:
        """Answers that say something: without those who had no occasion."""
        return sum(count for applied, count in self.answers.items() if applied is not Applied.NO_OCCASION)

    @property
    def applied(self) -> Decimal | None:
        """Share that does fully what was taught."""
        return quotient(self.answers.get(Applied.FULLY, 0), self.answered)

    @property
    def reached(self) -> bool | None:
        """Fewer violations than chance explains; None: none of either time, or nobody to compare."""
        if self.violations is None or not self.violations_before + self.violations_after:
            return None
        return self.violations.shown < 0


def reaction(session: Session, trained: Sequence[Trained], course_id: int) -> Reaction:
    """Of the sessions in which they were."""
    t = table_of(CourseFeedback).c
    sessions = sorted({one.session_id for one in trained})
    counted: Counter[int] = Counter()
    rows = select(t.stars, func.count().label("answers")).where(
        t.course_id == course_id, t.course_session_id.in_(sessions)
    )
    for row in session.execute(rows.group_by(t.stars)):
        counted[row.stars] += row.answers
    voices = sum(counted.values())
    top = sum(count for stars, count in counted.items() if stars >= TOP_TWO)
    return Reaction(
        len(trained), sum(one.gave_feedback for one in trained),
        quotient(top, voices) if voices >= FEWEST_OPINIONS else None, voices,
    )  # fmt: skip


def learning(session: Session, trained: Sequence[Trained]) -> Learning:
    """First test before and first exam after of everybody who took both."""
    t = table_of(QuizAttempt).c
    columns = (t.enrolment_id, t.kind, t.number, t.score, t.is_first, t.passed)
    before: dict[int, Decimal] = {}
    after: dict[int, Decimal] = {}
    tries: list[bool] = []
    rows = select_in(session, columns, t.enrolment_id, [one.enrolment_id for one in trained],
                     t.submitted_at.is_not(None), t.score.is_not(None))  # fmt: skip
    for row in sorted(rows, key=lambda row: row.number):
        kept = before if row.kind is AttemptKind.PRE else after
        kept.setdefault(row.enrolment_id, row.score)
        if row.is_first and row.kind is not AttemptKind.PRE:
            tries.append(bool(row.passed))
    pairs = [(before[key], after[key]) for key in sorted(before.keys() & after.keys())]
    means = None
    if pairs:
        sums = [sum(side, Decimal(0)) / len(pairs) for side in zip(*pairs, strict=True)]
        means = sums[0], sums[1]
    return Learning(class_gain(pairs), paired_test(pairs), len(tries), sum(tries), means)


def behaviour(session: Session, trained: Sequence[Trained], today: date) -> Behaviour:
    """Checks of these enrolments; violations of everybody whose 90 days are over."""
    t = table_of(BehaviourCheck).c
    rows = list(select_in(session, (t.applied,), t.enrolment_id, [one.enrolment_id for one in trained]))
    answers = Counter(row.applied for row in rows if row.applied is not None)
    watched = [one for one in trained if one.on + timedelta(WATCHED_DAYS) < today]
    counted = _violations(session, watched)
    pairs = [counted[one.person_id] for one in watched]
    test = differences_test([Decimal(after - before) for before, after in pairs]) if pairs else None
    return Behaviour(
        len(rows), answers, test, sum(before for before, _ in pairs), sum(after for _, after in pairs)
    )


def _violations(session: Session, watched: Sequence[Trained]) -> dict[int, tuple[int, int]]:
    """Person -> confirmed violations in the days before and after their training. Counts, whoever asks."""
    t, days = table_of(Violation).c, {one.person_id: one.on for one in watched}
    counted = {person: [0, 0] for person in days}
    rows = select_in(session, (t.salesperson_id, t.occurred_on), t.salesperson_id, days,
                     t.status == ViolationStatus.CONFIRMED, t.archived_at.is_(None))  # fmt: skip
    for row in rows:
        away = (row.occurred_on - days[row.salesperson_id]).days
        if away and abs(away) <= WATCHED_DAYS:
            counted[row.salesperson_id][away > 0] += 1
    return {person: (before, after) for person, (before, after) in counted.items()}
