"""Conduct: violations and their points; rotation and leave of key posts."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.errors import Missing
from domain.core.period import Grain
from domain.core.permission import Permission
from domain.core.registering import register
from domain.entities import Person, Post, RotationDuty, Violation
from domain.workforce.violation import ViolationSeverity, ViolationStatus
from tests.domain.oversight.told import figures, value
from tests.factories import a_person, a_unit, added, an_actor, the_root
from tests.imports import imported, planned, why

ROW = {"number": "V1", "occurred_on": "2026-01-05", "severity": "重大", "confirmed_on": "2026-02-03"}


@pytest.fixture(autouse=True)
def company(session: Session) -> None:
    the_root(session)


def test_k51_takes_off_points_in_the_quarter_of_the_confirmation(session: Session) -> None:
    imported(session, "violation", [ROW, ROW | {"number": "V2", "severity": "轻微"}])
    figures(session, "K51")
    assert value(session, "K51", 202603, grain=Grain.QUARTER) == 78
    assert value(session, "K51", 202606, grain=Grain.QUARTER) == 100


def test_pending_and_dismissed_violations_cost_nothing(session: Session) -> None:
    pending = {"number": "V2", "occurred_on": "2026-02-01", "severity": "较重"}
    imported(session, "violation", [ROW | {"status": "不成立"}, pending])
    figures(session, "K51")
    assert value(session, "K51", 202603, grain=Grain.QUARTER) == 100


def test_the_score_never_falls_below_nothing(session: Session) -> None:
    imported(session, "violation", [ROW | {"number": f"V{n}"} for n in range(6)])
    figures(session, "K51")
    assert value(session, "K51", 202603, grain=Grain.QUARTER) == 0


def test_a_violation_without_a_unit_belongs_to_that_of_its_person(session: Session) -> None:
    unit = a_unit(session)
    person = a_person(session, unit_id=unit.id)
    imported(session, "violation", [ROW | {"person": person.number}])
    assert session.scalars(select(Violation.unit_id)).one() == unit.id


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"confirmed_on": "2026-01-04"}, "before it happened"),
        ({"status": "属实", "confirmed_on": ""}, "confirmed"),
    ],
)
def test_a_confirmation_needs_its_day(session: Session, wrong: dict[str, str], said: str) -> None:
    assert said in why(planned(session, "violation", [ROW | wrong]))[2][0].lower()


def test_a_violation_entered_by_hand_counts_once_confirmed(session: Session) -> None:
    values = {
        "number": "V9", "unit_id": the_root(session).id, "occurred_on": date(2026, 1, 5),
        "severity": ViolationSeverity.MODERATE, "status": ViolationStatus.PENDING,
    }  # fmt: skip
    made = register(session, an_actor(), Permission.FACTS_IMPORT, Violation, values, "occurred_on")
    assert (made.points, made.period) == (Decimal(0), 202601)
    with pytest.raises(Missing):
        register(
            session, an_actor(), Permission.FACTS_IMPORT, Violation,
            values | {"number": "V8", "status": ViolationStatus.CONFIRMED}, "occurred_on",
        )  # fmt: skip


@pytest.fixture
def cashier(session: Session) -> Person:
    post = added(session, Post(code="CA", name_zh="出纳", name_en="Cashier", is_key=True))
    return a_person(
        session, joined_on=date(2020, 1, 1), post_id=post.id, post_since=date(2023, 5, 15),
        last_leave_on=date(2025, 12, 20),
    )  # fmt: skip


def test_r55_counts_a_tenure_beyond_thirty_six_months(session: Session, cashier: Person) -> None:
    figures(session, "R55")
    assert [value(session, "R55", month) for month in (202604, 202605, 202606)] == [0, 1, 1]


def test_handing_over_ends_it_without_rewriting_the_past(session: Session, cashier: Person) -> None:
    figures(session, "R55")
    other = added(session, Post(code="AR", name_zh="会计", name_en="Accountant", is_key=False))
    cashier.post_id, cashier.post_since = other.id, date(2026, 6, 10)
    session.flush()
    figures(session, "R55")
    assert [value(session, "R55", month) for month in (202605, 202606)] == [1, 0]


def test_leave_is_due_twelve_months_after_the_last_one(session: Session, cashier: Person) -> None:
    cashier.last_leave_on = date(2025, 3, 10)
    cashier.post_since = date(2025, 1, 1)
    session.flush()
    figures(session, "R55")
    assert [value(session, "R55", month) for month in (202602, 202603, 202606)] == [0, 1, 1]
    cashier.last_leave_on = date(2026, 6, 5)
    session.flush()
    figures(session, "R55")
    assert [value(session, "R55", month) for month in (202605, 202606)] == [1, 0]


def test_a_corrected_day_is_no_rotation(session: Session, cashier: Person) -> None:
    figures(session, "R55")
    cashier.post_since = date(2025, 5, 15)
    session.flush()
    figures(session, "R55")
    assert value(session, "R55", 202606) == 0
    kinds = [(duty.kind, duty.ended_on) for duty in session.scalars(select(RotationDuty))]
    assert sorted(kinds) == [("leave", None), ("tenure", None)]
