"""What becomes of places, needs and plans when people leave, sessions fail or others push in."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.permission import Actor, Permission, machine
from domain.training.check_behaviour import ask_about_behaviour
from domain.training.effect import courses_held
from domain.training.enrolment_state import EnrolmentState
from domain.training.follow_needs import follow_needs
from domain.training.invite import ForAnotherUnit, enrol_oneself
from domain.training.my_training import my_training
from domain.training.need_state import NeedSource, NeedState
from domain.training.plan_progress import plan_progress
from domain.training.raise_needs import NeedDraft, raise_needs
from domain.training.remind_training import remind_training
from domain.training.session_state import SessionState
from domain.training.tell_needs import remind_needs
from domain.training.write_plan import Line, SameLineTwice, new_plan, write_lines
from tests.domain.training.taught import (
    NOW,
    TODAY,
    a_course,
    a_course_session,
    acting,
    an_account,
    an_enrolment,
)
from tests.factories import a_person, a_unit

FACTS = (Permission.FACTS_READ, Permission.TRAINING_READ)
PORTAL = machine("test")


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


def test_people_of_another_unit_take_no_places_in_a_session_held_for_one(session: Session) -> None:
    east, west = a_unit(session), a_unit(session)
    held = a_course_session(
        session, a_course(session), unit_id=east.id, state=SessionState.INVITED,
        starts_at=datetime(2026, 7, 1, tzinfo=UTC),
    )  # fmt: skip
    ours, theirs = (acting(a_person(session, unit_id=unit.id)) for unit in (east, west))
    assert [len(my_training(session, one, NOW).open_sessions) for one in (ours, theirs)] == [1, 0]
    assert enrol_oneself(session, ours, held.id, NOW).state is EnrolmentState.CONFIRMED
    with pytest.raises(ForAnotherUnit):
        enrol_oneself(session, theirs, held.id, NOW)


def test_the_present_superior_is_asked_what_the_former_one_was(session: Session) -> None:
    former, present = a_person(session), a_person(session)
    person = a_person(session, superior_id=former.id)
    course = a_course(session, behaviour_weeks=4)
    an_enrolment(session, person, a_course_session(session, course))
    (check,) = ask_about_behaviour(session, NOW)
    assert check.asked_id == former.id
    former.left_on, person.superior_id = TODAY - timedelta(1), present.id
    session.flush()
    ask_about_behaviour(session, NOW)
    assert check.asked_id == present.id
