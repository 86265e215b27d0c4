"""Heads: who was employed when, what one brings in, how many leave."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.core.period import Grain
from domain.entities import Employment, Person, Post
from domain.workforce.employment_months import work_out_employment
from tests.domain.oversight.told import TODAY, figures, marks_after_mirroring_again, reading, value
from tests.factories import a_person, a_unit, added, an_invoice, the_root


@pytest.fixture
def sales(session: Session) -> Post:
    return added(session, Post(code="SR", name_zh="销售", name_en="Sales", is_sales=True))


@pytest.fixture
def office(session: Session) -> Post:
    return added(session, Post(code="FM", name_zh="财务", name_en="Finance", is_sales=False))


def days(session: Session, person: Person) -> dict[int, Decimal]:
    session.expire_all()
    rows = session.scalars(select(Employment).where(Employment.person_id == person.id))
    return {row.period: row.days for row in rows}


def test_part_months_count_by_days_and_the_current_month_to_its_end(session: Session) -> None:
    joined = a_person(session, joined_on=date(2026, 4, 21))
    left = a_person(session, joined_on=date(2020, 1, 1), left_on=date(2026, 5, 10))
    work_out_employment(session, TODAY)
    assert days(session, joined) == {202604: 10, 202605: 31, 202606: 30}
    found = days(session, left)
    assert max(found) == 202605
    assert [found[month] for month in (202604, 202605)] == [30, 10]
    assert min(found) == 202106  # five years back, not the whole career


def test_nobody_is_counted_since_an_unknown_day(session: Session) -> None:
    person = a_person(session)
    work_out_employment(session, TODAY)
    assert days(session, person) == {}


def test_a_corrected_day_rewrites_only_that_person(session: Session) -> None:
    one, other = (a_person(session, joined_on=date(2026, 3, 1)) for _ in range(2))
    work_out_employment(session, TODAY)
    kept = {row.id for row in session.scalars(select(Employment).where(Employment.person_id == other.id))}
    one.joined_on, one.left_on = date(2026, 3, 2), date(2026, 6, 1)
    session.flush()
    work_out_employment(session, TODAY)
    assert days(session, one) == {202603: 30, 202604: 30, 202605: 31, 202606: 1}
    assert kept == {
        row.id for row in session.scalars(select(Employment).where(Employment.person_id == other.id))
    }


def test_shifting_both_ends_by_a_day_is_noticed_although_the_sums_agree(session: Session) -> None:
    person = a_person(session, joined_on=date(2026, 3, 10), left_on=date(2026, 5, 10))
    work_out_employment(session, TODAY)
    person.joined_on, person.left_on = date(2026, 3, 11), date(2026, 5, 11)
    session.flush()
    work_out_employment(session, TODAY)
    assert days(session, person) == {202603: 21, 202604: 30, 202605: 11}


def test_mirroring_again_changes_nothing(session: Session, sales: Post) -> None:
    a_person(session, joined_on=date(2026, 3, 1), post_id=sales.id)
    figures(session, "K12")
    assert marks_after_mirroring_again(session) == []


def test_k12_divides_net_sales_by_the_average_sales_headcount(
    session: Session, sales: Post, office: Post
) -> None:
    a_person(session, joined_on=date(2020, 1, 1), post_id=sales.id)
    a_person(session, joined_on=date(2026, 4, 16), post_id=sales.id)  # half of April
    a_person(session, joined_on=date(2020, 1, 1), post_id=office.id)
    an_invoice(session, issued_on=date(2026, 4, 3), amount=Decimal(3000))
    figures(session, "K12")
    assert value(session, "K12", 202604) == 2000  # 3,000 / 1.5 heads


def test_k12_has_no_value_without_sales_staff(session: Session, office: Post) -> None:
    a_person(session, joined_on=date(2020, 1, 1), post_id=office.id)
    an_invoice(session, issued_on=date(2026, 4, 3))
    figures(session, "K12")
    found = reading(session, "K12", 202604)
    assert found is not None
    assert found.value is None


def test_k12_is_not_shown_while_most_posts_are_not_marked(session: Session, sales: Post) -> None:
    a_person(session, joined_on=date(2020, 1, 1), post_id=sales.id)
    for _ in range(4):
        a_person(session, joined_on=date(2020, 1, 1))
    an_invoice(session, issued_on=date(2026, 4, 3))
    figures(session, "K12")
    assert value(session, "K12", 202604) is None


def test_r56_relates_leavers_of_twelve_months_to_the_average_headcount(session: Session, sales: Post) -> None:
    for _ in range(3):
        a_person(session, joined_on=date(2020, 1, 1), post_id=sales.id)
    last = date(2025, 12, 31)
    a_person(session, joined_on=date(2020, 1, 1), left_on=last, post_id=sales.id)
    figures(session, "R56")
    heads = Decimal(3 * 365 + (last - date(2025, 5, 31)).days) / 365
    found = value(session, "R56", 202605)
    assert found is not None
    assert found == pytest.approx(1 / heads, rel=Decimal("1e-9"))
    assert value(session, "R56", 202511) == 0


def test_people_count_in_the_unit_they_are_in(session: Session, sales: Post) -> None:
    east, west = a_unit(session), a_unit(session)
    person = a_person(session, unit_id=east.id, joined_on=date(2020, 1, 1), post_id=sales.id)
    figures(session, "K48")
    person.unit_id = west.id
    session.flush()
    figures(session, "K48")
    units = set(session.scalars(select(Employment.unit_id)))
    assert units == {west.id}


def test_k48_gives_hours_a_head_in_the_quarter(session: Session) -> None:
    from tests.imports import imported

    people = [a_person(session, joined_on=date(2020, 1, 1)) for _ in range(2)]
    the_root(session)
    rows = [
        {"person": people[0].number, "course": "C1", "completed_on": "2026-01-20", "hours": "8"},
        {
            "person": people[1].number,
            "course": "辅导",
            "kind": "一对一",
            "completed_on": "2026-03-02",
            "hours": "1.5",
        },
    ]
    imported(session, "training_record", rows)
    figures(session, "K48")
    assert value(session, "K48", 202603, grain=Grain.QUARTER) == Decimal("4.75")
