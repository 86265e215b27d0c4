"""What is needed, covered, planned, tried out and changed: on screen, by whoever may."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from db.unit_of_work import reading, unit_of_work
from domain.access.user_session import hash_of
from domain.core.clock import now, today
from domain.core.permission import Actor, machine
from domain.entities import (
    BehaviourCheck,
    CoachingLog,
    Drill,
    Enrolment,
    Issue,
    Post,
    TrainingNeed,
    TrainingPlan,
)
from domain.training.check_behaviour import ask_about_behaviour
from domain.training.drill import DrillStep
from domain.training.drill_workflow import DrillState
from domain.training.quiz_attempt import AttemptKind
from domain.training.session_state import SessionState
from domain.training.training_plan import PlanState, TrainingPlanLine
from pages.people import coaching, drills, training_coverage, training_effect, training_needs, training_plans
from tests import factories as make
from tests.databases import SqliteDatabases, using
from tests.domain.training import taught
from tests.factories import an_actor
from tests.screens.visitor import KEY, People, everything

ROLES = {"hr": "hr", "boss": "manager", "rep": "sales", "trainer": "internal_control", "stranger": "sales"}


@pytest.fixture
def people(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A course held in spring that a salesperson took and a colleague lacks; each with an account."""
    with sqlite_databases.ready(tmp_path_factory.mktemp("needs")) as url, using(url):
        with unit_of_work(machine("test")) as session:
            root = make.the_root(session)
            root.name_zh = root.name_en = "Head office"
            tokens = {}
            post = make.added(session, Post(code="SR", name_zh="Sales", name_en="Sales"))
            known = {name: make.a_person(session, name=name.title()) for name in ROLES}
            known["rep"].superior_id, known["rep"].post_id = known["boss"].id, post.id
            for name, role in ROLES.items():
                user = make.a_user(session, username=name, role=role, person_id=known[name].id)
                tokens[name] = hash_of(make.a_session(session, user, now()))
            course = taught.a_course(session, code="C-1", name_zh="Control", behaviour_weeks=1)
            taught.a_requirement(session, course)
            held = taught.a_course_session(session, course, name_zh="First", starts_at=now() - timedelta(30))
            one = taught.an_enrolment(session, known["rep"], held)
            taught.an_attempt(session, one, AttemptKind.PRE, 50)
            taught.an_attempt(session, one, AttemptKind.POST, 90)
            taught.a_record(session, known["rep"], course, completed_on=one.completed_on)
            ahead = now() + timedelta(30)
            taught.a_course_session(
                session, course, name_zh="Second", starts_at=ahead, state=SessionState.PLANNED
            )
            ask_about_behaviour(session, now())
        yield People(tokens)


def opened(people: People, page: ModuleType, who: str, /, language: str = "en", **asked: str) -> AppTest:
    app = people.open(page, who, language, **asked)
    assert not app.exception
    assert not app.error
    return app


def press(app: AppTest, name: str) -> AppTest:
    next(button for button in app.button if name in button.label).click()
    app.run()
    assert not app.exception
    assert not app.error
    return app


def test_missing_certificates_become_needs_and_invitations(people: People) -> None:
    app = opened(people, training_coverage, "hr", cell="0~C-1")
    assert "Boss" in everything(app)
    press(app, "Raise 4 training needs")
    press(app, "Invite 4 people")
    with reading(an_actor()) as session:
        assert session.scalar(select(func.count()).select_from(TrainingNeed)) == 4
        assert session.scalar(select(func.count()).select_from(Enrolment)) == 5
    assert "Stranger" in everything(opened(people, training_needs, "hr"))
    own = everything(opened(people, training_needs, "stranger"))
    assert ("Stranger" in own, "Boss" in own) == (True, False)


def test_the_superior_answers_and_the_effect_shows_it(people: People) -> None:
    app = opened(people, training_effect, "boss")
    assert "You are asked about 1 people" in everything(app)
    with reading(an_actor()) as session:
        key = session.scalars(select(BehaviourCheck.id)).one()
    app.segmented_control(key=f"behaviour:{key}:applied").set_value("Fully").run()
    press(app, "Answer")
    shown = everything(opened(people, training_effect, "hr"))
    assert all(
        said in shown for said in ("Fully 1", "Mean score 50\\.0 before, 90\\.0 after", "Only 1 people")
    )
    assert "Mean score" not in everything(opened(people, training_effect, "stranger"))


def test_a_plan_takes_its_lines_from_the_open_needs(people: People) -> None:
    hr = an_actor(person_id=1)
    with unit_of_work(hr) as session:
        root = make.the_root(session)
        day = today() + timedelta(60)
        plan = TrainingPlan(
            unit_id=root.id, year=str(day.year), title="Plan", budget=Decimal(9000), state=PlanState.DRAFT,
            state_since=now(),
        )  # fmt: skip
        key = make.added(session, plan).id
    press(opened(people, training_coverage, "hr", cell="0~C-1"), "Raise 4 training needs")
    press(opened(people, training_plans, "hr", id=str(key)), "Take 1 lines from open needs")
    with reading(hr) as session:
        (line,) = session.scalars(select(TrainingPlanLine))
        assert (line.headcount, line.cost) == (4, Decimal(6000))


def test_a_gap_of_a_drill_becomes_an_issue_by_one_press(people: People) -> None:
    with unit_of_work(an_actor()) as session:
        root = make.the_root(session).id
        drill = make.added(
            session,
            Drill(
                unit_id=root, title="Leak", scenario="Mail to the wrong one", planned_on=date(2026, 5, 1),
                run_on=date(2026, 5, 1), leader_id=1, state=DrillState.ASSESSED, state_since=now(),
            ),
        )  # fmt: skip
        make.added(session, DrillStep(drill_id=drill.id, position=1, what="Tell the lead", done=False))
        key = str(drill.id)
    for language in ("en", "zh_CN"):
        assert not KEY.findall(everything(opened(people, drills, "hr", language, id=key)))
    press(opened(people, drills, "trainer", id=key), "Improve")
    with reading(an_actor()) as session:
        assert session.scalars(select(Issue.title)).one() == "Tell the lead"


def test_coaching_is_shown_to_the_pair_and_given_to_others_of_the_team(people: People) -> None:
    with unit_of_work(Actor("setup")) as session:
        log = CoachingLog(
            coach_id=2, coachee_id=3, unit_id=make.the_root(session).id, held_on=date(2026, 5, 1),
            hours=Decimal(1), topic="Talks", state_since=now(),
        )  # fmt: skip
        key = make.added(session, log).id
    assert "Talks" in everything(opened(people, coaching, "rep", id=str(key)))
    assert "Talks" not in everything(opened(people, coaching, "trainer"))
    app = opened(people, coaching, "boss", id=str(key))
    app.multiselect[0].set_value([4]).run()
    press(app, "Add")
    with reading(an_actor()) as session:
        assert sorted(session.scalars(select(CoachingLog.coachee_id))) == [3, 4]
