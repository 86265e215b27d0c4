"""Certificates: who certifies whom, how long they hold, how they are renewed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.core.editing import find
from domain.core.errors import Missing, NotPermitted
from domain.core.permission import Actor, Permission, machine
from domain.core.stale_figures import StaleFigure
from domain.training.asked_question import asked_questions
from domain.training.certificate_expiry import CertificateStatus, certificate_status, last_valid_day
from domain.training.certificate_rules import (
    FullCourseNeeded,
    NothingToRenew,
    OwnCertificate,
    SeesAnswers,
    TooEarlyToRenew,
    TrainerCertifies,
    may_be_certified,
)
from domain.training.course import Course, CourseExam
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import NotTheTrainer
from domain.training.enrolment_state import EnrolmentState
from domain.training.give_mark import NoSuchMark, certify, give_mark
from domain.training.quiz_attempt import AttemptKind
from domain.training.retake import retake
from domain.training.start_attempt import start_attempt
from domain.training.start_recertification import start_recertification
from domain.training.submit_attempt import submit_attempt
from domain.workforce.training_duty import DutyState, TrainingDuty
from domain.workforce.training_record import TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement
from tests.factories import added
from tests.factories_training import MORNING, Room, a_course_session, a_room, somebody

database = pytest.mark.usefixtures("database")


def take_exam(room: Room, who: Actor, key: int, kind: AttemptKind, right: bool, now: datetime) -> None:
    with room.acting(who, now) as session:
        attempt = start_attempt(session, who, key, kind, now)
        asked = asked_questions(session, who, attempt.id)
        submit_attempt(session, who, attempt.id, {one.question_id: "AB"[not right] for one in asked}, now)


def marked(room: Room, score: int | None = 90, who: Actor | None = None) -> Enrolment:
    trainer = who or room.trainer
    with room.acting(trainer) as session:
        mark = None if score is None else Decimal(score)
        return give_mark(session, trainer, room.enrolments[0], mark, MORNING)


def certified(room: Room, who: Actor, now: datetime = MORNING) -> Enrolment:
    with room.acting(who, now) as session:
        certify(session, who, room.enrolments[:1], now)
        return find(session, Enrolment, room.enrolments[0])


@pytest.mark.parametrize(
    ("completed", "expires"),
    [(date(2024, 3, 15), date(2025, 3, 15)), (date(2024, 2, 29), date(2025, 2, 28))],
)
def test_f14_a_certificate_holds_through_the_same_day_clipped_to_the_month(
    completed: date, expires: date
) -> None:
    assert last_valid_day(completed, 12) == expires


def test_f14_a_certificate_is_expiring_from_thirty_days_before_its_last_day() -> None:
    days = [date(2025, 2, 12), date(2025, 2, 13), date(2025, 3, 15), date(2025, 3, 16)]
    found = [certificate_status(date(2025, 3, 15), day) for day in days]
    assert found == ["valid", "expiring", "expiring", "expired"]
    assert certificate_status(None, date(2099, 1, 1)) is CertificateStatus.VALID


@database
def test_passing_leaves_a_training_record_and_settles_the_duty_and_marks_the_figures() -> None:
    room = a_room(present=True, hours=Decimal(2))
    person = room.learners[0].person_id or 0
    with unit_of_work(machine("test")) as session:
        course = find(session, Course, room.course)
        added(
            session,
            TrainingRequirement(
                course_code=course.code, person_id=person, since=date(2026, 1, 1), source_ref="r"
            ),
        )
    take_exam(room, room.learners[0], room.enrolments[0], AttemptKind.POST, True, MORNING)
    with unit_of_work(machine("test")) as session:
        record = session.scalars(select(TrainingRecord)).one()
        assert (record.source, record.source_ref) == ("training", str(room.enrolments[0]))
        assert (record.passed, record.score, record.is_first_attempt) == (True, Decimal(100), True)
        assert (record.completed_on, record.valid_until) == (date(2026, 6, 15), date(2027, 6, 15))
        assert record.hours == 2
        valid = session.scalars(select(TrainingDuty).where(TrainingDuty.state == DutyState.VALID)).one()
        assert (valid.person_id, valid.from_on) == (person, date(2026, 6, 15))
        stale = {(one.fact, one.period) for one in session.scalars(select(StaleFigure))}
        assert {("training_record", 202606), ("training_duty", 202606)} <= stale


@database
def test_a_trainers_mark_certifies_nobody_until_somebody_else_agrees() -> None:
    room = a_room(present=True, exam=CourseExam.MARKS)
    assert marked(room).state is EnrolmentState.PASSED
    for actor, refusal in (
        (room.trainer, TrainerCertifies),
        (somebody(room.trainer.person_id or 0, *Permission), TrainerCertifies),
        (room.learners[0], OwnCertificate),
        (somebody(room.learners[0].person_id or 0, *Permission), OwnCertificate),
    ):
        with pytest.raises(refusal):
            certified(room, actor)
    other = somebody(999, Permission.TRAINING_READ, Permission.TRAINING_ADMINISTER)
    with pytest.raises(NotPermitted):
        certified(room, other)
    assert certified(room, room.hr).state is EnrolmentState.CERTIFIED


@database
def test_whoever_vouched_for_the_presence_or_gave_the_mark_does_not_certify() -> None:
    room = a_room(exam=CourseExam.NONE)
    with room.acting(room.hr) as session:
        one = find(session, Enrolment, room.enrolments[0])
        one.workflow.take("mark_present", one, room.hr, MORNING)
    assert marked(room, None).state is EnrolmentState.PASSED
    with pytest.raises(TrainerCertifies):
        certified(room, room.hr)
    assert certified(room, room.outsider).state is EnrolmentState.CERTIFIED


@database
def test_a_trainers_mark_on_a_course_with_an_exam_needs_somebody_else_too() -> None:
    room = a_room(present=True)
    assert marked(room).state is EnrolmentState.PASSED
    with room.acting(room.learners[0]) as session:
        one = find(session, Enrolment, room.enrolments[0])
        assert isinstance(may_be_certified(one, room.learners[0]), OwnCertificate)


@database
def test_an_exam_of_somebody_who_sees_the_answers_waits_for_somebody_else() -> None:
    room = a_room(present=True)
    knowing = somebody(room.learners[0].person_id or 0, *Permission)
    take_exam(room, knowing, room.enrolments[0], AttemptKind.POST, True, MORNING)
    with pytest.raises(SeesAnswers):
        certified(room, knowing)
    assert certified(room, room.hr).state is EnrolmentState.CERTIFIED


@database
def test_marks_are_percent_and_only_the_trainer_gives_them() -> None:
    room = a_room(learners=2, present=True, exam=CourseExam.MARKS)
    for score in (-1, 101, 150):
        with pytest.raises(NoSuchMark):
            marked(room, score)
    with pytest.raises(Missing):
        marked(room, None)
    with pytest.raises(NotTheTrainer):
        marked(room, 90, room.learners[0])
    assert marked(room, 79).state is EnrolmentState.FAILED


@database
def test_a_result_that_is_sent_back_is_marked_anew() -> None:
    room = a_room(present=True, exam=CourseExam.MARKS)
    marked(room)
    with room.acting(room.hr) as session:
        one = find(session, Enrolment, room.enrolments[0])
        one.workflow.take("send_back", one, room.hr, MORNING, "Which paper was it?")
        assert (one.state, one.score, one.marked_by_id) == (EnrolmentState.PRESENT, None, None)


@database
def test_a_retake_is_a_place_in_another_session() -> None:
    room = a_room(present=True, exam=CourseExam.MARKS)
    marked(room, 10)
    with room.acting(room.hr) as session:
        later = MORNING + timedelta(days=20)
        again = a_course_session(
            session, find(session, Course, room.course), starts_at=later, ends_at=later + timedelta(hours=1)
        )
        new = retake(session, room.hr, room.enrolments[0], again.id, MORNING)
        assert (new.state, new.retake_of_id) == (EnrolmentState.INVITED, room.enrolments[0])
        assert find(session, Enrolment, room.enrolments[0]).state is EnrolmentState.RETAKE


@database
def test_a_certificate_is_renewed_by_the_short_exam_until_ninety_days_after_its_end() -> None:
    room = a_room(present=True, questions=6)
    me = room.learners[0]
    take_exam(room, me, room.enrolments[0], AttemptKind.POST, True, MORNING)
    end = datetime(2027, 6, 15, 4, tzinfo=MORNING.tzinfo)

    def renew(now: datetime) -> int:
        with room.acting(me, now) as session:
            return start_recertification(session, me, room.course, now).id

    with pytest.raises(TooEarlyToRenew):
        renew(end - timedelta(days=31))
    with pytest.raises(FullCourseNeeded):
        renew(end + timedelta(days=91))
    late = end + timedelta(days=90)
    key = renew(late)
    assert renew(late) == key
    with room.acting(me, late) as session:
        attempt = start_attempt(session, me, key, AttemptKind.SHORT, late)
        assert len(asked_questions(session, me, attempt.id)) == 3
    take_exam(room, me, key, AttemptKind.SHORT, True, late)
    with room.acting(room.hr, late) as session:
        one = find(session, Enrolment, key)
        assert (one.state, one.valid_until) == (EnrolmentState.CERTIFIED, date(2028, 9, 13))


@database
def test_who_fails_the_short_exam_or_never_had_a_certificate_takes_the_course() -> None:
    room = a_room(present=True, attempts=1)
    me = room.learners[0]
    with room.acting(me) as session, pytest.raises(NothingToRenew):
        start_recertification(session, me, room.course, MORNING)
    take_exam(room, me, room.enrolments[0], AttemptKind.POST, True, MORNING)
    late = MORNING + timedelta(days=370)
    with room.acting(me, late) as session:
        key = start_recertification(session, me, room.course, late).id
    take_exam(room, me, key, AttemptKind.SHORT, False, late)
    with room.acting(me, late) as session, pytest.raises(FullCourseNeeded):
        start_recertification(session, me, room.course, late)
