"""Who sold how much more or less than before, and what is on its way."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from domain.core.errors import NotFound, NotPermitted
from domain.core.permission import Permission
from domain.indicators.read_figures import Wish, read_figures
from domain.reporting.sales_members import (
    Member,
    MembersWish,
    by_trait,
    known_measures,
    members,
    movers,
    totals,
)
from domain.reporting.sales_pipeline import pipeline
from domain.sales.customer import Customer
from domain.sales.opportunity import Outcome
from tests.domain.indicators.trading import deal, invoice
from tests.domain.reporting.conftest import Company
from tests.factories import a_customer, a_unit, an_actor, the_root
from tests.statements import counted

TODAY = date(2026, 6, 15)
READER = an_actor(Permission.INDICATORS_READ, Permission.FACTS_READ)


def wish(company: Company, by: str, **more: object) -> MembersWish:
    facts: dict[str, object] = {"measures": ("net_sales", "overdue"), "month": 202604, "before": 202603}
    return MembersWish(unit_id=company.root, by=by, **(facts | more))  # type: ignore[arg-type]


@pytest.mark.every_case
@pytest.mark.parametrize("by", ["salesperson", "customer", "unit", "region"])
def test_members_add_up_to_the_figure_of_the_unit(session: Session, company: Company, by: str) -> None:
    found = members(session, READER, wish(company, by), TODAY)
    asked = Wish("K01", company.root, first=date(2026, 4, 1), last=date(2026, 4, 30))
    whole = read_figures(session, READER, asked, TODAY)[0]
    assert totals(found, "net_sales")[0] == whole.value
    assert sum(one.amount("overdue") for one in found) > 0


def test_regions_added_up_from_customers_are_those_summed_from_the_facts(
    session: Session, company: Company
) -> None:
    buyer = session.get_one(Customer, company.buyer)
    buyer.region = "South"
    other = a_customer(session, region="South", unit_id=company.south)
    invoice(session, "2026-04-09", "2026-04-29", 33, customer_id=other.id, unit_id=company.south)
    session.flush()
    customers = members(session, READER, wish(company, "customer"), TODAY)
    summed = members(session, READER, wish(company, "region"), TODAY)
    assert by_trait(session, customers, "region") == summed
    assert [one.name_zh for one in summed] == ["", "South"]
    assert summed[1].amount("net_sales") == 633


def test_flows_are_summed_over_the_time_and_balances_stand_at_its_end(
    session: Session, company: Company
) -> None:
    quarter = wish(company, "salesperson", months=3, before=202601)
    seller = next(one for one in members(session, READER, quarter, TODAY) if one.key == company.seller)
    assert seller.amount("net_sales") == 3 * 600
    month = members(session, READER, wish(company, "salesperson"), TODAY)
    assert next(one for one in month if one.key == company.seller).amount("overdue") == seller.amount(
        "overdue"
    )


def test_a_change_is_told_against_the_time_compared_with(session: Session, company: Company) -> None:
    found = {one.key: one for one in members(session, READER, wish(company, "salesperson"), TODAY)}
    assert found[company.seller].change("net_sales") == 0
    assert found[company.rare].change("net_sales") == 70
    assert found[company.seller].name_zh


def test_a_time_before_the_records_has_no_sum(session: Session, company: Company) -> None:
    found = members(session, READER, wish(company, "salesperson", before=202512), TODAY)
    assert all(one.before["net_sales"] is None for one in found)


def test_what_the_portal_does_not_measure_is_left_out(session: Session, company: Company) -> None:
    assert known_measures(("net_sales", "moonshine"), "region") == ("net_sales",)
    assert known_measures(("net_sales",), "category") == ()
    found = members(session, READER, wish(company, "unit", measures=("net_sales", "moonshine")), TODAY)
    assert set(found[0].now) == {"net_sales"}


def test_one_who_may_not_see_a_unit_gets_no_members_of_it(session: Session, company: Company) -> None:
    elsewhere = an_actor(Permission.INDICATORS_READ, units=frozenset({company.east, company.shanghai}))
    with pytest.raises(NotFound):
        members(session, elsewhere, wish(company, "customer"), TODAY)
    with pytest.raises(NotPermitted):
        members(session, an_actor(Permission.FACTS_READ), wish(company, "customer"), TODAY)


def test_members_cost_a_statement_for_each_fact_table_however_many_there_are(
    session: Session, company: Company
) -> None:
    with counted() as sent:
        members(session, READER, wish(company, "customer"), TODAY)
    assert len(sent) <= 8


def member(key: int, now: int, before: int) -> Member:
    return Member(key, f"{key}", f"{key}", {"m": Decimal(now)}, {"m": Decimal(before)})


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=20), st.integers(1, 6))
def test_movers_are_those_whose_change_nobody_else_exceeds(pairs: list[tuple[int, int]], most: int) -> None:
    found = [member(at, *pair) for at, pair in enumerate(pairs)]
    up, down = movers(found, "m", most)
    assert {one.key for one in up} & {one.key for one in down} == set()
    rest = [one for one in found if one.key and one not in up]
    assert all(one.change("m") <= up[-1].change("m") for one in rest) if len(up) == most else True
    assert all(one.change("m") > 0 for one in up)
    assert all(one.change("m") < 0 for one in down)
    assert all(one.key for one in (*up, *down))


def test_open_deals_are_summed_by_stage_in_the_order_of_their_chances(session: Session) -> None:
    for stage, chance, amount in (
        ("Offer", "0.5", 100), ("Offer", "0.6", 300), ("First talk", None, 50), ("Contract", "0.9", 10),
    ):  # fmt: skip
        deal(
            session, "2026-05-01", Outcome.OPEN, stage=stage, amount=Decimal(amount), closed_on=None,
            closed_period=None, probability=chance and Decimal(chance), expected_close_on=date(2026, 6, 14),
        )  # fmt: skip
    deal(session, "2026-05-01", Outcome.WON, stage="Contract")
    stages = pipeline(session, READER, [the_root(session).id], TODAY)
    assert [(one.name, one.count, int(one.amount)) for one in stages] == [
        ("First talk", 1, 50), ("Offer", 2, 400), ("Contract", 1, 10),
    ]  # fmt: skip
    assert [one.expected for one in stages] == [0, 230, 9]
    assert [one.unrated for one in stages] == [1, 0, 0]
    assert [one.late for one in stages] == [1, 2, 1]


def test_deals_of_other_units_are_not_on_our_way(session: Session) -> None:
    deal(session, "2026-05-01", Outcome.OPEN, unit_id=a_unit(session).id)
    assert pipeline(session, READER, [the_root(session).id], TODAY) == []


def test_the_way_of_one_customer_or_region_is_a_part_of_the_whole(session: Session) -> None:
    north = a_customer(session, region="North")
    also = a_customer(session, region="North")
    other = a_customer(session, region="South")
    for who, amount in ((north, 100), (also, 20), (other, 3), (None, 4)):
        deal(session, "2026-05-01", Outcome.OPEN, amount=Decimal(amount), customer_id=who and who.id)
    root = [the_root(session).id]
    sums = {
        only: sum(one.amount for one in pipeline(session, READER, root, TODAY, only))
        for only in (None, ("customer", north.id), ("region", north.id))
    }
    assert sums == {None: 127, ("customer", north.id): 100, ("region", north.id): 120}
