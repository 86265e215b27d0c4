"""Play the demo company's training: a course that was held, one to come, a plan, a drill, coaching."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.settings import settings
from domain.core.editing import create
from domain.core.loaded import loaded
from domain.core.permission import Actor, Permission
from domain.demo.appraisal_cast import Cast
from domain.demo.plan import DemoPlan
from domain.demo.practice import play_practice
from domain.demo.question_bank import BANK, QUESTIONS
from domain.demo.stage import Stage
from domain.demo.streams.training import COURSES
from domain.demo.take import take
from domain.training.answer_invitation import answer_invitation
from domain.training.course import Course, CourseCategory, CourseExam
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState
from domain.training.give_feedback import give_feedback
from domain.training.invite import invite
from domain.training.plan_session import plan_session
from domain.training.quiz_attempt import AttemptKind
from domain.training.quiz_question import QuizQuestion
from domain.training.start_attempt import start_attempt
from domain.training.submit_attempt import submit_attempt
from domain.training.write_plan import Line, new_plan, write_lines
from domain.training.write_question import write_question

HR, TRAINER, BOSS = "hr", "control", "gm"
HELD, AHEAD = 130, 12
"""Days since the session that was held (three whole months lie behind it), and until the next one."""
PUPILS = ("E112", "E113", "E114", "E122", "E123", "E124", "E212", "E213", "E214", "E311", "E411", "E511")
WORDS = (
    "案例贴近业务，逾期催收那一节很实用", "节奏偏快，希望多留讨论时间", "授信额度的口径终于讲清楚了", "", "",
)  # fmt: skip
RIGHT_BEFORE, RIGHT_AFTER = 0.55, 0.93
"""Chances of a right answer before and after the course."""


def play_learning(stage: Stage, plan: DemoPlan, cast: Cast) -> None:
    """What happened within the last five months, and what is coming."""
    if plan.months < 24:
        return
    stage.begin(150)
    courses = _courses(stage)
    _plan_year(stage, plan, courses)
    _hold(stage, plan, cast, courses["CR-03"])
    play_practice(stage, cast)
    stage.go_to(3)
    _next_session(stage, plan, courses["CR-01"])


def _courses(stage: Stage) -> dict[str, int]:
    kinds = {"CR-01": CourseCategory.CONTROL, "CR-02": CourseCategory.RISK}
    found = {}
    for code, name, _posts, hours in COURSES:
        values = {
            "code": code, "name_zh": name, "name_en": f"{code} {kinds[code].value.capitalize()} basics",
            "category": kinds[code], "hours": Decimal(hours), "valid_months": 12, "exam": CourseExam.MARKS,
            "cost": Decimal(8_000), "trainer_id": stage.person(TRAINER),
        }  # fmt: skip
        found[code] = stage.act(HR, _new_course, values).id
    values = BANK | {
        "category": CourseCategory.RISK, "hours": Decimal(4), "valid_months": 24, "exam": CourseExam.QUIZ,
        "cost": Decimal(12_000), "indicators": "K36", "behaviour_weeks": 12, "questions": 8,
        "trainer_id": stage.person(TRAINER),
    }  # fmt: skip
    found["CR-03"] = stage.act(HR, _new_course, values).id
    for question in QUESTIONS:
        stage.act(TRAINER, write_question, question | {"course_id": found["CR-03"]})
    return found


def _new_course(session: Session, actor: Actor, values: dict[str, Any]) -> Course:
    return create(session, actor, Permission.TRAINING_ADMINISTER, Course, values)


def _plan_year(stage: Stage, plan: DemoPlan, courses: dict[str, int]) -> None:
    values = {
        "year": str(plan.today.year), "title": f"{plan.today.year} 年内控培训计划", "budget": Decimal(80_000),
        "unit_id": stage.units["ROOT"],
    }  # fmt: skip
    made = stage.act(HR, new_plan, values, stage.now)
    lines = [
        Line(courses["CR-01"], 2, 40, Decimal(16_000)), Line(courses["CR-02"], 3, 30, Decimal(12_000)),
        Line(courses["CR-03"], 3, 12, Decimal(12_000)), Line(courses["CR-01"], 4, 20, Decimal(8_000)),
    ]  # fmt: skip
    stage.act(HR, write_lines, made.id, lines, stage.now)
    stage.act(HR, take, made, "propose", stage.now)
    stage.act(BOSS, take, made, "approve", stage.now)


def _hold(stage: Stage, plan: DemoPlan, cast: Cast, course: int) -> None:
    """Invited, tested before, taught, examined; those who passed hold the certificate."""
    stage.go_to(HELD + 14)
    day = plan.today - timedelta(days=HELD)
    held = stage.act(HR, plan_session, _when(course, day, "苏州培训教室", len(PUPILS)))
    people = [stage.person(number) for number in PUPILS]
    chance = plan.stream("learning")
    enrolled: list[Enrolment] = stage.act(HR, invite, held.id, people, stage.now)
    stage.act(HR, take, held, "send_invitations", stage.now)
    for one in enrolled:
        stage.act(cast.name(one.person_id), answer_invitation, one.id, coming=True, now=stage.now)
        _examine(stage, cast, one, AttemptKind.PRE, RIGHT_BEFORE, chance)
    stage.go_to(HELD)
    stage.now = stage.now.replace(hour=17)
    for one in enrolled:
        stage.act(TRAINER, take, one, "mark_present", stage.now)
    stage.act(TRAINER, take, held, "hold", stage.now)
    for one in enrolled:
        _examine(stage, cast, one, AttemptKind.POST, RIGHT_AFTER, chance)
        if one.state is EnrolmentState.CERTIFIED:
            stars, words = chance.choice((4, 5, 5, 5, 3)), chance.choice(WORDS)
            stage.act(cast.name(one.person_id), give_feedback, one.id, stars, words, stage.now)
    stage.go_to(HELD - 2)
    stage.act(HR, take, held, "close", stage.now)


def _examine(
    stage: Stage, cast: Cast, one: Enrolment, kind: AttemptKind, right: float, chance: Random
) -> None:
    who = cast.name(one.person_id)
    attempt = stage.act(who, start_attempt, one.id, kind, stage.now, chance.randrange(2**31))
    answers = loaded(attempt, "answers").answers
    asked = [answer.question_id for answer in answers]
    key = dict(
        stage.session.execute(
            select(QuizQuestion.id, QuizQuestion.right).where(QuizQuestion.id.in_(asked))
        ).tuples().all()
    )  # fmt: skip
    given = {
        question: letters if chance.random() < right else _wrong(letters)
        for question, letters in sorted(key.items())
    }
    stage.act(who, submit_attempt, attempt.id, given, stage.now)


def _wrong(right: str) -> str:
    return "A" if right != "A" else "B"


def _next_session(stage: Stage, plan: DemoPlan, course: int) -> None:
    day = plan.today + timedelta(days=AHEAD)
    planned = stage.act(HR, plan_session, _when(course, day, "总部三楼会议室", 10))
    people = [stage.person(name) for name in ("east", "south", "north", "west", "central", "sales", "credit")]
    stage.act(HR, invite, planned.id, people, stage.now)
    stage.act(HR, take, planned, "send_invitations", stage.now)


def _when(course: int, day: Any, place: str, places: int) -> dict[str, Any]:
    zone = ZoneInfo(settings().time_zone)
    return {
        "course_id": course, "starts_at": datetime.combine(day, time(9), zone),
        "ends_at": datetime.combine(day, time(16), zone), "place": place, "places": places,
    }  # fmt: skip
