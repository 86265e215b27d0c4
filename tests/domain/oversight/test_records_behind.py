"""From a figure about people and control work back to its records."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.core.period import Grain, Period
from domain.entities import Person, Post
from domain.indicators.read_figures import Wish
from domain.indicators.records_behind import Behind, Side, records_behind
from tests.domain.oversight.told import TODAY, figures
from tests.factories import a_person, added, an_actor, the_root
from tests.imports import imported


@pytest.fixture
def person(session: Session) -> Person:
    the_root(session)
    post = added(session, Post(code="CA", name_zh="出纳", name_en="Cashier", is_key=True, is_sales=True))
    return a_person(
        session, name="施雨桐", joined_on=date(2020, 1, 1), post_id=post.id, post_since=date(2022, 1, 1)
    )


def behind(session: Session, code: str, period: Period, side: Side = Side.NUMERATOR) -> Behind:
    figures(session, code)
    wish = Wish(code=code, unit_id=the_root(session).id)
    return records_behind(session, an_actor(), wish, period, TODAY, side)


def test_a_certificate_leads_to_its_holder(session: Session, person: Person) -> None:
    imported(session, "training_requirement", [{"course": "IC1", "since": "2026-01-01"}])
    row = {
        "person": person.number,
        "course": "IC1",
        "completed_on": "2026-02-10",
        "valid_until": "2026-04-30",
    }
    imported(session, "training_record", [row])
    found = behind(session, "R48", Period(Grain.MONTH, 2026, 5))
    assert [(one.entity, one.number, one.amount) for one in found.records] == [
        ("TrainingDuty", "施雨桐", Decimal(1))
    ]
    assert found.adds_up


def test_heads_lead_to_people_and_their_days(session: Session, person: Person) -> None:
    found = behind(session, "K48", Period(Grain.QUARTER, 2026, 1), Side.DENOMINATOR)
    assert [one.amount for one in found.records] == [31, 31, 28]
    assert {one.number for one in found.records} == {"施雨桐"}
    assert found.total == 90


def test_an_overdue_rotation_leads_to_the_holder_of_the_post(session: Session, person: Person) -> None:
    found = behind(session, "R55", Period(Grain.MONTH, 2026, 5))
    assert {one.due_on for one in found.records} == {date(2023, 1, 1), date(2025, 1, 1)}
    assert {one.number for one in found.records} == {"施雨桐"}


def test_an_overdue_action_leads_to_the_file_it_came_from(session: Session, person: Person) -> None:
    row = {"number": "A1", "opened_on": "2026-01-05", "original_due_on": "2026-03-10", "owner": person.number}
    batch, _ = imported(session, "control_action", [row])
    found = behind(session, "R49", Period(Grain.MONTH, 2026, 5))
    assert [(one.number, one.batch_id, one.batch_row) for one in found.records] == [("A1", batch.id, 2)]
