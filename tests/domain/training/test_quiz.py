"""The exam on-line: drawn by a seed, marked by the portal, limited in attempts."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from domain.core.editing import edit, find
from domain.core.errors import NotFound
from domain.core.permission import Permission
from domain.training.asked_question import asked_questions
from domain.training.course import Course, OutOfBounds
from domain.training.draw_questions import NoQuestions, draw_questions
from domain.training.enrolment import Enrolment, ResultBy
from domain.training.enrolment_rules import NotTheParticipant
from domain.training.enrolment_state import EnrolmentState
from domain.training.own_mistakes import own_mistakes
from domain.training.quiz_answer import QuizAnswer
from domain.training.quiz_attempt import AttemptKind, QuizAttempt
from domain.training.quiz_question import (
    AlreadyAsked,
    OptionsDiffer,
    QuestionKind,
    QuizQuestion,
    RightIsNoOption,
)
from domain.training.result_rules import NoResultYet
from domain.training.revise_question import revise_question
from domain.training.start_attempt import CoolDown, NoAttemptsLeft, NoExamNow, start_attempt
from domain.training.submit_attempt import AlreadyHandedIn, submit_attempt
from domain.workforce.training_record import TrainingRecord
from tests.factories_training import BEFORE, MORNING, Room, a_course, a_question, a_room, somebody

pytestmark = pytest.mark.usefixtures("database")
A_DAY = timedelta(hours=24)


def begin(room: Room, now: datetime = MORNING, kind: AttemptKind = AttemptKind.POST) -> int:
    with room.acting(room.learners[0], now) as session:
        return start_attempt(session, room.learners[0], room.enrolments[0], kind, now, seed=7).id


def hand_in(room: Room, attempt: int, right: int, now: datetime = MORNING) -> Decimal | None:
    """Answer so many questions rightly (by A) and the rest wrongly."""
    me = room.learners[0]
    with room.acting(me, now) as session:
        asked = asked_questions(session, me, attempt)
        answers = {one.question_id: "A" if at < right else "B" for at, one in enumerate(asked)}
        score: Decimal | None = submit_attempt(session, me, attempt, answers, now).score
        return score


def enrolment(room: Room) -> Enrolment:
    with room.acting(room.hr) as session:
        return find(session, Enrolment, room.enrolments[0])


def test_four_of_five_right_passes_and_certifies_at_once() -> None:
    room = a_room(present=True)
    assert hand_in(room, begin(room), right=4) == 80
    one = enrolment(room)
    assert (one.state, one.result_by, one.marked_by_id) == (EnrolmentState.CERTIFIED, ResultBy.QUIZ, None)
    assert str(one.valid_until) == "2027-06-15"


def test_three_failed_attempts_a_day_apart_are_the_result() -> None:
    room = a_room(present=True)
    for day in range(3):
        hand_in(room, begin(room, MORNING + day * A_DAY), right=3, now=MORNING + day * A_DAY)
        assert enrolment(room).state is (EnrolmentState.FAILED if day == 2 else EnrolmentState.PRESENT)
    with pytest.raises(NoExamNow):
        begin(room, MORNING + 4 * A_DAY)
    with room.acting(room.hr) as session:
        tries = session.scalars(select(TrainingRecord).order_by(TrainingRecord.id)).all()
        assert [(one.attempt, one.passed, one.is_first_attempt) for one in tries] == [
            (Decimal(1), False, True),
            (Decimal(2), False, False),
            (Decimal(3), False, False),
        ]


def test_the_next_attempt_waits_a_day() -> None:
    room = a_room(present=True)
    hand_in(room, begin(room), right=0)
    with pytest.raises(CoolDown):
        begin(room, MORNING + A_DAY - timedelta(minutes=1))
    assert begin(room, MORNING + A_DAY)


def test_a_course_may_grant_fewer_attempts_but_never_more_than_three() -> None:
    room = a_room(present=True, attempts=1)
    hand_in(room, begin(room), right=0)
    assert enrolment(room).state is EnrolmentState.FAILED
    with room.acting(room.hr) as session:
        course = a_course(session)
        with pytest.raises(OutOfBounds):
            edit(session, room.hr, Permission.TRAINING_ADMINISTER, course, {"attempts": 4})


def test_only_who_was_there_takes_the_exam() -> None:
    with pytest.raises(NoExamNow):
        begin(a_room())


def test_the_test_before_the_course_is_taken_once_and_decides_nothing() -> None:
    room = a_room()
    first = begin(room, BEFORE, AttemptKind.PRE)
    hand_in(room, first, right=5, now=BEFORE)
    one = enrolment(room)
    assert (one.state, one.score, one.passed) == (EnrolmentState.INVITED, None, None)
    with pytest.raises(NoAttemptsLeft):
        begin(room, BEFORE, AttemptKind.PRE)


def test_an_attempt_that_was_begun_goes_on_and_is_handed_in_once() -> None:
    room = a_room(present=True)
    first = begin(room)
    assert begin(room, MORNING + A_DAY) == first
    hand_in(room, first, right=0)
    with pytest.raises(AlreadyHandedIn):
        hand_in(room, first, right=5)


def test_the_same_seed_draws_the_same_questions_in_the_same_order() -> None:
    room = a_room(questions=12)
    with room.acting(room.hr) as session:
        found = find(session, Course, room.course)
        found.questions = 5
        drawn = [draw_questions(session, found, AttemptKind.POST, seed) for seed in (7, 7, 8)]
        short = draw_questions(session, found, AttemptKind.SHORT, 7)
    assert drawn[0] == drawn[1] != drawn[2]
    assert (len(drawn[0]), len(short)) == (5, 3)


def test_a_course_without_questions_has_no_exam() -> None:
    with pytest.raises(NoQuestions):
        begin(a_room(questions=0, present=True))


def test_several_right_options_must_all_be_chosen_and_no_other() -> None:
    room = a_room(questions=0, present=True)
    with room.acting(room.hr) as session:
        course = find(session, Course, room.course)
        for _ in range(2):
            a_question(session, course, kind=QuestionKind.MULTIPLE, right="AC", points=2)
    attempt, me = begin(room), room.learners[0]
    with room.acting(me) as session:
        first, second = (one.question_id for one in asked_questions(session, me, attempt))
        done = submit_attempt(session, me, attempt, {first: "ca", second: "ABC"}, MORNING)
        assert (done.points, done.most_points, done.score) == (2, 4, Decimal(50))


def test_whoever_takes_the_exam_sees_no_right_answers_and_nobody_elses_attempt() -> None:
    room = a_room(learners=2, present=True)
    attempt = begin(room)
    for who in room.learners:
        with room.acting(who) as session:
            assert session.scalars(select(QuizQuestion)).all() == []
            assert session.scalars(select(QuizQuestion.right)).all() == []
    with room.acting(room.learners[1]) as session:
        assert session.scalars(select(QuizAttempt)).all() == []
        assert session.scalars(select(QuizAnswer)).all() == []
        with pytest.raises(NotFound):
            asked_questions(session, room.learners[1], attempt)
    with room.acting(room.trainer) as session:
        assert len(session.scalars(select(QuizQuestion)).all()) == 5
        assert [one.id for one in session.scalars(select(QuizAttempt))] == [attempt]


def test_a_superior_sees_how_it_went_and_not_what_is_right() -> None:
    room = a_room(present=True)
    begin(room)
    superior = somebody(999, Permission.TRAINING_READ, Permission.ASSESSMENTS_RATE)
    with room.acting(superior) as session:
        assert len(session.scalars(select(QuizAttempt)).all()) == 1
        assert session.scalars(select(QuizQuestion)).all() == []


def test_nobody_passes_without_an_exam_or_a_mark() -> None:
    room = a_room(present=True)
    with room.acting(room.trainer) as session:
        one = find(session, Enrolment, room.enrolments[0])
        with pytest.raises(NoResultYet):
            one.workflow.take("pass", one, room.trainer, MORNING)
        one.score, one.passed, one.result_by = Decimal(100), True, ResultBy.QUIZ
        one.completed_on = MORNING.date()
        with pytest.raises(NoResultYet):
            one.workflow.take("pass", one, room.trainer, MORNING)


def test_a_question_that_was_asked_keeps_its_words_and_gets_a_new_edition_instead() -> None:
    room = a_room(questions=1, present=True)
    begin(room)
    hr = somebody(room.hr.person_id or 0, *room.hr.permissions, Permission.TRAINING_TEACH)
    with room.acting(hr) as session:
        asked = session.scalars(select(QuizQuestion)).one()
        with pytest.raises(AlreadyAsked):
            edit(session, hr, Permission.TRAINING_TEACH, asked, {"right": "B"})
        session.rollback()
    with room.acting(hr) as session:
        asked = session.scalars(select(QuizQuestion)).one()
        new = revise_question(session, hr, asked, MORNING)
        edit(session, hr, Permission.TRAINING_TEACH, new, {"right": "B"})
        assert (new.number, new.edition, new.right) == (asked.number, 2, "B")
        assert asked.archived_at is not None


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"options_en": "One\nTwo"}, OptionsDiffer),
        ({"options_zh": "甲", "options_en": "One"}, OptionsDiffer),
        ({"right": "D"}, RightIsNoOption),
        ({"right": "AB"}, RightIsNoOption),
        ({"right": ""}, RightIsNoOption),
        ({"kind": QuestionKind.TRUE_FALSE, "right": "maybe"}, RightIsNoOption),
    ],
)
def test_a_question_nobody_could_answer_is_refused(facts: dict[str, str], refusal: type[Exception]) -> None:
    values = {"options_zh": "甲\n乙\n丙", "options_en": "One\nTwo\nThree", "right": "A", "points": 1}
    with pytest.raises(refusal):
        QuizQuestion(**{"kind": QuestionKind.SINGLE} | values | facts).check()


def test_right_answers_are_kept_as_letters_however_they_were_typed() -> None:
    several = QuizQuestion(kind=QuestionKind.MULTIPLE, options_zh="甲\n乙", options_en="a\nb", right="b、a")
    true = QuizQuestion(kind=QuestionKind.TRUE_FALSE, right="对")
    several.check()
    true.check()
    assert (several.right, true.right) == ("AB", "A")


def test_explanations_of_mistakes_are_shown_once_the_exam_is_passed_and_to_oneself_only() -> None:
    room = a_room(learners=2, present=True)
    me, other = room.learners
    failed = begin(room)
    hand_in(room, failed, right=3)
    passed = begin(room, MORNING + A_DAY)
    hand_in(room, passed, right=4, now=MORNING + A_DAY)
    with room.acting(room.hr) as session:
        for question in session.scalars(select(QuizQuestion)):
            question.explanation_zh = "制度第 3 条"
    with room.acting(me) as session:
        assert own_mistakes(session, me, failed) == []
        (mistake,) = own_mistakes(session, me, passed)
        assert (mistake.explained_zh, mistake.explained_en) == ("制度第 3 条", "制度第 3 条")
    for stranger, refusal in ((other, NotFound), (room.trainer, NotTheParticipant)):
        with room.acting(stranger) as session, pytest.raises(refusal):
            own_mistakes(session, stranger, passed)
