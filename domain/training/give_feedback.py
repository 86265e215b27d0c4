"""Say how a session was, without one's name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from db.bulk import select_in, table_of
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.permission import Actor
from domain.training.course_feedback import CourseFeedback
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import is_participant
from domain.training.enrolment_state import WAS_PRESENT

STARS = range(1, 6)
LEAST_VOICES = 3
"""With fewer, everybody would know whose words they are."""


class WasNotThere(RuleBroken):
    """Only who was there can say how it was."""

    text = "Only people who took part in the session give feedback."


class FeedbackGiven(RuleBroken):
    """Everybody has one voice."""

    text = "You have given feedback on this session already."


class NoSuchStars(RuleBroken):
    """There are five."""

    text = "Give 1 to 5 stars."


@dataclass(frozen=True)
class FeedbackSummary:
    """What those who were there said, in sums. `mean` and `top_two` are None while voices are too few."""

    given: int
    present: int
    stars: tuple[int, ...]
    """How many gave 1, 2, 3, 4, 5 stars; empty while voices are too few."""
    words: tuple[str, ...]
    """In the order of the alphabet, so that nothing shows who came first."""

    @property
    def mean(self) -> Decimal | None:
        """Mean number of stars."""
        total = sum(place * count for place, count in enumerate(self.stars, 1))
        return Decimal(total) / self.given if self.stars else None

    @property
    def top_two(self) -> Decimal | None:
        """Share of 4 and 5 stars."""
        return Decimal(sum(self.stars[3:])) / self.given if self.stars else None


def give_feedback(
    session: Session, actor: Actor, enrolment_id: int, stars: int, words: str, now: datetime
) -> None:
    """Keep stars and words; the enrolment remembers only that something was said."""
    enrolment = find(session, Enrolment, enrolment_id)
    if refusal := is_participant(enrolment, actor):
        raise refusal
    there = enrolment.attended_at is not None and enrolment.state in WAS_PRESENT
    if not there or enrolment.course_session_id is None:
        raise WasNotThere
    if enrolment.feedback_on is not None:
        raise FeedbackGiven
    if stars not in STARS:
        raise NoSuchStars(field="stars")
    enrolment.feedback_on = business_date(now)
    session.add(
        CourseFeedback(
            course_id=enrolment.course_id, course_session_id=enrolment.course_session_id, stars=stars,
            words=words.strip(), given_on=business_date(now),
        )
    )  # fmt: skip
    session.flush()


def feedback_of(session: Session, course_sessions: Collection[int]) -> dict[int, FeedbackSummary]:
    """Session -> what its people said; of fewer than three voices only their number."""
    e, f = table_of(Enrolment).c, table_of(CourseFeedback).c
    present: dict[int, int] = dict.fromkeys(course_sessions, 0)
    came = (e.attended_at.is_not(None), e.state.in_(WAS_PRESENT))
    for row in select_in(session, (e.course_session_id,), e.course_session_id, course_sessions, *came):
        present[row.course_session_id] += 1
    said: dict[int, list[tuple[int, str]]] = {key: [] for key in present}
    columns = (f.course_session_id, f.stars, f.words)
    for row in select_in(session, columns, f.course_session_id, course_sessions):
        said[row.course_session_id].append((row.stars, row.words))
    return {key: _summary(voices, present[key]) for key, voices in said.items()}


def session_feedback(session: Session, course_session_id: int) -> FeedbackSummary:
    """The same of one session."""
    return feedback_of(session, [course_session_id])[course_session_id]


def _summary(voices: list[tuple[int, str]], present: int) -> FeedbackSummary:
    if len(voices) < LEAST_VOICES:
        return FeedbackSummary(len(voices), present, (), ())
    stars = tuple(sum(given == one for given, _ in voices) for one in STARS)
    return FeedbackSummary(len(voices), present, stars, tuple(sorted(words for _, words in voices if words)))
