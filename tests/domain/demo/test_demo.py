"""The demo company is believable, repeatable, and never mixes with real records."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.demo.buyer import buyers
from domain.demo.chance import Deck, one_in
from domain.demo.failures import FAILURES
from domain.demo.load import NotEmpty, load_demo
from domain.demo.past import STREAMS, past
from domain.demo.people import SELLING, STAFF
from domain.demo.plan import DemoPlan
from domain.demo.season import is_working, working
from domain.intake.batch import ImportBatch
from domain.intake.registry import FACTS
from domain.organisation.person import Person
from domain.organisation.unit import Unit
from domain.sales.customer import Customer
from tests.domain.demo.conftest import MACHINE, NOW

TODAY = date(2026, 11, 26)
SMALL = DemoPlan(TODAY, months=6)
PROMISES = (
    "promised_on",
    "due_on",
    "original_due_on",
    "valid_until",
    "valid_to",
    "expected_close_on",
    "frozen_on",
)


def test_the_same_plan_gives_the_same_company() -> None:
    assert past(SMALL) == past(DemoPlan(TODAY, months=6))
    assert past(SMALL) != past(DemoPlan(TODAY, months=6, seed=8))


def test_a_larger_company_leaves_the_first_customers_as_they_are() -> None:
    large = DemoPlan(TODAY, months=6, scale=3)
    assert past(large)["invoice"] == past(SMALL)["invoice"]
    names = [buyer.name for part in range(3) for buyer in buyers(large, part)]
    assert len(set(names)) == len(names) == 900


def test_no_document_of_one_part_has_the_number_of_another() -> None:
    large = DemoPlan(TODAY, months=6, scale=2)
    parts = [past(large, part) for part in range(2)]
    for fact in ("customer", "lead", "opportunity", "order", "delivery", "invoice", "receipt", "complaint"):
        keys = [tuple(row[name] for name in FACTS[fact].key if name in row) for p in parts for row in p[fact]]
        assert len(set(keys)) == len(keys), fact


def test_nothing_happens_after_today() -> None:
    dates = {
        (fact, field, text)
        for fact, rows in past(SMALL).items()
        for row in rows
        for field, text in row.items()
        if field.endswith(("_on", "_at", "as_of")) and field not in PROMISES and text
    }
    late = {one for one in dates if one[2][:10] > TODAY.isoformat()}
    assert not late


def test_orders_are_placed_on_working_days() -> None:
    days = {date.fromisoformat(row["ordered_on"]) for row in past(SMALL)["order"]}
    assert all(day.weekday() < 5 for day in days)
    assert not is_working(date(2026, 2, 18))  # Spring Festival
    assert working(date(2026, 10, 1)) == date(2026, 10, 8)  # National Day


def test_chance_keeps_its_promises_in_every_stretch() -> None:
    deck = one_in(SMALL.stream("test"), 10)
    assert [sum(deck.deal() for _ in range(10)) for _ in range(5)] == [1] * 5
    cards = Deck(SMALL.stream("test"), "abc")
    assert sorted(cards.deal() for _ in range(3)) == ["a", "b", "c"]


def test_every_fact_that_can_be_imported_has_rows() -> None:
    assert set(STREAMS) == set(FACTS)
    assert [fact for fact, rows in past(DemoPlan(TODAY)).items() if not rows] == []


def test_sixty_people_six_selling_units_three_hundred_customers(demo: Session) -> None:
    assert demo.scalar(select(func.count()).select_from(Person)) == len(STAFF) == 60
    assert demo.scalar(select(func.count()).select_from(Customer)) == 300
    units = select(func.count(Customer.unit_id.distinct()))
    assert demo.scalar(units) == len(SELLING) == 6
    assert set(SELLING) <= set(demo.scalars(select(Unit.code)))


def test_every_row_is_accepted_and_traced_to_its_file(demo: Session) -> None:
    assert demo.scalar(select(func.sum(ImportBatch.rejected))) == 0
    assert set(demo.scalars(select(ImportBatch.fact))) == set(STREAMS)
    untraced = select(func.count()).select_from(Customer).where(Customer.batch_id.is_(None))
    assert demo.scalar(untraced) == 0


def test_the_demo_never_mixes_with_real_records(demo: Session) -> None:
    with pytest.raises(NotEmpty):
        load_demo(demo, MACHINE, NOW)


def test_a_young_company_has_only_failures_that_fit() -> None:
    assert all(failure.first < 6 for failure in FAILURES if failure.fits(SMALL))
    assert timedelta(days=150) < TODAY - SMALL.first < timedelta(days=215)
