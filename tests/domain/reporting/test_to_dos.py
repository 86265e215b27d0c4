"""What people still have to do: for themselves, and for those who lead them."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from db.unit_of_work import reading, unit_of_work
from domain.appraisal.last_result import last_results
from domain.core.permission import Actor, Permission
from domain.improvement.issue_state import IssueState
from domain.improvement.measure import MeasureState
from domain.reporting.to_do import Matter, ToDo
from domain.reporting.to_dos import to_dos
from domain.training.log_coaching import log_coaching
from domain.training.standing import Holding
from domain.workforce.training_requirement import TrainingRequirement
from tests.domain.appraisal.appraising import Appraising
from tests.domain.reporting.waiting_room import a_measure, an_issue
from tests.factories import NOON, a_person, a_unit, added, an_actor
from tests.factories_culture import a_code_in_force, a_page_in_force, somebody
from tests.factories_training import a_course, a_course_session, an_enrolment
from tests.statements import counted

TODAY = NOON.date()


def of(session: Session, actor: Actor, *people: int | None) -> list[ToDo]:
    return to_dos(session, actor, [one for one in people if one is not None], TODAY)


def matters(found: list[ToDo]) -> list[Matter]:
    return [one.matter for one in found]


def test_what_is_due_first_stands_first_and_what_is_done_is_gone(session: Session) -> None:
    me = somebody(session)
    a_code_in_force(session, due_days=10)
    a_page_in_force(session, due_days=5)
    issue = an_issue(session, IssueState.IN_PROGRESS)
    late = a_measure(session, issue, me.person_id or 0, TODAY - timedelta(2))
    found = of(session, me, me.person_id)
    assert matters(found) == [Matter.ACTION, Matter.READ, Matter.SIGN]
    assert (found[0].key, found[0].days_late(TODAY), found[1].days_late(TODAY)) == (late.id, 2, 0)
    late.state = MeasureState.DONE
    session.flush()
    assert matters(of(session, me, me.person_id)) == [Matter.READ, Matter.SIGN]


def test_a_required_certificate_is_asked_for_until_its_course_is_under_way(session: Session) -> None:
    person, course = a_person(session), a_course(session)
    me = an_actor(person_id=person.id)
    added(
        session,
        TrainingRequirement(
            person_id=person.id, course_code=course.code, since=date(2026, 1, 1), source_ref="1"
        ),
    )
    (asked,) = of(session, me, person.id)
    assert (asked.matter, asked.state, asked.key) == (Matter.CERTIFICATE, Holding.NEVER, course.id)
    an_enrolment(session, a_course_session(session, course), person)
    (asked,) = of(session, me, person.id)
    assert (asked.matter, asked.due_on, asked.name_en) == (Matter.COURSE, TODAY, course.name_en)


def test_a_talk_is_the_coachs_to_hold_and_its_notes_the_coachees_to_confirm_and_nobody_elses_business(
    database: str,
) -> None:
    with unit_of_work(an_actor()) as session:
        coach, other = somebody(session), somebody(session)
    values = {
        "coachee_id": other.person_id, "held_on": TODAY, "hours": Decimal(1), "topic": "Credit talks",
        "next_on": TODAY + timedelta(20),
    }  # fmt: skip
    with unit_of_work(coach) as session:
        log_coaching(session, coach, values, NOON)
    stranger = an_actor(Permission.ASSESSMENTS_RATE, person_id=999)
    seen = {}
    for actor in (coach, other, stranger):
        with reading(actor) as session:
            seen[actor.person_id] = [(one.matter, one.doer_id) for one in of(session, actor, other.person_id)]
    confirm = (Matter.CONFIRM_COACHING, other.person_id)
    assert seen == {
        coach.person_id: [(Matter.COACHING, coach.person_id), confirm], other.person_id: [confirm], 999: [],
    }  # fmt: skip


def test_goals_wait_for_the_rater_and_only_published_grades_are_told(database: str) -> None:
    one = Appraising()
    one.open()
    anna = one.id("anna")
    with one.looking("lead") as session:
        found = of(session, one.actor("lead"), anna)
        assert [(row.matter, row.doer_id, row.key) for row in found] == [
            (Matter.GOALS, one.id("lead"), one.key("anna"))
        ]
        assert last_results(session, [anna]) == {}
    one.to_hr()
    with one.looking("anna") as session:
        assert last_results(session, [anna]) == {}
    one.publish()
    with one.looking("anna") as session:
        assert matters(of(session, one.actor("anna"), anna)) == [Matter.RESULT]
        assert last_results(session, [anna])[anna].assessment_id == one.key("anna")


def test_a_leader_sees_what_is_open_of_their_own_people_and_a_colleague_of_nobody(database: str) -> None:
    with unit_of_work(an_actor()) as session:
        here, there = a_unit(session), a_unit(session)
        ours, theirs = a_person(session, unit_id=here.id), a_person(session, unit_id=there.id)
        a_code_in_force(session)
    units = frozenset({here.id})
    for permission, expected in (
        (Permission.ASSESSMENTS_RATE, [(ours.id, Matter.SIGN)]), (Permission.CULTURE_READ, []),
    ):  # fmt: skip
        actor = an_actor(permission, units=units, person_id=999)
        with reading(actor) as session:
            found = of(session, actor, ours.id, theirs.id)
            assert [(one.person_id, one.matter) for one in found] == expected


def test_many_people_ask_the_database_no_more_often_than_one(session: Session) -> None:
    people = [a_person(session) for _ in range(6)]
    a_code_in_force(session)
    a_page_in_force(session)
    with counted() as one:
        of(session, an_actor(), people[0].id)
    with counted() as many:
        of(session, an_actor(), *(person.id for person in people))
    assert len(many) <= len(one)
