"""What people could learn, or make of themselves, that is none of their business or not true."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.core.clock import played_at
from domain.core.editing import edit
from domain.core.permission import Actor, Permission, machine
from domain.entities import Drill, ExternalCertificate, TrainingRecord, User
from domain.intake.plan_import import plan_import
from domain.records.attach import attach
from domain.training.claim_certificate import claim_certificate
from domain.training.coaching import NotHeldYet
from domain.training.coaching_workflow import NotTheCoach
from domain.training.drill_workflow import PlayerAssesses, RunAhead
from domain.training.effect import courses_held
from domain.training.enrolment_state import EnrolmentState
from domain.training.external_rules import ClaimantDecides, NotEarnedYet
from domain.training.follow_needs import follow_needs
from domain.training.log_coaching import add_coachees, log_coaching
from domain.training.need_state import NeedSource, NeedState
from domain.training.plan_progress import plan_progress
from domain.training.raise_needs import NeedDraft, raise_needs
from domain.training.remind_training import remind_training
from domain.training.run_drill import Watched, cast_roles, plan_drill, write_checklist
from domain.training.session_state import SessionState
from domain.training.tell_needs import remind_needs
from domain.training.write_plan import Line, SameLineTwice, new_plan, write_lines
from domain.workforce.exempt import exempt
from domain.workforce.record_training import record_training
from domain.workforce.training_record import AboutYourself, KeptElsewhere
from tests.domain.training.taught import (
    NOW,
    TODAY,
    a_course,
    a_course_session,
    a_record,
    acting,
    an_account,
    an_enrolment,
)
from tests.factories import a_person, a_unit, a_user, the_root
from tests.factories_training import MORNING, a_room, somebody
from tests.imports import a_request

FACTS = (Permission.FACTS_READ, Permission.TRAINING_READ)
PORTAL = machine("test")


@pytest.mark.usefixtures("database")
def test_marks_and_failed_exams_are_not_read_by_colleagues_of_the_unit() -> None:
    with unit_of_work(PORTAL) as session:
        the_root(session)
        unit, course = a_unit(session), a_course(session)
        mine, hers = (a_person(session, unit_id=unit.id) for _ in range(2))
        for person in (mine, hers):
            a_record(session, person, course, passed=False, score=Decimal(40))
        units = frozenset({unit.id})
        seen = {
            acting(mine, *FACTS, units=units): 1,
            acting(mine, *FACTS, Permission.ASSESSMENTS_RATE, units=units): 2,
            acting(None, *FACTS, Permission.TRAINING_ADMINISTER): 2,
            acting(None, *FACTS, Permission.JOURNAL_READ): 2,
            acting(None, *FACTS): 0,
        }
    for actor, count in seen.items():
        with reading(actor) as session:
            assert len(session.scalars(select(TrainingRecord)).all()) == count


def test_nobody_enters_a_certificate_or_an_exemption_of_their_own(session: Session) -> None:
    person, course = a_person(session), a_course(session)
    me, hr = acting(person), acting(a_person(session))
    values = {"person_id": person.id, "course_code": course.code, "completed_on": TODAY}
    session.info["actor"] = me
    with pytest.raises(AboutYourself):
        record_training(session, me, values)
    with pytest.raises(AboutYourself):
        exempt(session, me, {"person_id": person.id, "first_on": TODAY})
    session.info["actor"] = hr
    assert record_training(session, hr, values).person_id == person.id


def test_what_an_exam_left_behind_is_not_rewritten_but_may_end_earlier(session: Session) -> None:
    person, hr = a_person(session), acting(a_person(session))
    end = date(2027, 5, 1)
    record = a_record(session, person, a_course(session), source="training", valid_until=end)
    session.info["actor"] = hr
    for values in ({"valid_until": date(2028, 5, 1)}, {"valid_until": None}, {"score": Decimal(99)}):
        with pytest.raises(KeptElsewhere), session.begin_nested():
            edit(session, hr, Permission.ORGANISATION_WRITE, record, values)
        session.refresh(record)
    edit(session, hr, Permission.ORGANISATION_WRITE, record, {"valid_until": date(2026, 7, 1)})
    assert record.valid_until == date(2026, 7, 1)


def test_only_the_coach_adds_people_and_nobody_counts_hours_ahead(session: Session) -> None:
    coach, coachee, other = (acting(a_person(session)) for _ in range(3))
    session.info["actor"] = coach
    values = {"held_on": TODAY, "hours": Decimal(1), "topic": "谈判", "coachee_id": coachee.person_id}
    with played_at(NOW):
        log = log_coaching(session, coach, values, NOW)
        with pytest.raises(NotTheCoach):
            add_coachees(session, coachee, log.id, [other.person_id or 0], NOW)
        assert not log.together
        with pytest.raises(NotHeldYet):
            log_coaching(session, coach, values | {"held_on": TODAY + timedelta(1)}, NOW)


def a_drill(session: Session, leader: Actor, *players: Actor) -> Drill:
    values = {
        "unit_id": the_root(session).id, "title": "泄密", "scenario": "误发", "planned_on": TODAY,
        "leader_id": leader.person_id,
    }  # fmt: skip
    drill = plan_drill(session, leader, values, NOW)
    cast_roles(session, leader, drill.id, {one.person_id or 0: "经理" for one in players}, NOW)
    write_checklist(session, leader, drill.id, [Watched(None, "上报")], NOW)
    return drill


def test_players_do_not_tick_off_their_own_steps_nor_play_ahead_of_the_day(session: Session) -> None:
    leader, player = acting(a_person(session)), acting(a_person(session))
    drill = a_drill(session, leader, player)
    with played_at(NOW):
        drill.run_on = TODAY + timedelta(1)
        with pytest.raises(RunAhead):
            drill.workflow.take("run", drill, leader, NOW)
        drill.run_on = TODAY
        drill.workflow.take("run", drill, leader, NOW)
    done = [Watched(drill.checklist[0].id, "", done=True)]
    with pytest.raises(PlayerAssesses):
        write_checklist(session, player, drill.id, done, NOW)
    write_checklist(session, leader, drill.id, done, NOW)


def test_whoever_has_left_keeps_no_place_and_no_open_need(session: Session, actor: Actor) -> None:
    gone, staying = a_person(session), a_person(session)
    an_account(session, staying)
    course = a_course(session)
    held = a_course_session(
        session, course, state=SessionState.INVITED, places=1, starts_at=datetime(2026, 7, 1, tzinfo=UTC)
    )
    places = [
        an_enrolment(session, who, held, state=state, attended_at=None, completed_on=None)
        for who, state in ((gone, EnrolmentState.CONFIRMED), (staying, EnrolmentState.WAITING))
    ]
    draft = NeedDraft(person_id=gone.id, source=NeedSource.MANUAL, course_id=course.id)
    (need,) = raise_needs(session, actor, [draft], TODAY)
    gone.left_on = TODAY - timedelta(1)
    session.flush()
    assert remind_needs(session, NOW + timedelta(100)) == 0
    remind_training(session, TODAY, NOW)
    assert [one.state for one in places] == [EnrolmentState.WITHDRAWN, EnrolmentState.CONFIRMED]
    assert need.state is NeedState.DECLINED
    assert (
        raise_needs(session, actor, [NeedDraft(person_id=gone.id, source=NeedSource.ALERT, topic="x")], TODAY)
        == []
    )


@pytest.mark.parametrize("why", ["cancelled", "absent"])
def test_a_need_whose_session_came_to_nothing_is_planned_again(
    session: Session, actor: Actor, why: str
) -> None:
    person, course = a_person(session), a_course(session)
    held = a_course_session(session, course, state=SessionState.INVITED)
    draft = NeedDraft(person_id=person.id, source=NeedSource.MANUAL, course_id=course.id)
    (need,) = raise_needs(session, actor, [draft], date(2026, 1, 5))
    need.course_session_id = held.id
    assert follow_needs(session, PORTAL, NOW) == 0
    need.workflow.take("schedule", need, PORTAL, NOW)
    one = an_enrolment(
        session, person, held, state=EnrolmentState.INVITED, attended_at=None, completed_on=None
    )
    assert follow_needs(session, PORTAL, NOW) == 0
    if why == "cancelled":
        held.state, one.state = SessionState.CANCELLED, EnrolmentState.WITHDRAWN
    else:
        held.state, one.state = SessionState.CLOSED, EnrolmentState.ABSENT
    session.flush()
    assert follow_needs(session, PORTAL, NOW) == 1
    assert [str(need.state), need.course_session_id] == ["planned", None]
    assert follow_needs(session, PORTAL, NOW) == 0


@pytest.mark.usefixtures("database")
def test_who_entered_a_certificate_does_not_accept_it_with_a_second_account_either() -> None:
    room = a_room()
    values = {
        "course_id": room.course, "issuer": "ACCA", "completed_on": date(2026, 7, 1),
        "person_id": room.learners[0].person_id,
    }  # fmt: skip
    with room.acting(room.hr) as session:
        key = claim_certificate(session, room.hr, values).id
    with unit_of_work(PORTAL) as session:
        hr = session.get_one(User, room.hr.user_id)
        second = a_user(session, person_id=hr.person_id, role="hr").id
    for user in (room.hr.user_id, second):
        again = somebody(room.hr.person_id or 0, *Permission, user_id=user)
        with room.acting(again) as session:
            one = session.get_one(ExternalCertificate, key)
            with pytest.raises(ClaimantDecides):
                one.workflow.take("accept", one, again, MORNING)
    with room.acting(room.learners[0]) as session:
        attach(
            session,
            room.learners[0],
            "ExternalCertificate",
            key,
            name="a.pdf",
            content=b"%PDF-1.4\n%%EOF\n",
            now=MORNING,
        )
    with room.acting(room.outsider) as session:
        one = session.get_one(ExternalCertificate, key)
        with pytest.raises(NotEarnedYet):
            one.workflow.take("accept", one, room.outsider, MORNING)


def test_a_session_to_which_nobody_came_still_costs_the_unit_that_held_it(
    session: Session, actor: Actor
) -> None:
    east, west = a_unit(session), a_unit(session)
    course = a_course(session)
    plan = new_plan(
        session, actor, {"unit_id": east.id, "year": "2026", "title": "E", "budget": Decimal(20000)}, NOW
    )
    write_lines(session, actor, plan.id, [Line(course.id, 1, 20, Decimal(6000))], NOW)
    a_course_session(session, course, unit_id=east.id)
    a_course_session(session, course, unit_id=west.id)
    (line,) = plan_progress(session, plan)
    assert (line.sessions, line.people, line.cost) == (1, 0, Decimal(6000))


def test_days_of_a_course_are_those_of_the_company(session: Session) -> None:
    course = a_course(session)
    evening = datetime(2026, 2, 9, 23, tzinfo=UTC)  # seven in the morning of the tenth in Shanghai
    an_enrolment(session, a_person(session), a_course_session(session, course, starts_at=evening))
    assert courses_held(session) == {course.id: (date(2026, 2, 10), date(2026, 2, 10), 1)}


def test_a_course_twice_in_a_quarter_loses_no_cost_without_a_word(session: Session, actor: Actor) -> None:
    values = {"unit_id": a_unit(session).id, "year": "2026", "title": "P", "budget": Decimal(9)}
    plan, course = new_plan(session, actor, values, NOW), a_course(session)
    twice = [Line(course.id, 2, 5, Decimal(4)), Line(course.id, 2, 5, Decimal(5))]
    with pytest.raises(SameLineTwice):
        write_lines(session, actor, plan.id, twice, NOW)


def test_nobody_imports_a_certificate_of_their_own(session: Session) -> None:
    me, other = a_person(session, number="P-1"), a_person(session, number="P-2")
    the_root(session)
    rows = [
        {"person": who.number, "course": "C-1", "completed_on": "2026-05-01", "passed": passed}
        for who, passed in ((me, "yes"), (other, "yes"), (me, "no"))
    ]
    rows[2]["course"] = "C-2"
    plan = plan_import(session, acting(me), a_request("training_record", rows))
    assert {row.number: [str(one) for one in row.reasons] for row in plan.rows} == {
        2: ["This is about yourself; somebody else has to enter it."], 3: [], 4: [],
    }  # fmt: skip
