"""What somebody could try who wants a place, a presence or a certificate that is not due to them."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.core.clock import played_at
from domain.core.editing import archive, edit, find
from domain.core.errors import DomainError
from domain.core.permission import Permission, machine
from domain.entities import Notice
from domain.organisation.person import Person
from domain.training import enrolment_rules
from domain.training.answer_invitation import answer_invitation
from domain.training.asked_question import asked_questions
from domain.training.certificate_rules import FullCourseNeeded
from domain.training.check_in import CheckIn, SessionIsOver, check_in, code_of_the_day
from domain.training.course import Course, CourseRetired
from domain.training.course_session import CourseSession, FewerThanTaken, SessionHasEnded
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import SessionFull
from domain.training.enrolment_state import EnrolmentState
from domain.training.give_mark import ExamDecides, give_mark
from domain.training.invite import enrol_oneself, invite
from domain.training.my_training import my_training
from domain.training.plan_session import plan_session
from domain.training.quiz_attempt import AttemptKind
from domain.training.remind_training import remind_training
from domain.training.retake import AlreadyInSession, retake
from domain.training.start_attempt import CoolDown, NoExamNow, start_attempt
from domain.training.start_recertification import start_recertification
from domain.training.submit_attempt import submit_attempt
from tests.domain.training.taught import a_record
from tests.factories import a_person
from tests.factories_training import BEFORE, MORNING, Room, a_course_session, a_room, an_enrolment

pytestmark = pytest.mark.usefixtures("database")
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
POST, PRE, SHORT = AttemptKind.POST, AttemptKind.PRE, AttemptKind.SHORT


def begin(room: Room, kind: AttemptKind, now: Any = MORNING, enrolment: int | None = None) -> int:
    with room.acting(room.learners[0], now) as session:
        key = room.enrolments[0] if enrolment is None else enrolment
        return start_attempt(session, room.learners[0], key, kind, now, seed=7).id


def hand_in(room: Room, attempt: int, letter: str = "A", now: Any = MORNING) -> None:
    me = room.learners[0]
    with room.acting(me, now) as session:
        asked = asked_questions(session, me, attempt)
        submit_attempt(session, me, attempt, dict.fromkeys((one.question_id for one in asked), letter), now)


def retire(room: Room) -> None:
    with room.acting(room.hr) as session:
        archive(session, room.hr, Permission.TRAINING_ADMINISTER, find(session, Course, room.course), MORNING)


def test_a_code_passed_on_after_the_session_makes_nobody_present() -> None:
    room = a_room(learners=2)
    with room.acting(room.trainer) as session:
        code = code_of_the_day(session, room.trainer, room.session, MORNING)
    for place, later in ((0, 3 * HOUR), (1, 4 * HOUR)):
        me, now = room.learners[place], MORNING + later
        with room.acting(me, now) as session:
            if place == 0:
                assert check_in(session, me, room.session, code, now) is CheckIn.PRESENT
            else:
                with pytest.raises(SessionIsOver):
                    check_in(session, me, room.session, code, now)


def test_the_code_of_another_session_of_the_day_is_wrong() -> None:
    room, other = a_room(), a_room()
    with other.acting(other.trainer) as session:
        code = code_of_the_day(session, other.trainer, other.session, MORNING)
    with room.acting(room.trainer) as session:
        assert code_of_the_day(session, room.trainer, room.session, MORNING) != code
    with room.acting(room.learners[0]) as session:
        assert check_in(session, room.learners[0], room.session, code, MORNING) is CheckIn.WRONG


def test_two_who_take_the_last_place_by_the_step_itself_do_not_both_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = a_room(learners=2, places=1)
    monkeypatch.setattr(enrolment_rules, "places_taken", lambda session, keys: {keys[0]: 0})  # both looked
    for place in range(2):
        me = room.learners[place]
        with room.acting(me, BEFORE) as session:
            one = find(session, Enrolment, room.enrolments[place])
            if place == 0:
                one.workflow.take("confirm", one, me, BEFORE)
                continue
            with pytest.raises(SessionFull):
                one.workflow.take("confirm", one, me, BEFORE)
            session.rollback()


def test_places_are_not_cut_below_those_who_have_one() -> None:
    room = a_room(learners=2, places=3)
    for place in range(2):
        with room.acting(room.learners[place], BEFORE) as session:
            key = room.enrolments[place]
            answer_invitation(session, room.learners[place], key, coming=True, now=BEFORE)
    with room.acting(room.hr, BEFORE) as session:
        held = find(session, CourseSession, room.session)
        edit(session, room.hr, Permission.TRAINING_ADMINISTER, held, {"places": 2})
        with pytest.raises(FewerThanTaken):
            edit(session, room.hr, Permission.TRAINING_ADMINISTER, held, {"places": 1})
        session.rollback()


def test_whoever_was_invited_learns_that_a_session_was_moved() -> None:
    room = a_room(learners=2)
    with room.acting(room.learners[1], BEFORE) as session:
        key = room.enrolments[1]
        answer_invitation(session, room.learners[1], key, coming=False, now=BEFORE, reason="on leave")
    with room.acting(room.hr, BEFORE) as session:
        held = find(session, CourseSession, room.session)
        values = {"starts_at": MORNING + A_DAY, "ends_at": MORNING + A_DAY + HOUR, "place": "302"}
        edit(session, room.hr, Permission.TRAINING_ADMINISTER, held, values)
        edit(session, room.hr, Permission.TRAINING_ADMINISTER, held, {"remarks": "Bring a pen"})
    with room.acting(room.hr) as session:
        told = session.scalars(select(Notice).where(Notice.key.contains(":moved:"))).all()
        assert {one.user_id for one in told} == {room.learners[0].user_id, room.trainer.user_id}


def test_nobody_takes_a_place_in_a_session_that_is_over() -> None:
    room, late = a_room(learners=1), MORNING + A_DAY
    me = room.learners[0]
    with room.acting(me, late) as session, pytest.raises(SessionHasEnded):
        answer_invitation(session, me, room.enrolments[0], coming=True, now=late)
    with room.acting(room.outsider, late) as session, pytest.raises(SessionHasEnded):
        enrol_oneself(session, room.outsider, room.session, late)


def test_a_course_that_is_not_taught_any_more_gives_no_places_and_no_certificates() -> None:
    room = a_room(learners=2, present=True)
    begun = begin(room, POST)
    retire(room)
    with pytest.raises(CourseRetired):
        hand_in(room, begun)
    with room.acting(room.hr) as session:
        for refused in (
            lambda: invite(session, room.hr, room.session, [a_person(session).id], BEFORE),
            lambda: plan_session(
                session, room.hr,
                {"course_id": room.course, "starts_at": MORNING, "ends_at": MORNING + HOUR},
            ),
        ):  # fmt: skip
            with pytest.raises(CourseRetired):
                refused()
        session.rollback()


def test_the_test_before_the_course_is_not_handed_in_after_the_exam() -> None:
    room = a_room(present=True)
    before = begin(room, PRE)
    hand_in(room, begin(room, POST), "B")
    with pytest.raises(NoExamNow):
        hand_in(room, before)


def test_the_pause_between_attempts_holds_across_two_sessions_of_the_course() -> None:
    room = a_room(present=True)
    with room.acting(machine("test")) as session:
        held = a_course_session(session, find(session, Course, room.course))
        me = find(session, Enrolment, room.enrolments[0]).person_id
        came: dict[str, Any] = {"state": EnrolmentState.PRESENT, "attended_at": MORNING}
        second = an_enrolment(session, held, find(session, Person, me), **came).id
    hand_in(room, begin(room, POST), "B")
    with pytest.raises(CoolDown):
        begin(room, POST, enrolment=second)
    assert begin(room, POST, MORNING + A_DAY, second)


def test_the_trainer_overrules_no_exam_by_a_mark() -> None:
    room = a_room(present=True)
    hand_in(room, begin(room, POST), "B")
    with room.acting(room.trainer) as session, pytest.raises(ExamDecides):
        give_mark(session, room.trainer, room.enrolments[0], 100, MORNING)  # type: ignore[arg-type]


def test_nobody_makes_up_for_an_absence_in_the_session_they_were_absent_from() -> None:
    room = a_room()
    with room.acting(room.trainer) as session:
        one = find(session, Enrolment, room.enrolments[0])
        one.workflow.take("mark_absent", one, room.trainer, MORNING)
    me = room.learners[0]
    with room.acting(me) as session, pytest.raises(AlreadyInSession):
        retake(session, me, room.enrolments[0], room.session, MORNING)


@pytest.mark.parametrize("began", [False, True])
def test_a_renewal_left_open_is_no_way_around_the_ninety_days(began: bool) -> None:
    room, me = a_room(), None
    with room.acting(machine("test")) as session:
        me = room.learners[0]
        person = find(session, Person, me.person_id or 0)
        a_record(session, person, find(session, Course, room.course), valid_until=date(2026, 6, 10))
    with room.acting(me) as session:
        renewal = start_recertification(session, me, room.course, MORNING).id
    attempt = begin(room, SHORT, enrolment=renewal) if began else None
    late = MORNING + timedelta(days=90)
    with pytest.raises(FullCourseNeeded):
        hand_in(room, attempt, now=late) if attempt else begin(room, SHORT, late, renewal)
    with played_at(late), room.acting(machine("test"), late) as session:
        remind_training(session, late.date(), late)
    with room.acting(me, late) as session:
        assert renewal not in {one.id for one in my_training(session, me, late).enrolments}
        with pytest.raises(DomainError):
            start_recertification(session, me, room.course, late)
