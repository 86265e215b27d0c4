"""The effect of a course on four levels, and who may see it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.errors import NotFound
from domain.core.period import Grain, Period
from domain.core.permission import Actor, Permission
from domain.entities import BehaviourCheck, Indicator, TrainingBenefit, Violation
from domain.indicators.figure import Figure
from domain.indicators.read_figures import Wish
from domain.indicators.status import Status
from domain.training import effect_on_figures
from domain.training.behaviour_check import Applied
from domain.training.benefit import BenefitBelowNothing
from domain.training.check_behaviour import (
    AnsweredAlready,
    AsksAboutYou,
    NotAsked,
    answer_check,
    ask_about_behaviour,
)
from domain.training.course import Course
from domain.training.effect import CourseEffect, course_effect
from domain.training.effect_on_figures import figure_effect
from domain.training.quiz_attempt import AttemptKind
from domain.training.trained_people import Other, Trained, other_people, trained_people
from domain.workforce.violation import ViolationSeverity, ViolationStatus
from tests.domain.training.taught import (
    NOW,
    TODAY,
    a_course,
    a_course_session,
    a_record,
    acting,
    an_attempt,
    an_enrolment,
    an_indicator,
    feedback,
)
from tests.factories import a_person, a_unit, added, the_root

FIRST = date(2026, 1, 1)


def looked_at(session: Session, actor: Actor, course: Course, unit: int | None = None) -> CourseEffect:
    where = unit if unit is not None else the_root(session).id
    return course_effect(session, actor, course.id, where, FIRST, TODAY, TODAY)


def test_reaction_and_learning_come_from_those_who_were_there(session: Session, actor: Actor) -> None:
    course = a_course(session)
    held = a_course_session(session, course)
    for place, (before, after) in enumerate(((50, 70), (60, 75), (70, 80), (55, 65))):
        one = an_enrolment(session, a_person(session), held, feedback_on=TODAY if place else None)
        an_attempt(session, one, AttemptKind.PRE, before)
        an_attempt(session, one, AttemptKind.POST, after)
    an_enrolment(session, a_person(session), held)
    feedback(session, held, 5, 4, 4)
    found = looked_at(session, actor, course)
    assert (found.people, found.sessions) == (5, 1)
    assert (found.reaction.liked, found.reaction.response) == (Decimal(1), Decimal("0.6"))
    assert found.reaction.reached
    assert found.learning is not None
    assert found.learning.test is not None
    assert found.learning.test.difference == Decimal("13.75")
    assert found.learning.gain == Decimal("13.75") / Decimal("41.25")
    assert (found.learning.first_tries, found.learning.passed_first, found.learning.reached) == (4, 1, True)
    assert "Only 5 people" in str(found.statements[0])


def test_two_opinions_are_not_shown(session: Session, actor: Actor) -> None:
    course = a_course(session)
    held = a_course_session(session, course)
    an_enrolment(session, a_person(session), held)
    feedback(session, held, 1, 1)
    found = looked_at(session, actor, course)
    assert (found.reaction.voices, found.reaction.liked, found.reaction.reached) == (2, None, None)


def test_people_of_one_unit_answer_for_no_more_than_themselves(session: Session, actor: Actor) -> None:
    course = a_course(session)
    held, east = a_course_session(session, course), a_unit(session)
    for unit in (east, a_unit(session), a_unit(session)):
        an_enrolment(session, a_person(session, unit_id=unit.id), held, feedback_on=TODAY)
    feedback(session, held, 5, 5, 1)
    found = looked_at(session, actor, course, east.id).reaction
    assert (found.present, found.answers, found.response, found.voices) == (1, 1, Decimal(1), 3)


def test_results_of_few_are_for_those_who_answer_for_training(session: Session, actor: Actor) -> None:
    course = a_course(session)
    held = a_course_session(session, course)
    for _ in range(4):
        an_enrolment(session, a_person(session), held)
    reader = acting(a_person(session), Permission.TRAINING_READ)
    found = looked_at(session, reader, course)
    assert (found.learning, found.behaviour, list(found.results)) == (None, None, [])
    assert "fewer than 5" in str(found.statements[-1])
    assert looked_at(session, actor, course).learning is not None


def test_a_unit_out_of_sight_is_not_looked_at(session: Session) -> None:
    unit, other = a_unit(session), a_unit(session)
    reader = acting(a_person(session), Permission.TRAINING_READ, units=frozenset({unit.id}))
    with pytest.raises(NotFound):
        looked_at(session, reader, a_course(session), other.id)


def test_violations_are_counted_in_the_90_days_before_and_after(session: Session, actor: Actor) -> None:
    course = a_course(session)
    held = a_course_session(session, course)  # 10 February
    person = an_enrolment(session, a_person(session), held).person_id
    an_enrolment(session, a_person(session), held)
    days = ("2025-11-11", "2025-11-12", "2026-02-10", "2026-05-11", "2026-05-12")
    for number, day in enumerate(days):
        on = date.fromisoformat(day)
        one = Violation(
            number=f"V{number}", source_ref=f"V{number}", salesperson_id=person, occurred_on=on,
            unit_id=the_root(session).id, severity=ViolationSeverity.MINOR, confirmed_on=on,
            status=ViolationStatus.CONFIRMED,
        )  # fmt: skip
        one.check()
        added(session, one)
    found = looked_at(session, actor, course).behaviour
    assert found is not None
    assert (found.violations_before, found.violations_after) == (1, 1)
    assert found.violations is not None
    assert (found.violations.n, found.reached) == (2, False)


def test_superiors_are_asked_once_when_the_weeks_are_over(session: Session, actor: Actor) -> None:
    boss = a_person(session)
    course = a_course(session, behaviour_weeks=8)
    held = a_course_session(session, course)
    trained = an_enrolment(session, a_person(session, superior_id=boss.id), held)
    fresh = a_course_session(session, course, starts_at=datetime(2026, 6, 1, tzinfo=UTC))
    an_enrolment(session, a_person(session), fresh)
    (check,) = ask_about_behaviour(session, NOW)
    assert (check.person_id, check.asked_id) == (trained.person_id, boss.id)
    assert ask_about_behaviour(session, NOW + timedelta(1)) == []
    session.refresh(check, ["person"])
    for who, refused in ((acting(check.person), AsksAboutYou), (acting(None), NotAsked)):
        with pytest.raises(refused):
            answer_check(session, who, check.id, Applied.FULLY, "", TODAY)
    colleague = acting(a_person(session), Permission.TRAINING_READ)
    with pytest.raises(NotAsked):
        answer_check(session, colleague, check.id, Applied.FULLY, "", TODAY)
    answer_check(session, acting(boss, Permission.TRAINING_READ), check.id, Applied.PARTLY, " ok ", TODAY)
    with pytest.raises(AnsweredAlready):
        answer_check(session, acting(boss), check.id, Applied.FULLY, "", TODAY)
    found = looked_at(session, actor, course).behaviour
    assert found is not None
    assert (found.asked, found.answered, found.applied) == (1, 1, Decimal(0))
    assert session.get(BehaviourCheck, check.id) is check


def test_f16_the_return_is_worked_out_of_costs_by_share_and_a_stated_benefit(
    session: Session, actor: Actor
) -> None:
    course, unit = a_course(session), a_unit(session)
    held = a_course_session(session, course)
    for where in (unit.id, unit.id, the_root(session).id):
        an_enrolment(session, a_person(session, unit_id=where), held)
    assert looked_at(session, actor, course).roi is None
    facts = {"course_id": course.id, "first_on": FIRST, "until": TODAY, "basis": "fewer write-offs"}
    added(session, TrainingBenefit(amount=Decimal(10_000), **facts))
    found = looked_at(session, actor, course, unit.id)
    assert (found.people, found.cost, found.roi) == (2, Decimal(4000), Decimal("1.5"))
    with pytest.raises(BenefitBelowNothing):
        TrainingBenefit(amount=Decimal(-1), **facts).check()


def figures(values: dict[int, dict[int, int]]) -> list[Figure]:
    """Person -> month -> value, as figures by person."""
    return [
        Figure(
            Period.of(month, Grain.MONTH), person, None, None, Decimal(value), None, None, None, 1,
            Status.UNRATED, None, None, None, None, TODAY, False,
        )
        for person, months in values.items()
        for month, value in months.items()
    ]  # fmt: skip


def test_g27_the_trained_are_held_against_people_of_their_post_who_did_not_take_it(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = (202511, 202512, 202601), (202603, 202604, 202605)
    rows = {
        1: dict.fromkeys(before, 20) | {202602: 99} | dict.fromkeys(after, 14),
        2: dict.fromkeys(before, 19) | dict.fromkeys(after, 18),
        3: dict.fromkeys(before, 20) | dict.fromkeys(after, 0),
        4: dict.fromkeys(before, 20) | dict.fromkeys(after, 0),
    }
    asked: list[Wish] = []

    def read(_: Session, __: Actor, wish: Wish, ___: date) -> list[Figure]:
        asked.append(wish)
        return figures(rows)

    monkeypatch.setattr(effect_on_figures, "read_figures", read)
    trained = [
        Trained(1, 1, 7, 1, date(2026, 2, 10), False), Trained(2, 9, 7, 1, date(2026, 2, 10), False),
        Trained(3, 10, 7, 1, date(2026, 5, 20), False),
    ]  # fmt: skip
    others = {
        2: Other(7, frozenset({202401})),  # took it long ago
        3: Other(8, frozenset()),  # another post
        4: Other(7, frozenset({202604})),  # took it in these months
    }
    indicator = Indicator(code="R11", direction=an_indicator(session, "R1").direction)
    found = figure_effect(session, actor, indicator, 1, trained, others, TODAY)
    assert (asked[0].by, asked[0].first, asked[0].last) == (
        "salesperson", date(2025, 11, 1), date(2026, 5, 31),
    )  # fmt: skip
    assert [(one.trained.person_id, one.untrained.person_id) for one in found.compared.matches] == [(1, 2)]
    assert found.compared.test is not None
    assert found.compared.test.difference == -5
    assert (found.trained, found.untrained) == ((Decimal(20), Decimal(14)), (Decimal(19), Decimal(18)))
    said = [str(one) for one in found.statements]
    assert [line.split()[1] for line in said] == ["1", "1", "trained"]
    assert found.reached is False  # one person proves nothing


def test_somebody_who_earned_it_elsewhere_is_no_comparison(session: Session, actor: Actor) -> None:
    course = a_course(session, indicators="K02")
    an_indicator(session, "K02")
    other = a_person(session)
    a_record(session, other, course, completed_on=date(2026, 3, 1))
    held = a_course_session(session, course)
    an_enrolment(session, a_person(session), held)
    units = {the_root(session).id}
    trained = trained_people(session, course.id, units, FIRST, TODAY)
    found = other_people(session, course.id, course.code, units, trained)
    assert found == {other.id: Other(None, frozenset({202603}))}
    assert not found[other.id].untrained(202511, 202605)
    assert found[other.id].untrained(202604, 202607)
