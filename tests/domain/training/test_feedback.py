"""Feedback: from those who were there, once, without a name; and how good questions are."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.core.editing import find
from domain.core.journal import JournalEntry
from domain.training.course_feedback import CourseFeedback
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.give_feedback import (
    FeedbackGiven,
    NoSuchStars,
    WasNotThere,
    give_feedback,
    session_feedback,
)
from domain.training.item_quality import Given, ItemVerdict, qualities
from tests.factories_training import MORNING, Room, a_room

database = pytest.mark.usefixtures("database")


def say(room: Room, place: int, stars: int, words: str = "") -> None:
    with room.acting(room.learners[place]) as session:
        give_feedback(session, room.learners[place], room.enrolments[place], stars, words, MORNING)


@database
def test_three_voices_are_told_in_sums_and_fewer_only_counted() -> None:
    room = a_room(learners=4, present=True)
    say(room, 0, 5, "更多案例")
    say(room, 1, 4)
    with room.acting(room.hr) as session:
        few = session_feedback(session, room.session)
        assert (few.given, few.present, few.mean, few.words) == (2, 4, None, ())
    say(room, 2, 3, "Good")
    with room.acting(room.hr) as session:
        told = session_feedback(session, room.session)
    assert (told.mean, told.stars) == (Decimal(4), (0, 0, 1, 1, 1))
    assert (told.top_two, told.words) == (Decimal(2) / 3, ("Good", "更多案例"))


@database
def test_only_those_who_were_there_speak_and_only_once() -> None:
    with pytest.raises(WasNotThere):
        say(a_room(), 0, 5)
    room = a_room(present=True)
    with pytest.raises(NoSuchStars):
        say(room, 0, 6)
    say(room, 0, 5)
    with pytest.raises(FeedbackGiven):
        say(room, 0, 1)
    with room.acting(room.trainer) as session, pytest.raises(NotTheParticipant):
        give_feedback(session, room.trainer, room.enrolments[0], 5, "", MORNING)


@database
def test_nothing_kept_says_whose_words_they_are() -> None:
    room = a_room(present=True)
    say(room, 0, 2, "Too fast")
    with room.acting(room.hr) as session:
        names = set(CourseFeedback.__table__.columns.keys())
        assert not names & {"person_id", "enrolment_id", "user_id", "created_at"}
        assert find(session, Enrolment, room.enrolments[0]).feedback_on is not None
        told = " ".join(str(one.changes) for one in session.scalars(select(JournalEntry)))
    assert "Too fast" not in told


def answers(*rows: str) -> list[Given]:
    """One attempt a row, one question a column: 1 right, 0 wrong."""
    return [
        Given(attempt, question, 1, mark == "1")
        for attempt, row in enumerate(rows)
        for question, mark in enumerate(row)
    ]


def test_a_question_that_parts_those_who_know_from_those_who_do_not_is_good() -> None:
    found = qualities(answers(*["111"] * 6, *["000"] * 4))
    assert (found[0].difficulty, found[0].discrimination) == (Decimal("0.6"), Decimal(1))
    assert found[0].verdict is ItemVerdict.GOOD


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (["011"] * 8 + ["111"] * 2, ItemVerdict.HARD),
        (["111"] * 19 + ["011"], ItemVerdict.EASY),
        (["011"] * 5 + ["100"] * 5, ItemVerdict.WEAK),
        (["111"] * 5 + ["000"] * 4, ItemVerdict.FEW),
    ],
)
def test_a_question_that_does_not_is_to_be_looked_at(rows: list[str], verdict: ItemVerdict) -> None:
    assert qualities(answers(*rows))[0].verdict is verdict


def test_discrimination_is_the_correlation_with_the_rest_of_the_score() -> None:
    # right: 1 1 0 1 0; rest of 2: 2 1 1 0 0 -> means of rest 1, 0.5; population: r = 0.3273
    found = qualities(answers("111", "110", "001", "100", "000"))
    assert found[0].discrimination == Decimal("0.3273")
