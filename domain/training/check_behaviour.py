"""Ask superiors, when it is time, whether a course changed what people do; keep what they say."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from db.bulk import table_of
from domain.core.clock import business_date
from domain.core.editing import find
from domain.core.errors import RuleBroken
from domain.core.permission import Actor, Permission
from domain.core.statement import Statement
from domain.messaging.audience import Audience, audience
from domain.messaging.notice import Link
from domain.messaging.occasion import Occasion
from domain.messaging.tell import Telling, tell_all
from domain.messaging.words import Both
from domain.organisation.person import Person
from domain.training.behaviour_check import Applied, BehaviourCheck
from domain.training.course import Course
from domain.training.enrolment import Enrolment
from domain.training.enrolment_state import EnrolmentState

LEARNED = (EnrolmentState.PASSED, EnrolmentState.CERTIFIED, EnrolmentState.EXPIRED)
LATEST_DAYS = 365
"""Of training longer ago nobody is asked any more."""


class AsksAboutYou(RuleBroken):
    """Nobody says of themselves that they have changed."""

    text = "This is about yourself; your superior answers it."


class NotAsked(RuleBroken):
    """Somebody else knows how the person works."""

    text = "Only the superior who was asked, or who rates the person's work, may answer this."


class AnsweredAlready(RuleBroken):
    """What was said stands."""

    text = "This was answered on {day}."


class BehaviourAsked(Statement):
    """To the superior."""

    text = "Does {person} do what “{course}” taught? You are asked some weeks after the course."


def ask_about_behaviour(session: Session, now: datetime) -> list[BehaviourCheck]:
    """Ask about everybody whose course asks for it and whose weeks are over; each once."""
    today = business_date(now)
    asked = select(BehaviourCheck.enrolment_id)
    query = (
        select(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .where(
            Course.behaviour_weeks.is_not(None), Enrolment.state.in_(LEARNED),
            Enrolment.completed_on.is_not(None), Enrolment.id.not_in(asked),
            Enrolment.completed_on >= today - timedelta(LATEST_DAYS),
        )
        .options(selectinload(Enrolment.course), selectinload(Enrolment.person))
    )  # fmt: skip
    due = [one for one in session.scalars(query) if _is_due(one, today) and one.person.left_on is None]
    made = [
        BehaviourCheck(
            enrolment_id=one.id, course_id=one.course_id, person_id=one.person_id,
            unit_id=one.person.unit_id, asked_id=one.person.superior_id, trained_on=one.completed_on,
            asked_on=today,
        )
        for one in due
    ]  # fmt: skip
    session.add_all(made)
    _hand_on(session, today)
    session.flush()
    _tell(session, list(zip(made, due, strict=True)), now)
    return made


def answer_check(
    session: Session, actor: Actor, check_id: int, applied: Applied, remark: str, today: date
) -> BehaviourCheck:
    """Say whether the person does what was taught. Refused to the person, and to who was not asked."""
    check = find(session, BehaviourCheck, check_id)
    if actor.person_id is not None and actor.person_id == check.person_id:
        raise AsksAboutYou
    if actor.person_id is None or (
        actor.person_id != check.asked_id and not actor.may(Permission.ASSESSMENTS_RATE, check.unit_id)
    ):
        raise NotAsked
    if check.answered_on is not None:
        raise AnsweredAlready(day=check.answered_on)
    check.applied, check.remark = applied, remark.strip()
    check.answered_on, check.answered_by_id = today, actor.person_id
    session.flush()
    return check


def _is_due(one: Enrolment, today: date) -> bool:
    weeks, day = one.course.behaviour_weeks, one.completed_on
    return weeks is not None and day is not None and day + timedelta(weeks=weeks) <= today


def _hand_on(session: Session, today: date) -> None:
    """What a superior who has left was asked, the present one is asked."""
    t = table_of(Person).c
    gone = select(t.id).where(t.left_on < today)
    query = select(BehaviourCheck).where(
        BehaviourCheck.answered_on.is_(None), BehaviourCheck.asked_id.in_(gone)
    )
    for check in session.scalars(query.options(selectinload(BehaviourCheck.person))):
        superior = check.person.superior_id
        check.asked_id = None if superior == check.asked_id else superior


def _asked(people: Audience, check: BehaviourCheck) -> frozenset[int]:
    """The superior; where there is none, or without an account, whoever rates the work of the unit."""
    superior = people.of_persons([check.asked_id])
    rates = people.with_permission(Permission.ASSESSMENTS_RATE, check.unit_id)
    return superior or people.without_persons(rates, {check.person_id})


def _tell(session: Session, asked: Sequence[tuple[BehaviourCheck, Enrolment]], now: datetime) -> None:
    people = audience(session, business_date(now))
    tellings = [
        Telling(
            recipients=_asked(people, check),
            occasion=Occasion.YOUR_TURN,
            statement=BehaviourAsked(
                person=one.person.name, course=Both(one.course.name_zh, one.course.name_en)
            ),
            link=Link("training_effect", {"course": str(one.course_id)}, Permission.TRAINING_READ),
            key=f"behaviour:{check.id}",
        )
        for check, one in asked
    ]
    tell_all(session, tellings, now, people.actors)
