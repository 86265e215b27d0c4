"""Territory (F.3): scores held against what the customers of each bought before; flagged above 0.5."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from domain.appraisal.fairness_report import NotComparedYet
from domain.appraisal.territory import potential_index, potentials_before, territory, territory_report
from domain.core.errors import NotPermitted
from domain.core.permission import Permission
from tests.domain.appraisal.reviewed import Company
from tests.factories import a_customer, an_invoice

D = Decimal
HR = Permission.ASSESSMENTS_ADMINISTER


def each(*values: int) -> dict[int, Decimal]:
    return {person: D(value) for person, value in enumerate(values, 1)}


def test_the_mean_territory_is_100() -> None:
    assert potential_index(each(50, 100, 150)) == {1: D(50), 2: D(100), 3: D(150)}


def test_scores_that_follow_the_territory_are_flagged_in_either_direction() -> None:
    potentials = each(*range(10, 110, 10))
    rising = territory(each(*range(81, 91)), potentials)
    falling = territory(each(*range(90, 80, -1)), potentials)
    assert rising is not None
    assert falling is not None
    assert (rising.people, rising.correlation, rising.flagged) == (10, D(1), True)
    assert (falling.correlation, falling.flagged) == (D(-1), True)


def test_a_correlation_worked_out_by_hand_and_not_flagged() -> None:
    # score 1 for one of ten, 0 for the others; potential 1 for two of ten, the same one among them:
    # means 0.1 and 0.2; r = (1/10 - 0.1 x 0.2) / sqrt(0.1 x 0.9 x 0.2 x 0.8) = 0.08 / 0.12 = 2/3
    scores, potentials = each(1, *[0] * 9), each(1, 1, *[0] * 8)
    found = territory(scores, potentials)
    assert found is not None
    assert found.correlation == D("0.666666666667")
    even = territory(scores, each(*[1, 0] * 5))
    assert even is not None
    # 1/10 - 0.1 x 0.5 = 0.05; / sqrt(0.09 x 0.25) = 0.15: r = 1/3
    assert (even.correlation, even.flagged) == (D("0.333333333333"), False)


def test_fewer_than_ten_people_with_both_tell_nothing_and_equal_scores_cannot_be_compared() -> None:
    assert territory(each(*range(9)), each(*range(20))) is None
    same = territory(each(*[80] * 10), each(*range(10)))
    assert same is not None
    assert (same.correlation, same.flagged) == (None, False)


def test_the_potential_is_what_ones_customers_bought_from_whomever_in_the_year_before(
    session: Session,
) -> None:
    company = Company(session)
    facts = {"unit_id": company.unit.id}
    mine = a_customer(session, salesperson_id=company.anna.id, **facts)
    other = a_customer(session, salesperson_id=company.ben.id, **facts)
    for customer, day, net in (
        (mine, date(2025, 1, 1), 100), (mine, date(2025, 12, 31), 20), (mine, date(2024, 12, 31), 7),
        (mine, date(2026, 1, 1), 9), (other, date(2025, 6, 1), 5),
    ):  # fmt: skip
        seller = {"salesperson_id": company.chris.id, "customer_id": customer.id}
        an_invoice(session, issued_on=day, due_on=day, net=D(net), amount=D(net), **seller, **facts)
    found = potentials_before(session, company.cycle, {company.anna.id, company.ben.id, company.chris.id})
    assert found == {company.anna.id: D(120), company.ben.id: D(5)}
    hr = company.acting(company.dora, HR)
    with pytest.raises(NotComparedYet):
        territory_report(session, hr, company.cycle)
    company.calibrating()
    company.a_result(company.an_assessment(), 90)
    assert territory_report(session, hr, company.cycle) is None
    rater = company.acting(company.ben, Permission.ASSESSMENTS_RATE)
    with pytest.raises(NotPermitted):
        territory_report(session, rater, company.cycle)
