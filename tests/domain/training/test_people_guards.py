"""What people could learn, or make of themselves, that is none of their business or not true."""

from datetime import date, timedelta
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
from domain.training.external_rules import ClaimantDecides, NotEarnedYet
from domain.training.log_coaching import add_coachees, log_coaching
from domain.training.run_drill import Watched, cast_roles, plan_drill, write_checklist
from domain.workforce.exempt import exempt
from domain.workforce.record_training import record_training
from domain.workforce.training_record import AboutYourself, KeptElsewhere
from tests.domain.training.taught import (
    NOW,
    TODAY,
    a_course,
    a_record,
    acting,
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


def test_nobody_prolongs_an_exemption_of_their_own(session: Session, actor: Actor) -> None:
    person = a_person(session)
    leave = exempt(session, actor, {"person_id": person.id, "first_on": TODAY, "until": TODAY})
    me = session.info["actor"] = acting(person)
    with pytest.raises(AboutYourself):
        edit(session, me, Permission.TRAINING_ADMINISTER, leave, {"until": None})
