"""The code of the day, and who records that somebody was there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.core.editing import find
from domain.core.errors import NotFound, NotPermitted
from domain.training.attendance_code import AttendanceCode
from domain.training.check_in import (
    CheckIn,
    NoCodeShown,
    NotToday,
    TooManyWrongCodes,
    check_in,
    code_of_the_day,
)
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import NoCodeGiven, NotTheTrainer, OwnAttendance
from domain.training.enrolment_state import EnrolmentState
from domain.training.give_mark import record_attendance
from domain.training.session_rules import NotBegun
from tests.factories_training import BEFORE, MORNING, Room, a_room, somebody

pytestmark = pytest.mark.usefixtures("database")


def shown(room: Room) -> str:
    with room.acting(room.trainer) as session:
        return code_of_the_day(session, room.trainer, room.session, MORNING)


def give(room: Room, code: str, later: timedelta = timedelta(0)) -> CheckIn:
    with room.acting(room.learners[0], MORNING + later) as session:
        return check_in(session, room.learners[0], room.session, code, MORNING + later)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_code_is_made_once_a_day_and_shown_to_the_trainer_and_the_administration() -> None:
    room = a_room()
    code = shown(room)
    assert len(code) == 6
    assert shown(room) == code
    with room.acting(room.hr) as session:
        assert session.scalars(select(AttendanceCode.code)).all() == [code]
    with room.acting(room.learners[0]) as session:
        assert session.scalars(select(AttendanceCode.code)).all() == []
        with pytest.raises(NotPermitted):
            code_of_the_day(session, room.learners[0], room.session, MORNING)


def test_whoever_gives_the_code_is_present() -> None:
    room = a_room()
    code = shown(room)
    assert give(room, f" {code[:3]} {code[3:]} ") is CheckIn.PRESENT
    with room.acting(room.hr) as session:
        one = find(session, Enrolment, room.enrolments[0])
        assert (one.state, one.attended_at) == (EnrolmentState.PRESENT, MORNING)


def test_a_code_is_good_on_its_day_only() -> None:
    room = a_room()
    code = shown(room)
    with pytest.raises(NotToday):
        give(room, code, timedelta(days=1))


def test_there_is_nothing_to_guess_before_the_trainer_shows_the_code() -> None:
    with pytest.raises(NoCodeShown):
        give(a_room(), "000000")


def test_wrong_codes_are_counted_and_the_sixth_has_to_wait() -> None:
    room = a_room()
    code = shown(room)
    assert [give(room, wrong(code)) for _ in range(5)] == [CheckIn.WRONG] * 5
    with pytest.raises(TooManyWrongCodes):
        give(room, code)
    assert give(room, code, timedelta(minutes=15)) is CheckIn.PRESENT


def test_nobody_checks_in_for_somebody_else() -> None:
    room = a_room()
    code, stranger = shown(room), somebody(room.hr.person_id or 0)
    with room.acting(stranger) as session, pytest.raises(NotFound):
        check_in(session, stranger, room.session, code, MORNING)


def test_the_step_alone_is_refused_without_the_code() -> None:
    room = a_room()
    with room.acting(room.learners[0]) as session:
        one = find(session, Enrolment, room.enrolments[0])
        with pytest.raises(NoCodeGiven):
            one.workflow.take("check_in", one, room.learners[0], MORNING)


def test_the_trainer_records_attendance_on_the_day_and_not_before() -> None:
    room = a_room(learners=2)
    came = dict(zip(room.enrolments, (True, False), strict=True))
    with room.acting(room.trainer, BEFORE) as session, pytest.raises(NotBegun):
        record_attendance(session, room.trainer, room.session, came, BEFORE)
    with room.acting(room.trainer) as session:
        assert record_attendance(session, room.trainer, room.session, came, MORNING) == 2
        assert record_attendance(session, room.trainer, room.session, came, MORNING) == 0
    with room.acting(room.hr) as session:
        found = [find(session, Enrolment, key).state for key in room.enrolments]
    assert found == ["present", "absent"]


def test_participants_do_not_mark_themselves_or_others() -> None:
    room = a_room(learners=2)
    with room.acting(room.learners[0]) as session, pytest.raises(NotTheTrainer):
        record_attendance(session, room.learners[0], room.session, {room.enrolments[0]: True}, MORNING)
    both = somebody(room.learners[0].person_id or 0, *room.hr.permissions)
    with room.acting(both) as session, pytest.raises(OwnAttendance):
        record_attendance(session, both, room.session, {room.enrolments[0]: True}, MORNING)
