"""Training: who must hold a certificate, holds it, let it expire; exams passed at the first try."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.clock import now
from domain.entities import Person, Post, TrainingDuty, TrainingRecord
from domain.indicators.status import Status
from domain.intake.undo_batch import undo_batch
from domain.workforce.record_training import record_training
from tests.domain.oversight.told import figures, reading, value
from tests.factories import a_person, a_unit, added, an_actor, the_root
from tests.imports import imported, planned, why


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


@pytest.fixture
def person(session: Session) -> Person:
    return a_person(session, joined_on=date(2025, 1, 1))


def required(session: Session, **more: str) -> None:
    imported(session, "training_requirement", [{"course": "IC1", "since": "2026-01-01"} | more])


def earned(session: Session, person: Person, completed_on: str, valid_until: str = "", **more: str) -> None:
    row = {"person": person.number, "course": "IC1", "completed_on": completed_on, "valid_until": valid_until}
    imported(session, "training_record", [row | more])


def test_coverage_rises_with_the_certificate_and_falls_when_it_expires(
    session: Session, person: Person
) -> None:
    required(session)
    earned(session, person, "2026-02-10", "2026-04-30")
    figures(session, "K46", "R48")
    assert [value(session, "K46", month) for month in (202601, 202602, 202604, 202605)] == [0, 1, 1, 0]
    assert [value(session, "R48", month) for month in (202601, 202602, 202604, 202605)] == [0, 0, 0, 1]
    assert value(session, "R48", 202606) == 1  # also in a month in which nothing happened


def test_a_certificate_that_will_expire_later_this_month_is_still_valid(
    session: Session, person: Person
) -> None:
    required(session)
    earned(session, person, "2026-02-10", "2026-06-20")
    figures(session, "K46", "R48", today=date(2026, 6, 20))
    assert [value(session, code, 202606) for code in ("K46", "R48")] == [1, 0]
    figures(session, "K46", "R48", today=date(2026, 6, 21))
    assert [value(session, code, 202606) for code in ("K46", "R48")] == [0, 1]


def test_renewing_ends_the_expiry(session: Session, person: Person) -> None:
    required(session)
    earned(session, person, "2026-02-10", "2026-03-31")
    earned(session, person, "2026-05-04")
    figures(session, "K46", "R48")
    assert [value(session, "R48", month) for month in (202604, 202605, 202606)] == [1, 0, 0]
    assert value(session, "K46", 202606) == 1


def test_a_failed_exam_gives_no_certificate(session: Session, person: Person) -> None:
    required(session)
    earned(session, person, "2026-02-10", passed="否")
    figures(session, "K46")
    assert value(session, "K46", 202603) == 0


def test_a_requirement_of_a_post_binds_its_holders_only(session: Session) -> None:
    post = added(session, Post(code="SR", name_zh="销售", name_en="Sales"))
    a_person(session, joined_on=date(2025, 1, 1), post_id=post.id, post_since=date(2026, 4, 1))
    a_person(session, joined_on=date(2025, 1, 1))
    required(session, post="SR")
    rows = session.scalars(select(TrainingDuty)).all()
    assert [(row.from_on, row.until_on) for row in rows] == [(date(2026, 4, 1), None)]


def test_whoever_left_need_not_hold_anything_any_more(session: Session, person: Person) -> None:
    required(session)
    person.left_on = date(2026, 3, 31)
    session.flush()
    a_person(session, joined_on=date(2026, 5, 1))
    figures(session, "K46")
    found = [reading(session, "K46", month) for month in (202603, 202604, 202605)]
    assert [one and one.denominator for one in found] == [1, 0, 1]


def test_an_exemption_is_the_end_of_the_requirement(session: Session, person: Person) -> None:
    required(session, person=person.number, until="2026-03-15")
    figures(session, "K46")
    assert [(one := reading(session, "K46", m)) and one.denominator for m in (202602, 202603)] == [1, 0]


def test_two_requirements_of_one_course_are_one_duty(session: Session, person: Person) -> None:
    required(session)
    required(session, person=person.number, since="2026-02-01")
    figures(session, "K46")
    assert (one := reading(session, "K46", 202603))
    assert one.denominator == 1


def test_records_stand_in_the_unit_of_their_person_and_move_along(session: Session) -> None:
    east, west = a_unit(session), a_unit(session)
    person = a_person(session, unit_id=east.id)
    earned(session, person, "2026-02-10")
    record = session.scalars(select(TrainingRecord)).one()
    assert record.unit_id == east.id
    person.unit_id = west.id
    session.flush()
    figures(session, "K47")
    session.refresh(record)
    assert record.unit_id == west.id


def test_importing_again_changes_nothing_and_undoing_takes_everything_back(session: Session) -> None:
    person = a_person(session, unit_id=a_unit(session).id, joined_on=date(2025, 1, 1))
    required(session)
    row = {"person": person.number, "course": "IC1", "completed_on": "2026-02-10"}
    batch, _ = imported(session, "training_record", [row])
    again, _ = imported(session, "training_record", [row])
    assert (again.same, again.changed) == (1, 0)
    assert {duty.state for duty in session.scalars(select(TrainingDuty))} == {"required", "valid"}
    undo_batch(session, an_actor(), batch.id, now())
    session.expire_all()
    assert {duty.state for duty in session.scalars(select(TrainingDuty))} == {"required"}


def test_the_earliest_exam_is_the_first_try_unless_the_source_says_otherwise(session: Session) -> None:
    one, other = a_person(session), a_person(session)
    earned(session, one, "2026-03-10", passed="是")
    earned(session, one, "2026-02-10", passed="否")  # imported later, taken earlier
    earned(session, other, "2026-03-11", passed="是", attempt="2")
    found = {row.completed_on: row.is_first_attempt for row in session.scalars(select(TrainingRecord))}
    assert found == {date(2026, 3, 10): False, date(2026, 2, 10): True, date(2026, 3, 11): False}


def test_k47_has_no_colour_below_five_takers(session: Session) -> None:
    people = [a_person(session) for _ in range(5)]
    for person in people[:4]:
        earned(session, person, "2026-02-10", passed="是")
    figures(session, "K47")
    few = reading(session, "K47", 202602)
    assert few is not None
    assert (few.value, few.status) == (Decimal(1), Status.UNRATED)
    earned(session, people[4], "2026-02-11", passed="否")
    figures(session, "K47")
    enough = reading(session, "K47", 202602)
    assert enough is not None
    assert (enough.value, enough.status) == (Decimal("0.8"), Status.AMBER)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_until": "2026-01-01"}, "before the training was completed"),
        ({"hours": "-1"}, "negative"),
    ],
)
def test_contradictions_are_refused(
    session: Session, person: Person, wrong: dict[str, str], said: str
) -> None:
    row = {"person": person.number, "course": "IC1", "completed_on": "2026-02-10"}
    assert said in why(planned(session, "training_record", [row | wrong]))[2][0]


def test_training_entered_by_hand_counts_like_imported_training(session: Session) -> None:
    unit = a_unit(session)
    person = a_person(session, unit_id=unit.id)
    values = {"person_id": person.id, "course_code": "IC1", "completed_on": date(2026, 2, 10), "passed": True}
    record = record_training(session, an_actor(), values)
    assert (record.unit_id, record.period) == (unit.id, 202602)
    figures(session, "K47")
    session.refresh(record)
    assert record.is_first_attempt is True
