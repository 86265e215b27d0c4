"""Places, the waiting list, and who may hand them out."""

from datetime import datetime, timedelta

import pytest

from domain.core.editing import find
from domain.core.errors import NotFound, NotPermitted, ReasonNeeded
from domain.core.permission import Actor, Permission
from domain.training.answer_invitation import answer_invitation
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import NotNextInLine, NotYourPlace, SessionFull
from domain.training.enrolment_state import EnrolmentState
from domain.training.invite import HasLeft, NotOpenYet, TrainerTakesPart, enrol_oneself, invite
from domain.training.places import places_taken
from domain.training.plan_session import plan_session
from domain.training.session_rules import AttendanceMissing, NotBegun
from domain.training.session_state import SessionState
from tests.factories import a_person
from tests.factories_training import BEFORE, MORNING, Room, a_course, a_room, somebody

pytestmark = pytest.mark.usefixtures("database")


def answer(room: Room, place: int, coming: bool = True, reason: str = "") -> EnrolmentState:
    with room.acting(room.learners[place], BEFORE + timedelta(minutes=place)) as session:
        key, now = room.enrolments[place], BEFORE + timedelta(minutes=place)
        one = answer_invitation(session, room.learners[place], key, coming=coming, now=now, reason=reason)
        state: EnrolmentState = one.state
        return state


def step(room: Room, name: str, place: int) -> None:
    with room.acting(room.hr) as session:
        one = find(session, Enrolment, room.enrolments[place])
        one.workflow.take(name, one, room.hr, BEFORE)


def course_step(room: Room, name: str, actor: Actor, now: datetime, reason: str = "") -> SessionState:
    with room.acting(actor, now) as session:
        held = find(session, CourseSession, room.session)
        held.workflow.take(name, held, actor, now, reason)
        state: SessionState = held.state
        return state


def states(room: Room) -> list[EnrolmentState]:
    with room.acting(room.hr) as session:
        return [find(session, Enrolment, key).state for key in room.enrolments]


def test_whoever_accepts_has_a_place_until_all_are_taken_and_then_waits() -> None:
    room = a_room(learners=3, places=1)
    assert [answer(room, place) for place in range(3)] == ["confirmed", "waiting", "waiting"]


def test_a_place_given_back_goes_to_whoever_has_waited_longest() -> None:
    room = a_room(learners=3, places=1)
    for place in range(3):
        answer(room, place)
    answer(room, 0, coming=False, reason="On leave")
    assert states(room) == ["withdrawn", "confirmed", "waiting"]


def test_giving_a_place_back_needs_a_reason() -> None:
    room = a_room()
    with pytest.raises(ReasonNeeded):
        answer(room, 0, coming=False)


def test_nobody_jumps_the_line_or_sits_where_no_place_is() -> None:
    room = a_room(learners=3, places=1)
    answer(room, 0)
    with pytest.raises(SessionFull):
        step(room, "confirm", 1)
    answer(room, 1)
    answer(room, 2)
    with pytest.raises(NotNextInLine):
        step(room, "move_up", 2)


def test_somebody_elses_invitation_is_neither_seen_nor_answered() -> None:
    room = a_room(learners=2)
    with room.acting(room.learners[1]) as session, pytest.raises(NotFound):
        answer_invitation(session, room.learners[1], room.enrolments[0], coming=True, now=BEFORE)
    with room.acting(room.trainer) as session, pytest.raises(NotYourPlace):
        answer_invitation(session, room.trainer, room.enrolments[0], coming=True, now=BEFORE)


def test_only_the_administration_of_training_invites() -> None:
    room = a_room()
    with room.acting(room.trainer) as session, pytest.raises(NotPermitted):
        invite(session, room.trainer, room.session, [room.hr.person_id or 0], BEFORE)


def test_inviting_twice_changes_nothing() -> None:
    room = a_room(learners=2)
    people = [actor.person_id or 0 for actor in room.learners]
    with room.acting(room.hr) as session:
        assert invite(session, room.hr, room.session, people, BEFORE) == []


def test_the_trainer_and_those_who_have_left_cannot_be_invited() -> None:
    room = a_room()
    with room.acting(room.hr) as session, pytest.raises(TrainerTakesPart):
        invite(session, room.hr, room.session, [room.trainer.person_id or 0], BEFORE)
    with room.acting(room.hr) as session:
        gone = a_person(session, left_on=MORNING.date() - timedelta(1))
        with pytest.raises(HasLeft):
            invite(session, room.hr, room.session, [gone.id], BEFORE)


def test_a_limited_administrator_invites_people_of_their_units_only() -> None:
    room = a_room()
    with room.acting(room.hr) as session:
        away = a_person(session).id
    limited = somebody(room.hr.person_id or 0, Permission.TRAINING_ADMINISTER, units=frozenset({987}))
    with room.acting(limited) as session, pytest.raises(NotPermitted):
        invite(session, limited, room.session, [away], BEFORE)


def test_people_enrol_themselves_in_an_open_session_only() -> None:
    room = a_room(learners=0, places=1)
    with room.acting(room.hr) as session:
        new = somebody(a_person(session).id)
        starts = MORNING + timedelta(days=5)
        values = {"course_id": room.course, "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        planned = plan_session(session, room.hr, values).id
    with room.acting(new) as session:
        assert enrol_oneself(session, new, room.session, BEFORE).state is EnrolmentState.CONFIRMED
    with room.acting(new) as session, pytest.raises(NotOpenYet):
        enrol_oneself(session, new, planned, BEFORE)


def test_a_session_is_named_and_numbered_after_its_course() -> None:
    room = a_room()
    with room.acting(room.hr) as session:
        course = a_course(session, code="C-1", name_zh="内控基础", trainer_id=room.trainer.person_id)
        values = {"course_id": course.id, "starts_at": MORNING, "ends_at": MORNING + timedelta(hours=1)}
        planned = [plan_session(session, room.hr, values) for _ in range(3)]
        assert [one.number for one in planned] == ["C-1-20260615", "C-1-20260615-2", "C-1-20260615-3"]
        assert (planned[0].name_zh, planned[0].trainer_id) == ("内控基础", room.trainer.person_id)


def test_a_session_ends_when_everybodys_attendance_is_known() -> None:
    room = a_room()
    with pytest.raises(NotBegun):
        course_step(room, "hold", room.trainer, BEFORE)
    assert course_step(room, "hold", room.trainer, MORNING) is SessionState.HELD
    with pytest.raises(AttendanceMissing):
        course_step(room, "close", room.hr, MORNING)


def test_a_cancelled_session_releases_everybody() -> None:
    room = a_room(learners=3, places=1)
    for place in range(3):
        answer(room, place)
    course_step(room, "cancel", room.hr, BEFORE, "The trainer is ill")
    with room.acting(room.hr) as session:
        assert places_taken(session, [room.session])[room.session] == 0
    assert states(room) == ["withdrawn"] * 3
