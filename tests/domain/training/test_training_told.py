"""What people are told, the calendar file, certificates from elsewhere, and what comes in from files."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from db.unit_of_work import unit_of_work
from domain.core.clock import played_at
from domain.core.editing import find
from domain.core.permission import Actor, machine
from domain.messaging.notice import Notice
from domain.organisation.post import Post
from domain.records.attach import attach
from domain.training.answer_invitation import answer_invitation
from domain.training.calendar_file import calendar_file
from domain.training.certificate_rules import OwnCertificate
from domain.training.claim_certificate import claim_certificate
from domain.training.course import Course
from domain.training.course_session import CourseSession
from domain.training.enrolment import Enrolment
from domain.training.enrolment_rules import NotYourPlace
from domain.training.enrolment_state import EnrolmentState
from domain.training.external_certificate import ExternalCertificate
from domain.training.external_rules import ClaimantDecides, HasEnded, NotProven
from domain.training.external_state import ExternalState
from domain.training.find_people import Wanted, find_people
from domain.training.invite import invite
from domain.training.remind_training import remind_training, threshold
from domain.workforce.training_duties import work_out_duties
from domain.workforce.training_record import TrainingRecord
from domain.workforce.training_requirement import TrainingRequirement
from tests.factories import a_person, added
from tests.factories_training import BEFORE, MORNING, Room, a_room, somebody

database = pytest.mark.usefixtures("database")
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def told(room: Room, text: str) -> int:
    with unit_of_work(machine("test")) as session:
        return sum(text in str(one.said) for one in session.scalars(select(Notice)))


@database
def test_people_are_told_when_invited_and_when_a_place_becomes_free() -> None:
    room = a_room(learners=2, places=1)
    with room.acting(room.hr, BEFORE) as session:
        new = invite(session, room.hr, room.session, [room.outsider.person_id or 0], BEFORE)
        assert len(new) == 1
    assert told(room, "invited") == 1
    for place, coming in ((0, True), (1, True), (0, False)):
        who = room.learners[place]
        with room.acting(who, BEFORE) as session:
            key = room.enrolments[place]
            answer_invitation(session, who, key, coming=coming, now=BEFORE, reason="Ill")
    assert told(room, "place became free") == 1


@database
def test_a_calendar_file_says_when_and_where_and_replaces_its_former_self() -> None:
    room = a_room()
    with room.acting(room.hr) as session:
        held = find(session, CourseSession, room.session)
        held.place, held.name_en = "Room 3; second floor, left", "Credit, basics"
        session.flush()
        written = calendar_file(held, "en", MORNING)
        version = held.version
    assert b"\r\n" in written
    calendar = Calendar.from_ical(written)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["SUMMARY"]) == ("PUBLISH", "Credit, basics")
    assert event["LOCATION"] == "Room 3; second floor, left"
    assert event.decoded("DTSTART") == MORNING
    assert event.decoded("DTEND") == MORNING + timedelta(hours=2)
    assert (str(event["SEQUENCE"]), event["UID"]) == (str(version), f"course-session-{room.session}@neikong")


@pytest.mark.parametrize(
    ("left", "days"),
    [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)],
)
def test_reminders_are_due_thirty_seven_and_one_days_before(left: int, days: int | None) -> None:
    assert threshold(left) == days


@database
def test_each_reminder_is_told_once() -> None:
    room = a_room()
    with unit_of_work(machine("test")) as session:
        course = find(session, Course, room.course)
        person = room.learners[0].person_id
        added(
            session,
            TrainingRecord(
                person_id=person, unit_id=find(session, Enrolment, room.enrolments[0]).unit_id,
                course_code=course.code, completed_on=date(2025, 6, 20), valid_until=date(2026, 6, 20),
                period=202506, source_ref="r",
            ),
        )  # fmt: skip
    for day, count in ((date(2026, 6, 8), 3), (date(2026, 6, 8), 0), (date(2026, 6, 14), 3)):
        now = datetime(day.year, day.month, day.day, tzinfo=MORNING.tzinfo)
        with unit_of_work(machine("test")) as session:
            assert remind_training(session, day, now) == count
    assert told(room, "begins on") == 4


@database
def test_certificates_expire_the_day_after_their_last() -> None:
    room = a_room(present=True)
    with unit_of_work(machine("test")) as session:
        one = find(session, Enrolment, room.enrolments[0])
        held = find(session, CourseSession, room.session)
        old = added(
            session,
            Enrolment(
                course_id=one.course_id, person_id=one.person_id, unit_id=one.unit_id,
                invited_on=date(2025, 1, 1), state_since=held.state_since, valid_until=date(2026, 6, 14),
                state=EnrolmentState.CERTIFIED,
            ),
        ).id  # fmt: skip
    for day, state in ((14, EnrolmentState.CERTIFIED), (15, EnrolmentState.EXPIRED)):
        now = MORNING.replace(day=day)
        with played_at(now), unit_of_work(machine("test")) as session:
            remind_training(session, now.date(), now)
            assert find(session, Enrolment, old).state is state


def claimed(room: Room, valid_until: date | None = None) -> int:
    me = room.learners[0]
    values = {"course_id": room.course, "issuer": "ACCA", "completed_on": date(2026, 5, 1)}
    with room.acting(me) as session:
        return claim_certificate(session, me, values | {"valid_until": valid_until}).id


def decide(room: Room, key: int, step: str = "accept", who: int = 0) -> ExternalState:
    actor = (room.hr, room.learners[0], room.outsider)[who]
    with room.acting(actor) as session:
        one = find(session, ExternalCertificate, key)
        one.workflow.take(step, one, actor, MORNING, "because")
        state: ExternalState = one.state
        return state


def prove(room: Room, key: int, who: int = 1) -> None:
    actor = (room.hr, room.learners[0], room.outsider)[who]
    with room.acting(actor) as session:
        attach(session, actor, "ExternalCertificate", key, name="proof.pdf", content=PDF, now=MORNING)


@database
def test_a_certificate_from_elsewhere_counts_once_its_proof_was_accepted_by_somebody_else() -> None:
    room = a_room()
    key = claimed(room, date(2028, 5, 1))
    with pytest.raises(NotProven):
        decide(room, key)
    prove(room, key)
    assert decide(room, key) is ExternalState.ACCEPTED
    with unit_of_work(machine("test")) as session:
        record = session.scalars(select(TrainingRecord)).one()
        assert (record.source, record.source_ref) == ("training", f"external/{key}")
        assert (record.valid_until, record.trainer) == (date(2028, 5, 1), "ACCA")
        assert record.certifies


@database
def test_nobody_accepts_a_certificate_of_their_own_or_one_they_proved() -> None:
    room = a_room()
    key = claimed(room)
    prove(room, key, who=2)
    mighty = room.learners[0].__class__(
        name="Me", user_id=room.learners[0].user_id, person_id=room.learners[0].person_id,
        grants=room.outsider.grants,
    )  # fmt: skip
    with room.acting(mighty) as session:
        one = find(session, ExternalCertificate, key)
        with pytest.raises(OwnCertificate):
            one.workflow.take("accept", one, mighty, MORNING)
    with pytest.raises(ClaimantDecides):
        decide(room, key, who=2)
    assert decide(room, key, "reject") is ExternalState.REJECTED


@database
def test_a_certificate_that_has_ended_is_not_accepted_and_nobody_claims_for_others() -> None:
    room = a_room(learners=2)
    key = claimed(room, date(2026, 6, 14))
    prove(room, key)
    with pytest.raises(HasEnded):
        decide(room, key)
    other, me = room.learners[1], room.learners[0]
    values = {"course_id": room.course, "issuer": "X", "completed_on": date(2026, 5, 1)}
    with room.acting(me) as session, pytest.raises(NotYourPlace):
        claim_certificate(session, me, values | {"person_id": other.person_id})
    with room.acting(other) as session:
        assert session.scalars(select(ExternalCertificate)).all() == []


@database
def test_people_to_invite_are_found_by_post_and_by_what_they_lack() -> None:
    room = a_room(learners=2)
    with room.acting(room.outsider) as session:
        clerk = added(session, Post(code="clerk", name_zh="文员", name_en="Clerk"))
        at_work = a_person(session, post_id=clerk.id).id
        code = find(session, Course, room.course).code
        bound = TrainingRequirement(
            course_code=code, person_id=room.hr.person_id, since=date(2026, 1, 1), source_ref="r"
        )
        added(session, bound)
        work_out_duties(session)

        def found(**conditions: Any) -> set[int]:
            return {one.id for one in find_people(session, room.session, Wanted(**conditions))}

        assert found() == {room.hr.person_id, room.outsider.person_id, at_work}
        assert found(post_id=clerk.id) == {at_work}
        assert found(lacking=True) == {room.hr.person_id}
        assert found(needing=True) == set()


@database
def test_enrolments_are_seen_by_the_person_the_trainer_and_those_in_charge() -> None:
    room = a_room(learners=2)

    def seen(actor: Actor) -> int:
        with room.acting(actor) as session:
            return len(session.scalars(select(Enrolment)).all())

    assert [seen(who) for who in (room.hr, room.trainer, room.learners[0])] == [2, 2, 1]
    with room.acting(room.outsider) as session:
        stranger = somebody(a_person(session).id)
    assert seen(stranger) == 0
